"""Pages of the staff: the queue, one case, and what can be done with it."""

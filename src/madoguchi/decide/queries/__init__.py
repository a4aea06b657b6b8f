"""Reading cases: the queue, one case, people by look-up tokens, what was decided before."""

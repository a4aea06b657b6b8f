"""From cases to a table that may be shown: which periods are over, what is counted of them, and the proof of it."""

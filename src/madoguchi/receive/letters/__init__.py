"""Letters: filled with names when they are read, set in type apart, handed over only to whom they belong.

A letter is the same wherever it is read: `filling` for the words, `sheet` for paper, `handing` for the last step.
"""

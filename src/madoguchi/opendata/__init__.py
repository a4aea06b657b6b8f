"""From a dirty file to a standard dataset: read, find the table, know the standard, check, repair, convert, write.

Pure: it never imports Django, and a command imports only what it needs (`madoguchi dataset` answers in 0.15 s).
The words that all parts share are in `table`, `finding` and `standards.model`.
"""

"""A release: one table frozen in every form in which people take it, in a folder named by the hash of its CSV.

Pure: it never imports Django. `building` makes a folder, `paging` reads it, `differing` compares two.
"""

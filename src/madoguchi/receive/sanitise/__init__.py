"""無害化: a stranger's file goes in, one that can do no harm comes out. Everything that parses runs in a child process.

`process` is the parent's side and the only module that the program imports; `child`, `limits`, `pictures`, `papers` and
`scrubbing` run in the child, know no Django and open nothing.
"""

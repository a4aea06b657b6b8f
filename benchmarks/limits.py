"""How many files a process may have open: connections are files, and the usual soft limit is 1,024."""

import resource


def raise_file_limit() -> int:
    """To the hard limit; returns it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard

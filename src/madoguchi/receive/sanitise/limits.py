"""What the child gives up before it sees a stranger's byte. The kernel holds it to that, native code included."""

import resource

MB = 1024 * 1024
CPU_SECONDS = 10
MEMORY = 80 * MB
"""Of private memory, Python itself (10 MB) and the picture or paper as it is worked on included."""
PER_BYTE = 6
"""What a paper may take beyond it for each byte above 10 MB: itself, its copy and what is being written."""
USUAL = 10 * MB


def memory_for(size: int) -> int:
    return MEMORY + PER_BYTE * max(0, size - USUAL)


def lock_down(size: int) -> None:
    """No file and no socket can be opened (the three that there are suffice), nothing written to a disk, no process begun."""
    for what, most in (
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_DATA, memory_for(size)),
    ):
        resource.setrlimit(what, (most, most))

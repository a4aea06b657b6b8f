"""One queue in front of SQLite's writer: across the threads of a process and across processes.

SQLite lets waiting writers poll, and whoever polls at the right moment wins; the unlucky wait for a second. Here
they stand in line: a lock between threads, then flock(2) on `<database>.lock` between processes. The kernel lets
go of the file lock when a process dies. SQLite's own lock stays underneath and keeps correctness by itself.
"""

import fcntl
import os
import threading

from django.db import OperationalError


class WriteQueue:
    """The queue of one database file in this process."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._threads = threading.Lock()
        self._holder: int | None = None
        self._descriptor: int | None = None

    def enter(self) -> None:
        """Wait for one's turn to write."""
        if self._holder == threading.get_ident():
            raise OperationalError("this thread already writes to the database through another connection")
        self._threads.acquire()
        try:
            fcntl.flock(self._file(), fcntl.LOCK_EX)
        except BaseException:
            self._threads.release()
            raise
        self._holder = threading.get_ident()

    def leave(self) -> None:
        """Let the next one in."""
        self._holder = None
        fcntl.flock(self._file(), fcntl.LOCK_UN)
        self._threads.release()

    def _file(self) -> int:
        if self._descriptor is None:
            self._descriptor = os.open(f"{self._path}.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        return self._descriptor

    def renew(self) -> None:
        """Begin anew in a forked child: a descriptor shared with the parent would let both write at once."""
        self._threads, self._holder, self._descriptor = threading.Lock(), None, None


_queues: dict[str, WriteQueue] = {}
_making = threading.Lock()


def queue_of(path: str) -> WriteQueue:
    """The queue of that database file."""
    with _making:
        return _queues.setdefault(os.path.abspath(path), WriteQueue(os.path.abspath(path)))


def _after_fork() -> None:
    for queue in _queues.values():
        queue.renew()


os.register_at_fork(after_in_child=_after_fork)

"""The parent's side: a file goes into the child, the harmless one comes back. A child that misbehaves ends alone."""

import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO, cast

from madoguchi.receive.sanitise.refusal import Refusal
from madoguchi.receive.spool import Spool

SECONDS = 30.0
WAITING = 2
PIECE = 64 * 1024
ENVIRONMENT = {"MALLOC_ARENA_MAX": "1", "LC_ALL": "C.UTF-8"}
_CODES = {
    "broken", "too-many-pixels", "encrypted", "signed", "too-complex", "my-number", "grown",
}  # fmt: skip


def command(kind: str, size: int, most: int) -> tuple[str, ...]:
    """Python alone (`-I`): nothing of the environment, no folder of ours on its path."""
    return (sys.executable, "-I", "-m", "madoguchi.receive.sanitise.child", kind, str(size), str(most))


_turn = threading.Semaphore(1)
_places = threading.Semaphore(1 + WAITING)


def sanitise(pieces: Iterable[bytes], *, kind: str, size: int, most: int) -> Spool:
    """The harmless file, at most `most` bytes. Raises Refusal. One at a time in a process: the memory of a second is not there,
    and who looks at pages must not wait for who sends files."""
    with _one_at_a_time(), _child(command(kind, size, most)) as child:
        alarm = threading.Timer(SECONDS, child.kill)
        alarm.start()
        try:
            return _talk(child, cast(IO[bytes], child.stdin), cast(IO[bytes], child.stdout), pieces)
        finally:
            alarm.cancel()
            child.kill()


def _child(command: tuple[str, ...]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603  # our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENVIRONMENT
    )


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    if not _places.acquire(blocking=False):
        raise Refusal("busy")
    try:
        with _turn:
            yield
    finally:
        _places.release()


def _talk(child: "subprocess.Popen[bytes]", there: IO[bytes], back: IO[bytes], pieces: Iterable[bytes]) -> Spool:
    try:
        for piece in pieces:
            there.write(piece)
        there.close()
    except BrokenPipeError:
        pass  # it has ended already; its answer, or none, says why
    code = back.readline(64).decode("ascii", "replace").strip()
    made = _kept(back)
    if code != "ok" or child.wait() != 0:
        made.close()
        raise Refusal(code if code in _CODES else "too-complex")
    return made


def _kept(out: IO[bytes]) -> Spool:
    spool = Spool()
    while piece := out.read(PIECE):
        spool.write(piece)
    return spool

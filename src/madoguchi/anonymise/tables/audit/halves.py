"""Two halves of the work at once: the solver lets go of Python's lock while it solves.

Always two, whatever the machine has, and each half is fixed beforehand: so the answer is the same everywhere.
"""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from madoguchi.anonymise.tables.audit.search import Search

T = TypeVar("T")

_HALVES = 2
_WORTH = 40  # below that a second copy of the programs is not worth its making


def share(
    search: Search,
    members: Sequence[T],
    work: Callable[[Search, T], None],
    tick: Callable[[], None],
    worth: int = _WORTH,
) -> None:
    """Do the work for every member, and leave what was found in `search`."""
    if len(members) < worth:
        for member in members:
            work(search, member)
            tick()
        return
    stop = threading.Event()
    twins = [search.twin() for _ in range(_HALVES)]
    with ThreadPoolExecutor(_HALVES) as pool:
        parts = [members[number::_HALVES] for number in range(_HALVES)]
        halves = [pool.submit(_half, twin, part, work, tick, stop) for twin, part in zip(twins, parts, strict=True)]
        _wait(halves, stop)
    for twin in twins:
        search.learn(twin)


def _half(
    twin: Search,
    members: Sequence[T],
    work: Callable[[Search, T], None],
    tick: Callable[[], None],
    stop: threading.Event,
) -> None:
    for member in members:
        if stop.is_set():
            return
        work(twin, member)
        tick()


def _wait(halves: Sequence["Future[None]"], stop: threading.Event) -> None:
    """Whatever ends one half (an interruption, too) ends the other within one program."""
    try:
        for half in halves:
            half.result()
    finally:
        stop.set()

"""In which order waiting work is done: what was begun is finished first, and a single piece comes before a bulk run.

A hand-over stands in a lane; the smaller lane goes first, and within one lane the older. What a taker announces while
it works is one lane further to the front than its own work: a letter's last step is done before the next letter's first
(depth-first), and a letter that a clerk writes now does not wait behind ten thousand others.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

SINGLE, BULK = 10, 30
DEEPEST = 9
"""How many steps of one chain can be told apart; none has more than three."""

_lane: ContextVar[int] = ContextVar("madoguchi_lane", default=SINGLE)


def lane() -> int:
    """The lane for what is handed over now."""
    return _lane.get()


@contextmanager
def in_bulk() -> Iterator[None]:
    """Within this block everything that is handed over waits behind single pieces of work."""
    with _in(BULK):
        yield


@contextmanager
def following(before: int) -> Iterator[None]:
    """Within this block work of that lane is done: what it hands over goes ahead of what has not begun."""
    start = BULK if before > SINGLE else SINGLE
    with _in(max(before - 1, start - DEEPEST)):
        yield


@contextmanager
def _in(number: int) -> Iterator[None]:
    token = _lane.set(number)
    try:
        yield
    finally:
        _lane.reset(token)

"""Who takes over when an event is announced. Filled by `site/flow.py` alone; this module only keeps the list.

A `now` taker runs in the event's own transaction. A `later` taker becomes a `Handover` row that the worker runs;
it is found again by its name (module and function), so it must be an importable function.

A later taker whose work takes long (a letter set in type, an e-mail sent) must not hold a transaction meanwhile. It is
marked `in_two_steps`: it works without one and returns what is still to be written, which then runs in one transaction
with the mark "done". It may be run twice when a worker dies in between, so its work must bear that.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from madoguchi.trail.models import Event

Taker = Callable[["Event"], Any]

Finish = Callable[[], Any]
TwoSteps = Callable[["Event"], Finish]

_now: dict[str, tuple[Taker, ...]] = {}
_later: dict[str, tuple[str, ...]] = {}
_by_name: dict[str, Taker] = {}
_two_steps: set[Taker] = set()


def register(verb: str, *, now: tuple[Taker, ...] = (), later: tuple[Taker, ...] = ()) -> None:
    """Let these functions take over whenever `verb` is recorded; each is called with the event."""
    _now[verb] = _now.get(verb, ()) + now
    _later[verb] = _later.get(verb, ()) + tuple(name_of(taker) for taker in later)


def name_of(taker: Taker) -> str:
    """The name under which a hand-over finds its taker again. Two functions of one name are a mistake."""
    name = f"{taker.__module__}.{taker.__qualname__}"
    if _by_name.setdefault(name, taker) is not taker:
        raise ValueError(f"two takers are called {name}")
    return name


def in_two_steps(taker: TwoSteps) -> TwoSteps:
    """Mark a later taker that works outside a transaction and returns what is to be written."""
    _two_steps.add(taker)
    return taker


def takes_two_steps(taker: Taker | None) -> bool:
    return taker in _two_steps


def names_in_two_steps() -> list[str]:
    """The names of all takers that take two steps."""
    return sorted(name for name, taker in _by_name.items() if taker in _two_steps)


def known(name: str) -> Taker | None:
    """The function of that name, if this version of the program has it."""
    return _by_name.get(name)


def takers_now(verb: str) -> tuple[Taker, ...]:
    return _now.get(verb, ())


def takers_later(verb: str) -> tuple[str, ...]:
    return _later.get(verb, ())


def taker(name: str) -> Taker:
    """The function of that name; LookupError when this version of the program no longer has it."""
    return _by_name[name]


@contextmanager
def nobody_else() -> Iterator[None]:
    """Within this block only what is registered inside it takes over (tests)."""
    tables: tuple[dict[str, Any], ...] = (_now, _later, _by_name)
    kept = [dict(table) for table in tables]
    for table in tables:
        table.clear()
    try:
        yield
    finally:
        for table, before in zip(tables, kept, strict=True):
            table.clear()
            table.update(before)

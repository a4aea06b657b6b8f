"""What falls due again and again. `site/clock.py` lists it; `tick()` asks for each once per due time.

A tick is an event `clock.tick` with one later taker, so recurring work has the same lease, attempts and dead letters
as everything else. After downtime the missed due times are made up for, at most `catch_up` of them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from madoguchi.trail import clock, flow


@dataclass(frozen=True)
class Recurring:
    name: str
    taker: str
    catch_up: int
    last_due: Callable[[datetime], datetime]  # the latest due time that is not after this moment
    step: timedelta
    words: str  # how often, for the operator's page


_all: dict[str, Recurring] = {}


def every(name: str, take: flow.Taker, *, minutes: int, catch_up: int = 1) -> None:
    """`take` is asked for every so many minutes, counted from midnight UTC of 1970."""
    seconds = minutes * 60

    def last_due(moment: datetime) -> datetime:
        return moment - timedelta(seconds=moment.timestamp() % seconds)

    _add(Recurring(name, flow.name_of(take), catch_up, last_due, timedelta(minutes=minutes), f"{minutes}分ごと"))


def daily(name: str, take: flow.Taker, *, at: str = "06:00", catch_up: int = 31) -> None:
    """`take` is asked for every day at this time in Japan."""
    due_time = time.fromisoformat(at)

    def last_due(moment: datetime) -> datetime:
        local = moment.astimezone(clock.TOKYO)
        due = datetime.combine(local.date(), due_time, tzinfo=clock.TOKYO)
        return due if due <= local else due - timedelta(days=1)

    _add(Recurring(name, flow.name_of(take), catch_up, last_due, timedelta(days=1), f"毎日 {at}"))


def everything() -> tuple[Recurring, ...]:
    return tuple(_all.values())


@contextmanager
def nothing_else() -> Iterator[None]:
    """Within this block only what is listed inside it recurs (tests)."""
    kept = dict(_all)
    _all.clear()
    try:
        yield
    finally:
        _all.clear()
        _all.update(kept)


def _add(recurring: Recurring) -> None:
    if recurring.name in _all:
        raise ValueError(f"two recurring works are called {recurring.name}")
    _all[recurring.name] = recurring

"""The one clock. The demo lives through a past year and the tests through chosen days, so nobody asks the machine directly."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
_set: ContextVar[datetime | None] = ContextVar("madoguchi_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _set.get() or datetime.now(UTC)  # noqa: TID251  # the only place that asks the machine


def today() -> date:
    """The calendar day in Japan."""
    return now().astimezone(TOKYO).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within this block it is `moment` (aware)."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    token = _set.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)

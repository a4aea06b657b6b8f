"""Days on which an office is open, and deadlines counted in calendar or working days.

Closed are Saturdays and Sundays, national holidays (国民の祝日に関する法律, substitute and squeezed-in days included: jpholiday)
and the municipality's own closing days (12-29 to 01-03), which no holiday list has.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple, Protocol


class Closing(Protocol):
    """Days of every year from `first` to `last`, both closed, written MM-DD; "12-29" to "01-03" runs over New Year."""

    @property
    def first(self) -> str: ...
    @property
    def last(self) -> str: ...


def is_open(day: date, closing_days: Iterable[Closing] = ()) -> bool:
    """Is the office open on this day?"""
    if day.weekday() >= 5 or _is_holiday(day):
        return False
    return not any(_within(f"{day:%m-%d}", closing) for closing in closing_days)


def add_working_days(day: date, n: int, closing_days: Iterable[Closing] = ()) -> date:
    """The n-th open day after `day`, which itself is not counted (民法140条); n = 0 gives `day`. n must not be negative."""
    if n < 0:
        raise ValueError("n must not be negative")
    return _counted(day, n, tuple((closing.first, closing.last) for closing in closing_days))


def next_open_day(day: date, closing_days: Iterable[Closing] = ()) -> date:
    """`day` itself when the office is open, else the first open day after it. Raises ValueError when a year has none."""
    closings = tuple(closing_days)
    for ahead in range(367):
        if is_open(day + timedelta(days=ahead), closings):
            return day + timedelta(days=ahead)
    raise ValueError("the closing days leave no open day in a year")


def deadline(day: date, n: int, unit: Literal["calendar", "working"], closing_days: Iterable[Closing] = ()) -> date:
    """The last day of a period of n days that begins with the arrival on `day`.

    The first day is not counted (民法140条). A calendar period that ends on a closed day is *not* moved to the next open
    one: a standard processing period (標準処理期間) is a promise, and the earlier day keeps it. Where a law moves the last
    day (民法142条), wrap the result in `next_open_day`.
    """
    if unit == "working":
        return add_working_days(day, n, closing_days)
    return day + timedelta(days=n)


def _within(month_day: str, closing: Closing) -> bool:
    if closing.first <= closing.last:
        return closing.first <= month_day <= closing.last
    return month_day >= closing.first or month_day <= closing.last


class _Days(NamedTuple):
    first: str
    last: str


@lru_cache(maxsize=1024)  # every arrival of a day asks for the same deadline
def _counted(day: date, n: int, closing_days: tuple[tuple[str, str], ...]) -> date:
    closings = tuple(_Days(*days) for days in closing_days)
    for _ in range(n):
        day = next_open_day(day + timedelta(days=1), closings)
    return day


@lru_cache(maxsize=4096)
def _is_holiday(day: date) -> bool:
    import jpholiday  # lazily: a command line that only prints its help should not wait for it

    return bool(jpholiday.is_holiday(day))

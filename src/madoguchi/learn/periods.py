"""Months, quarters and fiscal years (年度, from April), each named by its first day. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

Length = Literal["month", "quarter", "year"]
MONTHS: dict[Length, int] = {"month": 1, "quarter": 3, "year": 12}
GRACE = 5
"""Days after the end of a period until its readings stand for good."""


def begin_of(day: date, length: Length) -> date:
    """The first day of the period in which a day lies."""
    months = MONTHS[length]
    since_april = (day.month - 4) % 12
    first = since_april - since_april % months
    month = (first + 3) % 12 + 1
    return date(day.year - (month > day.month), month, 1)


def next_of(begins: date, length: Length) -> date:
    """The first day of the period after that."""
    month = begins.month - 1 + MONTHS[length]
    return date(begins.year + month // 12, month % 12 + 1, 1)


def periods(first: date, last: date, length: Length) -> Iterator[date]:
    """The periods from the one of `first` to the one of `last`."""
    here = begin_of(first, length)
    while here <= last:
        yield here
        here = next_of(here, length)


def is_over(begins: date, length: Length, today: date) -> bool:
    """Nothing of this period is still under way, and nothing late is awaited."""
    return today >= next_of(begins, length) + timedelta(days=GRACE)

"""Periods that are counted one by one, each when it is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from madoguchi.declare.dataset import Length

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
APRIL = 4


@dataclass(frozen=True)
class Period:
    """From a day to the day before another."""

    begins: date
    ends: date
    length: Length

    @property
    def name(self) -> str:
        """As it stands in the table: 2026-10, 2026-W40, 2026年度, 2026年度第2四半期."""
        year, week, _ = self.begins.isocalendar()
        fiscal = self.begins.year - (self.begins.month < APRIL)
        return {
            "week": f"{year}-W{week:02}",
            "month": f"{self.begins:%Y-%m}",
            "quarter": f"{fiscal}年度第{(self.begins.month - APRIL) % 12 // 3 + 1}四半期",
            "year": f"{fiscal}年度",
        }[self.length]

    @property
    def days(self) -> Iterator[date]:
        return (self.begins + timedelta(days=n) for n in range((self.ends - self.begins).days))


def period_of(day: date, length: Length) -> Period:
    """The period that a day is in."""
    if length == "week":
        begins = day - timedelta(days=day.weekday())
        return Period(begins, begins + timedelta(days=7), length)
    months = _MONTHS[length]
    at = day.year * 12 + day.month - 1
    first = at - (at - (APRIL - 1)) % months
    return Period(_month(first), _month(first + months), length)


def over(first: date, length: Length, today: date, *, wait_days: int) -> Iterator[Period]:
    """The periods from that of `first` on that have been over for so many days."""
    one = period_of(first, length)
    while one.ends + timedelta(days=wait_days) <= today:
        yield one
        one = period_of(one.ends, length)


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)

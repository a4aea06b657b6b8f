"""The first and last day that a date field takes: `min` and `max` as "today", "-18y", "+3m", "-10d" or an ISO date."""

import re
from calendar import monthrange
from datetime import date, timedelta

FIRST_DAY = date(1873, 1, 1)
"""明治6年1月1日: before it the calendar was another one, and nobody alive is that old."""

LAST_DAY = date(2199, 12, 31)
"""A later year is a typing mistake."""

RELATIVE = re.compile(r"([+-])([0-9]{1,4})([ymd])")


def bound(text: str, today: date) -> date:
    """The day that a bound means today; raises ValueError when the text is none of the four forms."""
    if text == "today":
        return today
    match = RELATIVE.fullmatch(text)
    if not match:
        return date.fromisoformat(text)
    n = int(match[2]) * (1 if match[1] == "+" else -1)
    if match[3] == "d":
        return today + timedelta(days=n)
    return _months_later(today, n * 12 if match[3] == "y" else n)


def _months_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last day (29 February minus 18 years is 28 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_day(lowest: int | str | None, today: date) -> date:
    """The first day that a field takes."""
    return max(FIRST_DAY, bound(lowest, today)) if isinstance(lowest, str) else FIRST_DAY


def last_day(highest: int | str | None, today: date) -> date:
    """The last day that a field takes."""
    return min(LAST_DAY, bound(highest, today)) if isinstance(highest, str) else LAST_DAY

"""When things happen in the ward: residents write in the evening and at weekends, staff work on open days."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from madoguchi.declare.municipality import ClosingDays
from madoguchi.japan.workdays import add_working_days, next_open_day
from madoguchi.trail.clock import TOKYO

HOURS = {
    7: 3,
    8: 4,
    9: 6,
    10: 8,
    11: 7,
    12: 9,
    13: 6,
    14: 6,
    15: 6,
    16: 5,
    17: 4,
    18: 5,
    19: 7,
    20: 9,
    21: 11,
    22: 8,
    23: 4,
    0: 1,
}
"""How often residents send, by the hour."""


def any_time(rng: Random, day: date) -> datetime:
    """A moment of the day at which a resident might send."""
    hour = rng.choices(tuple(HOURS), tuple(HOURS.values()))[0]
    return _at(day, hour, rng)


def in_office_hours(rng: Random, day: date, closing: Sequence[ClosingDays]) -> datetime:
    """A moment of that day, or of the next open one, between 8:40 and 16:59."""
    hour = rng.choices(range(9, 17), (6, 8, 8, 3, 6, 7, 7, 6))[0]
    return _at(next_open_day(day, closing), hour, rng)


def days_later(rng: Random, moment: datetime, days: tuple[int, int], closing: Sequence[ClosingDays]) -> datetime:
    """So many working days after a moment, in office hours. With 0 days it may be the same day, but never earlier."""
    start = moment.astimezone(TOKYO).date()
    then = in_office_hours(rng, add_working_days(start, rng.randint(*days), closing), closing)
    while then <= moment:
        then = in_office_hours(rng, then.date() + timedelta(days=1), closing)
    return then


def _at(day: date, hour: int, rng: Random) -> datetime:
    return datetime.combine(day, time(hour, rng.randint(0, 59), rng.randint(0, 59)), TOKYO)

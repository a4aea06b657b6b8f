"""Open days and deadlines: weekends, national holidays, and the closing days of the municipality."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.japan.workdays import add_working_days, deadline, is_open, next_open_day


@dataclass(frozen=True)
class Closed:
    first: str
    last: str


YEAR_END = (Closed("12-29", "01-03"),)
days = st.dates(date(2000, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "is_it"),
    [
        (date(2026, 11, 5), True),  # Thursday
        (date(2026, 11, 7), False),  # Saturday
        (date(2026, 11, 8), False),  # Sunday
        (date(2026, 11, 3), False),  # 文化の日
        (date(2026, 5, 6), False),  # 振替休日
        (date(2026, 9, 22), False),  # 国民の休日
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2026, 12, 31), False),
        (date(2027, 1, 3), False),
        (date(2027, 1, 4), True),
    ],
)
def test_open_and_closed_days(day, is_it):
    assert is_open(day, YEAR_END) is is_it


def test_without_closing_days_the_thirtieth_of_december_is_open():
    assert is_open(date(2026, 12, 30))


def test_closing_days_within_a_year():
    assert not is_open(date(2026, 8, 14), (Closed("08-13", "08-15"),))
    assert is_open(date(2026, 8, 17), (Closed("08-13", "08-15"),))


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 11, 5), 0, date(2026, 11, 5)),
        (date(2026, 11, 5), 1, date(2026, 11, 6)),
        (date(2026, 11, 6), 1, date(2026, 11, 9)),
        (date(2026, 12, 28), 1, date(2027, 1, 4)),
        (date(2026, 5, 1), 1, date(2026, 5, 7)),
    ],
)
def test_working_days_are_counted_from_the_day_after(day, n, expected):
    assert add_working_days(day, n, YEAR_END) == expected
    assert deadline(day, n, "working", YEAR_END) == expected


def test_calendar_days_are_counted_plainly_and_not_moved():
    assert deadline(date(2026, 11, 5), 30, "calendar", YEAR_END) == date(2026, 12, 5)  # a Saturday
    assert next_open_day(date(2026, 12, 5), YEAR_END) == date(2026, 12, 7)


@given(days, st.integers(0, 60))
def test_n_open_days_lie_after_the_day_up_to_the_deadline(day, n):
    end = add_working_days(day, n, YEAR_END)
    between = [day + timedelta(days=ahead) for ahead in range(1, (end - day).days + 1)]
    assert sum(is_open(each, YEAR_END) for each in between) == n
    assert n == 0 or is_open(end, YEAR_END)


@given(days)
def test_the_next_open_day_is_open_and_nothing_before_it_is(day):
    found = next_open_day(day, YEAR_END)
    assert is_open(found, YEAR_END)
    assert not any(is_open(day + timedelta(days=ahead), YEAR_END) for ahead in range((found - day).days))


def test_an_office_that_never_opens_is_an_error_and_no_endless_loop():
    with pytest.raises(ValueError):
        next_open_day(date(2026, 11, 5), (Closed("01-01", "12-31"),))


def test_days_are_not_counted_backwards():
    with pytest.raises(ValueError):
        add_working_days(date(2026, 11, 5), -1)

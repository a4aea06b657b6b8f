from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from madoguchi.learn.periods import begin_of, is_over, next_of, periods

DAYS = some.dates(date(2000, 1, 1), date(2100, 1, 1))
LENGTHS = some.sampled_from(["month", "quarter", "year"])


@given(DAYS, LENGTHS)
def test_every_day_lies_in_exactly_one_period(day, length):
    begins = begin_of(day, length)
    assert begins <= day < next_of(begins, length)
    assert begin_of(begins, length) == begins == begin_of(next_of(begins, length) - timedelta(days=1), length)


def test_a_year_begins_in_april_and_a_quarter_with_it():
    assert begin_of(date(2027, 3, 31), "year") == date(2026, 4, 1)
    assert begin_of(date(2027, 3, 31), "quarter") == date(2027, 1, 1)
    assert begin_of(date(2026, 11, 24), "quarter") == date(2026, 10, 1)


def test_a_period_stands_some_days_after_its_end():
    assert not is_over(date(2026, 10, 1), "month", date(2026, 11, 5))
    assert is_over(date(2026, 10, 1), "month", date(2026, 11, 6))


def test_periods_follow_each_other():
    assert list(periods(date(2026, 2, 3), date(2026, 5, 1), "month")) == [
        date(2026, 2, 1), date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1),
    ]  # fmt: skip

"""Days and times as people say them."""

from datetime import UTC, date, datetime

from django.utils import translation

from madoguchi.design import dates

LATE = datetime(2026, 11, 23, 22, 41, tzinfo=UTC)  # in Japan already the next morning


def test_a_day_has_its_weekday() -> None:
    assert dates.day(date(2026, 11, 24)) == "11月24日(火)"
    assert dates.full_day(date(2026, 11, 24)) == "2026年11月24日(火)"


def test_a_moment_is_told_in_japan_time() -> None:
    assert dates.day(LATE) == "11月24日(火)"
    assert dates.clock_time(LATE) == "7時41分"


def test_an_era_has_its_year_beside_it() -> None:
    assert dates.era_and_year(date(1989, 2, 3)) == "平成元年(1989年)2月3日"


def test_english_says_it_in_its_own_way() -> None:
    with translation.override("en"):
        assert dates.day(LATE) == "Tue 24 Nov"
        assert dates.clock_time(LATE) == "7:41"
        assert dates.era_and_year(date(1989, 2, 3)) == "3 Feb 1989"

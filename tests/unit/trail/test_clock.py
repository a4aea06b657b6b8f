"""The one clock."""

from datetime import UTC, date, datetime, timedelta

import pytest

from madoguchi.trail import clock


def test_the_clock_is_aware_and_near_the_machine():
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)  # noqa: TID251


def test_the_day_is_the_day_in_japan():
    with clock.at(datetime(2026, 3, 31, 15, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 4, 1)


def test_another_moment_holds_inside_its_block_only():
    with clock.at(datetime(2020, 1, 1, tzinfo=clock.TOKYO)):
        with clock.at(datetime(2021, 1, 1, tzinfo=clock.TOKYO)):
            assert clock.today().year == 2021
        assert clock.today().year == 2020
    assert clock.today().year >= 2024


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"), clock.at(datetime(2026, 1, 1)):  # noqa: DTZ001
        pass

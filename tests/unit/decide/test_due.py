"""Laws of the clock, for any days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from madoguchi.decide.due import NEVER, clock_of, first_due, shifted, stopped
from madoguchi.declare.municipality import ClosingDays
from madoguchi.declare.procedure import Days
from madoguchi.japan.workdays import add_working_days, is_open

CLOSING = (ClosingDays(first="12-29", last="01-03"),)
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
units = st.sampled_from(["calendar", "working"])
few = st.integers(0, 60)


def test_thirty_days_from_the_day_after_arrival():
    assert first_due(date(2026, 11, 24), Days(n=30, unit="calendar"), CLOSING) == date(2026, 12, 24)


def test_fourteen_working_days_pass_over_the_new_year():
    assert first_due(date(2026, 12, 25), Days(n=3, unit="working"), CLOSING) == date(2027, 1, 5)


def test_without_a_standard_period_there_is_no_due_date():
    assert first_due(date(2026, 11, 24), None) == NEVER == shifted(NEVER, 9, "calendar")


@given(arrived=days, asked=few, waited=few)
def test_the_days_left_after_a_correction_are_those_that_were_left_before(arrived, asked, waited):
    due, paused = arrived + timedelta(days=30), arrived + timedelta(days=asked)
    resumed = paused + timedelta(days=waited)
    later = shifted(due, stopped(paused, resumed, "calendar"), "calendar")
    assert later - resumed == due - paused


@given(due=days, first=few, second=few, unit=units)
def test_two_stops_are_one_stop_of_their_sum(due, first, second, unit):
    apart = shifted(shifted(due, first, unit, CLOSING), second, unit, CLOSING)
    assert apart == shifted(due, first + second, unit, CLOSING)


@given(day=days, waited=few, unit=units)
def test_a_clock_never_runs_back(day, waited, unit):
    n = stopped(day, day + timedelta(days=waited), unit, CLOSING)
    assert 0 <= n <= waited and shifted(day, n, unit, CLOSING) >= day


@given(day=days, unit=units)
def test_an_answer_on_the_same_day_costs_nothing(day, unit):
    assert stopped(day, day, unit, CLOSING) == 0


@given(arrived=days, asked=st.integers(0, 20), waited=few)
def test_in_working_days_a_due_date_stays_a_working_day(arrived, asked, waited):
    due = first_due(arrived, Days(n=20, unit="working"), CLOSING)
    paused = add_working_days(arrived, asked, CLOSING)
    later = shifted(due, stopped(paused, paused + timedelta(days=waited), "working", CLOSING), "working", CLOSING)
    assert is_open(later, CLOSING)


@given(arrived=days, length=st.integers(1, 90), today=few)
def test_a_running_clock_says_near_in_the_last_days_and_over_after_them(arrived, length, today):
    due, now = arrived + timedelta(days=length), arrived + timedelta(days=today)
    face = clock_of(received_on=arrived, due_on=due, paused_on=None, today=now)
    left = (due - now).days
    assert face.kind == ("over" if left < 0 else "near" if left <= 3 else "runs")
    assert face.days == abs(left) and 0 <= face.run <= 1


@given(arrived=days, asked=few, today=few)
def test_a_clock_that_stands_still_shows_the_same_days_every_day(arrived, asked, today):
    due, paused = arrived + timedelta(days=30), arrived + timedelta(days=asked)
    face = clock_of(received_on=arrived, due_on=due, paused_on=paused, today=paused + timedelta(days=today))
    assert (face.kind, face.days, face.waiting) == ("still", 30 - asked, today)

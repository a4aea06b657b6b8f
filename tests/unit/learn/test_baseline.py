"""A baseline is frozen, and what comes later is called worse only where it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from madoguchi.declare.base import Text
from madoguchi.declare.indicator import Baseline, Counted, Indicator
from madoguchi.learn import actions
from madoguchi.learn.definitions import definitions, hash_of
from madoguchi.learn.models import Reading
from madoguchi.learn.queries.baseline import baseline_of, compared
from madoguchi.learn.queries.points import Point
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from tests.unit.learn.conftest import NOON

DAYS, SPRING = definitions().indicators["days-to-decision"], date(2026, 4, 1)


def point(begins, value, *, final=True):
    return Point(begins, value, value is None, final, NOON)


def indicator(better="down", on=SPRING):
    words = Text(ja="日数")
    return Indicator(
        indicator="days", title=words, words=words, owner="kaikaku", origin="measured", unit="days", better=better,
        period="quarter", by="procedure", count=Counted(median_days="decided"), review_on=date(2027, 4, 1),
        max_age_days=3, baseline=Baseline(on=on),
    )  # fmt: skip


def test_the_last_period_that_was_over_by_then_is_the_baseline():
    points = [point(date(2025, 10, 1), 9), point(date(2026, 1, 1), 7), point(SPRING, 4)]
    assert baseline_of(indicator(), points).value == 7
    assert baseline_of(indicator(on=date(2026, 3, 31)), points).value == 9
    assert baseline_of(indicator(on=date(2020, 1, 1)), points) is None


def test_an_open_or_hidden_number_is_no_baseline():
    points = [point(date(2025, 7, 1), 9), point(date(2025, 10, 1), None), point(date(2026, 1, 1), 7, final=False)]
    assert baseline_of(indicator(), points).value == 9


NUMBERS = some.lists(some.tuples(some.integers(0, 50), some.integers(0, 50) | some.none()), max_size=8)


@given(NUMBERS, some.sampled_from(["up", "down"]))
def test_only_parts_with_both_numbers_are_compared_and_equal_is_not_worse(pairs, better):
    before = {str(n): point(date(2026, 1, 1), pair[0]) for n, pair in enumerate(pairs)}
    series = {scope: (one, point(date(2026, 7, 1), pairs[int(scope)][1])) for scope, one in before.items()}
    both = [(was, now) for was, now in pairs if now is not None]
    told = compared(indicator(better), series, before)
    assert told.of == len(both)
    assert told.kept == sum(now >= was if better == "up" else now <= was for was, now in both)
    assert (told.percent is None) == (not both)


def test_a_baseline_changes_nothing_of_what_is_counted_but_what_is_compared_with_it():
    other = DAYS.indicator.model_copy(update={"baseline": Baseline(on=date(2025, 4, 1))})
    assert hash_of(DAYS.indicator) == hash_of(other)
    compares = definitions().indicators["days-not-worse"].indicator
    assert hash_of(compares, None, "2026-04-01") != hash_of(compares, None, "2025-04-01")


@pytest.fixture
def measured(ward):
    """Three procedures were measured before and after; one of them takes longer now."""
    for scope, before, now in (("", 9, 8), ("iken", 5, 4), ("jido-teate-nintei", 12, 12), ("gyomu-kaizen", 20, 31)):
        for begins, value, final in ((date(2026, 1, 1), before, True), (date(2026, 7, 1), now, True)):
            Reading.objects.create(
                indicator=DAYS.slug, definition=DAYS.hash, scope=scope, begins=begins, value=value, final=final,
                computed_at=clock.now(),
            )  # fmt: skip
    actions.take_readings(by=SYSTEM)
    return ward


def test_n_of_m_procedures_are_no_worse_and_the_page_draws_the_line(measured, client):
    page = client.get("/indicators/days-to-decision/").content.decode()
    assert "くらべられる3の手続のうち、2が、基準より悪くなっていません。" in page
    assert page.count('class="baseline"') == 5  # four charts and the legend


def test_the_share_that_is_no_worse_is_evidence(measured, client):
    assert Reading.objects.get(indicator="days-not-worse").value == 67
    assert "67%" in client.get("/progress/2-I-a.3/").content.decode()


def test_without_anything_to_compare_there_is_no_evidence(ward, client):
    actions.take_readings(by=SYSTEM)
    assert Reading.objects.get(indicator="days-not-worse").value is None
    assert "まだ数がない" in client.get("/progress/2-I-a.3/").content.decode()

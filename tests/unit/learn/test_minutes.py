"""Minutes and cost per case: read off what was done and opened, never typed, and never by person."""

from dataclasses import replace
from datetime import timedelta

import pytest

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.decide.queries.reading import open_case_page
from madoguchi.demo import arriving
from madoguchi.demo.answers import idea
from madoguchi.demo.words import ideas
from madoguchi.learn import actions
from madoguchi.learn.actions import filling
from madoguchi.learn.definitions import definitions, hash_of
from madoguchi.learn.models import CaseLine, Cursor, Reading
from madoguchi.learn.sittings import minutes_in
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM
from tests.unit.learn.conftest import NOON

DAY = timedelta(days=1)


def arrived(ward, at=NOON - 9 * DAY):
    with clock.at(at):
        return Case.objects.get(
            number=arriving.send(ward, "gyomu-kaizen", idea(ideas()[0]), by=ward.actor("nagai")).number
        )


def opened(ward, case, *, by, at):
    with clock.at(at):
        open_case_page(Case.objects.get(pk=case.pk), by=ward.actor(by))


def reviewed(ward, case, *, by, at):
    with clock.at(at):
        now = Case.objects.get(pk=case.pk)
        decide.start_review(case=now, seen=now.revision, by=ward.actor(by))


def minutes_of(case):
    actions.fill()
    return CaseLine.objects.get(number=case.number).minutes


def test_a_sitting_counts_from_its_first_to_its_last_doing(ward):
    case, at = arrived(ward), NOON - 5 * DAY
    alone = minutes_of(case)
    opened(ward, case, by="takase", at=at)
    opened(ward, case, by="takase", at=at + timedelta(minutes=9))
    reviewed(ward, case, by="takase", at=at + timedelta(minutes=17))
    assert minutes_of(case) == alone + 17


def test_a_longer_pause_begins_another_sitting_and_each_counts_at_least_a_minute(ward):
    case, at = arrived(ward), NOON - 5 * DAY
    alone = minutes_of(case)
    opened(ward, case, by="takase", at=at)
    opened(ward, case, by="takase", at=at + timedelta(minutes=11))
    assert minutes_of(case) == alone + 2


def test_two_people_with_the_same_case_both_take_their_time(ward):
    case, at = arrived(ward), NOON - 5 * DAY
    alone = minutes_of(case)
    opened(ward, case, by="takase", at=at)
    with clock.at(at + timedelta(minutes=3)):
        record("decide.assigned", by=ward.actor("mori"), about=("case", case.number))
    reviewed(ward, case, by="takase", at=at + timedelta(minutes=6))
    assert minutes_of(case) == alone + 6 + 1


def test_a_line_in_a_list_is_no_time_with_the_case(ward):
    from madoguchi.decide.queries.reading import open_fields, purpose_of

    case = arrived(ward)
    alone = minutes_of(case)
    with clock.at(NOON - 5 * DAY):
        open_fields([case.record_id], ["title"], purpose=purpose_of(case), by=ward.actor("takase"))
    assert minutes_of(case) == alone


def test_no_row_says_how_long_somebody_worked(ward):
    case = arrived(ward)
    opened(ward, case, by="takase", at=NOON - 5 * DAY)
    actions.fill()
    kept = [str(value) for row in CaseLine.objects.values_list() for value in row]
    assert "takase" not in kept and str(ward.actor("takase").id) not in kept


@pytest.fixture
def decided(ward):
    """Twelve cases, each opened for seven minutes before it is decided."""
    for n in range(12):
        at = NOON - timedelta(days=20 - n)
        case = arrived(ward, at - DAY)
        opened(ward, case, by="takase", at=at)
        reviewed(ward, case, by="takase", at=at + timedelta(minutes=4))
        with clock.at(at + timedelta(minutes=7)):
            now, said = Case.objects.get(pk=case.pk), ideas()[0]
            decide.decide(case=now, result=said.result, reason=said.reason, seen=now.revision, by=ward.actor("takase"))
    actions.take_readings(by=SYSTEM)
    return ward


def latest(indicator, scope=""):
    return Reading.objects.filter(indicator=indicator, scope=scope).order_by("-begins").first()


def test_the_median_is_told_by_procedure_and_its_cost_follows_from_it(decided):
    measured = CaseLine.objects.values_list("minutes", flat=True).first()
    rate = definitions().labour.yen_per_hour
    assert latest("minutes-per-case", "gyomu-kaizen").value == measured >= 7
    assert latest("cost-per-case", "gyomu-kaizen").value == (measured * rate + 30) // 60


def test_the_cost_is_called_an_estimate_and_its_rate_a_sample(decided, client):
    page = client.get("/indicators/cost-per-case/").content.decode()
    assert "測った分数からの推計" in page and "4,200円" in page and "見本" in page
    assert "推計" not in client.get("/indicators/minutes-per-case/").content.decode()


def test_another_rate_is_another_definition():
    cost, labour = definitions().indicators["cost-per-case"].indicator, definitions().labour
    dearer = labour.model_copy(update={"yen_per_hour": labour.yen_per_hour + 1})
    assert hash_of(cost, labour) != hash_of(cost, dearer)
    minutes = definitions().indicators["minutes-per-case"].indicator
    assert hash_of(minutes, labour) == hash_of(minutes, dearer)


def test_minutes_are_the_same_counted_anew(decided):
    before = set(CaseLine.objects.values_list("number", "minutes"))
    actions.fill_anew()
    assert set(CaseLine.objects.values_list("number", "minutes")) == before


def test_the_law_of_sittings_in_numbers():
    assert minutes_in([("a", 1000)], 600) == 1
    assert minutes_in([("a", 1600), ("a", 1000), ("a", 2200)], 600) == 20
    assert minutes_in([("a", 1000), ("a", 1601)], 600) == 2
    assert minutes_in([("a", 1000), ("b", 1100), ("a", 1300)], 600) == 6


def test_another_longest_pause_is_counted_by_the_next_job_in_every_case(decided, monkeypatch):
    """Nobody recounts by hand: the tables say by which pause they were made, and the definition's hash follows it."""
    before = latest("minutes-per-case", "gyomu-kaizen")
    town = definitions()
    labour = town.labour.model_copy(update={"pause_minutes": 2})
    slow = replace(town, labour=labour)
    monkeypatch.setattr(filling, "definitions", lambda: slow)
    actions.fill()
    assert CaseLine.objects.values_list("minutes", flat=True).first() < before.value
    assert Cursor.objects.get().counted_by.endswith("120 s")
    anew = set(CaseLine.objects.values_list())
    assert actions.fill() == 0
    assert set(CaseLine.objects.values_list()) == anew
    one = town.indicators["minutes-per-case"]
    assert hash_of(one.indicator, labour) != one.hash

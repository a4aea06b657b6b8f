"""Indicators fill themselves from what happened, and what was published stands."""

from datetime import timedelta

import pytest
from django.db import transaction

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.demo import arriving
from madoguchi.demo.answers import idea
from madoguchi.demo.words import ideas
from madoguchi.learn import actions
from madoguchi.learn.models import CaseLine, Cursor, Daily, Reading
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.learn.conftest import NOON


@pytest.fixture
def lived(ward):
    """Forty ideas over four months; three of four decided, and three readings taken on the way."""
    said = ideas()[0]
    for n in range(40):
        with clock.at(NOON - timedelta(days=3 * (40 - n))):
            sent = arriving.send(ward, "gyomu-kaizen", idea(said), by=ward.actor("takase"))
            case = Case.objects.get(number=sent.number)
            if n % 4:
                decide.start_review(case=case, seen=case.revision, by=ward.actor("takase"))
                case.refresh_from_db()
                with clock.at(clock.now() + timedelta(days=3)):
                    decide.decide(
                        case=case, result=said.result, reason=said.reason, seen=case.revision, by=ward.actor("takase")
                    )
            if n % 8 == 7:
                actions.take_readings(by=SYSTEM)
    return ward


def rolled():
    daily = Daily.objects.values_list("verb", "part", "procedure", "version", "office", "channel", "day", "n")
    return set(daily), set(CaseLine.objects.values_list())


def readings():
    return set(Reading.objects.values_list("indicator", "definition", "scope", "begins", "value", "hidden", "final"))


def test_piece_by_piece_counts_the_same_as_all_at_once(lived):
    actions.fill()
    before = rolled()
    actions.fill_anew()
    assert rolled() == before
    assert sum(n for *_, n in before[0]) == Event.objects.exclude(verb="clock.tick").count()


def test_an_event_that_was_being_written_when_its_number_passed_is_counted_once_it_is_there(ward):
    actions.fill()
    cursor = Cursor.objects.get()
    with transaction.atomic():
        late = record("receive.started", by=SYSTEM, about=("draft", "1"), procedure="iken")
    Cursor.objects.update(upto=late.pk, missing=[late.pk])
    assert cursor.upto < late.pk
    assert actions.fill() == 1 and actions.fill() == 0
    assert Daily.objects.get(verb="receive.started").n == 1


def test_computing_again_gives_the_same_readings(lived):
    actions.take_readings(by=SYSTEM)
    before = readings()
    actions.fill_anew()
    actions.take_readings(by=SYSTEM)
    assert readings() == before


def test_a_closed_period_stands_whatever_is_counted_later(lived):
    actions.take_readings(by=SYSTEM)
    final = {one for one in readings() if one[-1]}
    assert final
    CaseLine.objects.all().delete()
    Daily.objects.filter(day__lt=clock.today() - timedelta(days=30)).delete()
    actions.take_readings(by=SYSTEM)
    assert final <= readings()


def test_erasing_the_data_of_cases_changes_no_reading(lived):
    actions.take_readings(by=SYSTEM)
    before = readings()
    for case in Case.objects.filter(state="decided"):
        decide.close(case=case, seen=case.revision, by=lived.actor("takase"))
    actions.take_readings(by=SYSTEM)
    closed = readings()
    with clock.at(NOON + timedelta(days=1)):
        from madoguchi.protect.actions import erase

        for case in Case.objects.exclude(closed_at=None):
            with transaction.atomic():
                erase(case.record_id, reason="kept-long-enough", by=SYSTEM)
        actions.take_readings(by=SYSTEM)
    assert readings() == closed
    assert {one for one in before if one[-1]} <= closed


def test_days_to_decision_and_who_decided_come_from_the_cases(lived):
    actions.take_readings(by=SYSTEM)
    newest = Reading.objects.filter(scope="").order_by("-begins")
    assert newest.filter(indicator="named-decisions").first().value == 100
    assert set(Reading.objects.filter(indicator="days-to-decision", value__gte=0).values_list("value", flat=True)) <= {
        3
    }


def test_the_definition_stands_beside_each_reading(lived):
    from madoguchi.learn.definitions import definitions

    actions.take_readings(by=SYSTEM)
    hashes = {one.slug: one.hash for one in definitions().indicators.values()}
    assert Reading.objects.exists()
    assert all(hashes[one.indicator] == one.definition for one in Reading.objects.all())

"""A clock that is wrong, and one that is set right: orders stay, deadlines are days in Japan, tokens end, work goes on."""

import itertools
import time
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import signing
from django.db import transaction
from django.test import Client

from madoguchi.decide.models import Case
from madoguchi.people import session
from madoguchi.people.actions import tries
from madoguchi.receive import tickets
from madoguchi.receive.models import Application
from madoguchi.trail import actions, clock, flow, recurring, worker
from madoguchi.trail.actions import record
from madoguchi.trail.actions.tick import missing
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event, Handover
from tests.unit.people.conftest import is_in
from tests.unit.receive.conftest import OPINION

# Days far ahead: the ward that the tests open has its procedures in force from the day on which they run.
NOON = datetime(2030, 11, 24, 12, 0, tzinfo=clock.TOKYO)
JUMPS = {
    "three hours back": timedelta(hours=-3),
    "three hours ahead": timedelta(hours=3),
    "four hundred days ahead": timedelta(days=400),
}
jumps = pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
pytestmark = pytest.mark.django_db


def tokyo(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=clock.TOKYO)


def send(midori, key: str) -> Application:
    from madoguchi.receive import actions as receive
    from madoguchi.receive.queries.versions import version_in_force
    from madoguchi.trail.actor import RESIDENT

    version = version_in_force("iken", clock.today())
    return receive.submit(version=version, answers=OPINION, idempotency_key=key, secret=key * 8, by=RESIDENT)


@jumps
def test_the_order_of_what_happened_is_the_order_of_writing(midori, jump):
    with clock.at(NOON):
        first = send(midori, "first")
    with clock.at(NOON + jump):
        second = send(midori, "second")
    with clock.at(NOON + timedelta(minutes=1)):
        third = send(midori, "third")
    arrived = Event.objects.filter(verb="receive.submitted").order_by("pk").values_list("about_id", flat=True)
    assert list(arrived)[-3:] == [first.number, second.number, third.number]
    assert Case.objects.filter(application__in=[first, second, third]).count() == 3


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (tokyo(2030, 11, 24, 23, 59, 59), date(2030, 11, 24)),
        (tokyo(2030, 11, 25, 0, 0, 0), date(2030, 11, 25)),
        (tokyo(2031, 3, 31, 23, 59, 59), date(2031, 3, 31)),  # the fiscal year ends
        (tokyo(2031, 4, 1, 0, 0, 0), date(2031, 4, 1)),
        (tokyo(2032, 2, 29, 12, 0, 0), date(2032, 2, 29)),
        (datetime(2031, 12, 31, 15, 0, tzinfo=UTC), date(2032, 1, 1)),  # still last year in Greenwich
    ],
)
def test_the_day_of_arrival_and_its_deadline_are_days_in_japan(midori, moment, day):
    with clock.at(moment):
        application = send(midori, "one")
        case = Case.objects.get(application=application)
    assert case.received_on == day
    assert case.due_on > day
    assert application.due_on == case.due_on


def test_two_sides_of_midnight_in_japan_have_deadlines_of_two_days(midori):
    dues = []
    for number, moment in enumerate([tokyo(2030, 11, 24, 23, 59, 59), tokyo(2030, 11, 25, 0, 0, 1)]):
        with clock.at(moment):
            dues.append(send(midori, f"n{number}").due_on)
    assert dues[0] < dues[1]


def at(monkeypatch, jump: timedelta) -> None:
    """Signatures ask the machine's clock."""
    moment = time.time() + jump.total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: moment)


@pytest.mark.parametrize(
    ("jump", "lives"),
    [
        (timedelta(hours=-3), True),
        (timedelta(hours=3), True),
        (timedelta(days=15), False),
        (timedelta(days=400), False),
    ],
)
def test_the_ticket_of_a_form_neither_dies_at_once_nor_lives_for_ever(monkeypatch, jump, lives):
    ticket = tickets.fresh("sha256:x")
    signed = ticket.signed()
    at(monkeypatch, jump)
    assert (tickets.read(signed, secret=ticket.secret) is not None) is lives


def staff_session(midori, moment: datetime) -> Client:
    client = Client()
    with clock.at(moment):
        client.post("/demo/sign-in/", {"login": "mori"})
    return client


def alive(client: Client, moment: datetime) -> bool:
    with clock.at(moment):
        return is_in(client)


@pytest.mark.urls("madoguchi.demo.urls")
def test_a_session_ends_when_the_clock_runs_ahead_and_survives_a_small_step_back(midori):
    client = staff_session(midori, NOON)
    assert alive(client, NOON + timedelta(minutes=1))
    assert alive(client, NOON - timedelta(hours=3))
    assert not alive(client, NOON + timedelta(days=400))


@pytest.mark.urls("madoguchi.demo.urls")
def test_a_session_begun_by_a_clock_that_ran_ahead_ends_after_ten_hours_all_the_same(midori):
    client = staff_session(midori, NOON + timedelta(days=400))
    used = itertools.takewhile(lambda minutes: alive(client, NOON + timedelta(minutes=minutes)), range(0, 24 * 60, 20))
    assert session.WHOLE - timedelta(hours=1) <= timedelta(minutes=max(used)) <= session.WHOLE


took: list[int] = []


def take(event: Event) -> None:
    took.append(event.pk)


@pytest.fixture
def work():
    took.clear()
    with flow.nobody_else():
        flow.register("drill.done", later=(take,))
        yield


def announce() -> int:
    with transaction.atomic():
        return record("drill.done", by=SYSTEM, about=("thing", "1")).pk


@jumps
def test_work_that_waits_is_done_although_the_clock_was_set_right(work, jump):
    with clock.at(NOON + jump):
        event = announce()
    with clock.at(NOON):
        worker.sweep()
        worker.run_due()
    assert took == [event]


def test_a_few_wrong_passwords_under_a_wrong_clock_lock_nobody_out_until_that_day(db):
    with clock.at(NOON + timedelta(days=400)):
        for _ in range(tries.limit_of("login")):
            tries.count_try(login="mori")
        assert tries.used_up(login="mori") == ["login"]
    with clock.at(NOON):
        assert tries.used_up(login="mori") == []
        tries.count_try(login="mori")


@pytest.mark.parametrize("jump", [timedelta(hours=-3), timedelta(days=400)])
def test_a_lease_of_a_dead_worker_runs_out_whatever_the_clock_did(work, jump):
    with clock.at(NOON + jump):
        event = announce()
        actions.claim(list(Handover.objects.values_list("pk", flat=True)))
    with clock.at(NOON):
        assert worker.sweep() == 1
    with clock.at(NOON + timedelta(minutes=1)):
        worker.run_due()
    assert took == [event]


def test_recurring_work_goes_on_after_a_clock_that_ran_ahead():
    with recurring.nothing_else():
        recurring.daily("drill", take, at="06:00")
        (daily,) = recurring.everything()
        with clock.at(NOON):
            assert actions.tick() == 1
        with clock.at(NOON + timedelta(days=400)):
            actions.tick()
        with clock.at(NOON + timedelta(days=1)):
            assert missing(daily) == [tokyo(2030, 11, 25, 6, 0)]


def test_recurring_work_is_asked_for_once_when_the_clock_is_set_back_over_its_time():
    with recurring.nothing_else():
        recurring.daily("drill", take, at="06:00")
        with clock.at(tokyo(2030, 11, 24, 6, 1)):
            assert actions.tick() == 1
        with clock.at(tokyo(2030, 11, 24, 3, 1)):
            actions.tick()
        with clock.at(tokyo(2030, 11, 24, 6, 2)):
            assert actions.tick() == 0

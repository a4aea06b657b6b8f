"""The operator's page."""

from datetime import date

import pytest
from django.db import transaction

from madoguchi.people.actions import grant_role
from madoguchi.people.models import Office, Staff
from madoguchi.site import clock as what_recurs
from madoguchi.trail import flow, recurring
from madoguchi.trail.actions import record, tick
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event, Handover, Tick
from madoguchi.trail.worker import run_due

pytestmark = pytest.mark.django_db


def take(event: Event) -> None: ...


@pytest.fixture(autouse=True)
def _nobody_else():
    with flow.nobody_else(), recurring.nothing_else():
        yield


def signed_in(client, role: str):
    """A browser in which somebody with this role is signed in."""
    from django.test import RequestFactory

    from madoguchi.people import session

    Office.objects.create(id="it", name_ja="IT推進課", telephone="", valid_from=date(2000, 1, 1))
    staff = Staff.objects.create(login="sakuma", name="佐久間 陸")
    grant_role(staff=staff, office="it", role=role, by=SYSTEM)
    request = RequestFactory().get("/")
    request.session = client.session
    session.begin(request, staff)
    request.session.save()
    client.cookies["sessionid"] = request.session.session_key
    return client


@pytest.fixture
def operator(client):
    return signed_in(client, "operator")


@pytest.fixture
def dead() -> Handover:
    with transaction.atomic():
        event = record("receive.submitted", by=SYSTEM, about=("application", "MD-1"))
    name = flow.name_of(take)
    return Handover.objects.create(
        event=event, taker=name, not_before=event.at, state="dead", attempts=8, error="ValueError"
    )


def test_an_operator_sees_what_stopped(operator, dead):
    page = operator.get("/staff/operator/").content.decode()
    assert "ValueError" in page
    assert dead.taker in page
    assert "receive.submitted application:MD-1" in page


def test_with_nothing_stopped_the_page_says_so(operator):
    assert "止まっている作業はありません" in operator.get("/staff/operator/").content.decode()


def test_an_operator_lets_it_start_anew(operator, dead):
    answer = operator.post(f"/staff/operator/retry/{dead.pk}/")
    assert answer.status_code == 302
    assert answer["Location"] == "/staff/operator/"
    dead.refresh_from_db()
    assert dead.state == "waiting"
    assert Event.objects.get(verb="trail.handover_retried").actor.label == "佐久間 陸"


def test_looking_changes_nothing(operator, dead):
    assert operator.get(f"/staff/operator/retry/{dead.pk}/").status_code == 405


def test_the_last_runs_are_shown(operator):
    recurring.daily("orphan-files", take, at="03:30")
    recurring.every("never-ran", take, minutes=5)
    tick()
    run_due()
    Tick.objects.filter(name="never-ran").delete()
    page = operator.get("/staff/operator/").content.decode()
    assert "orphan-files" in page
    assert "毎日 03:30" in page
    assert "まだありません" in page


def test_a_clerk_does_not_come_in(client, dead):
    clerk = signed_in(client, "clerk")
    assert clerk.get("/staff/operator/").status_code == 403
    assert clerk.post(f"/staff/operator/retry/{dead.pk}/").status_code == 403


def test_everything_that_recurs_runs_through():
    what_recurs.connect()
    names = {one.name for one in recurring.everything()}
    assert {"hand-over-sweep", "orphan-files", "ended-sessions"} <= names
    asked = tick()
    assert run_due() == asked == len(names)
    assert set(Handover.objects.values_list("state", flat=True)) == {"done"}

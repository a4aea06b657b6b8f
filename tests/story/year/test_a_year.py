"""A small ward lives through its year: every state occurs, by the hands of named people, and nothing in the future."""

from collections import Counter

import pytest

from madoguchi.decide.models import Case, Decision
from madoguchi.demo import marker
from madoguchi.demo.showing import SHOWN
from madoguchi.receive.models import Application, Draft
from madoguchi.trail import clock
from madoguchi.trail.models import Event, Handover

pytestmark = pytest.mark.usefixtures("year")


def test_every_state_occurs() -> None:
    states = Counter(Case.objects.values_list("state", flat=True))
    assert {"received", "in_review", "correction", "decided", "closed", "withdrawn"} <= set(states)
    assert Case.objects.filter(kind="notification", state="closed").exists()
    assert Case.objects.filter(extended=True).exists()
    assert Case.objects.filter(open=True, due_on__lt=clock.today()).exists()
    assert {"online", "counter"} <= set(Application.objects.values_list("via", flat=True))


def test_nothing_lies_in_the_future() -> None:
    assert not Event.objects.filter(at__gt=clock.now()).exists()
    moments = list(Event.objects.filter(verb__startswith="decide.").order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)


def test_people_decide_and_sometimes_against_the_table() -> None:
    assert Decision.objects.exists()
    assert not Decision.objects.filter(decided_by=None).exists()
    assert {True, False} <= set(Decision.objects.values_list("followed", flat=True))


def test_the_worker_has_nothing_left_but_the_letters_of_the_year_which_are_set_in_type_when_the_ward_is_open() -> None:
    late = Handover.objects.filter(state="waiting").values_list("taker", flat=True)
    assert {taker.rsplit(".", 1)[1] for taker in late} <= {"print_letter", "mail_notice"}
    assert set(Handover.objects.exclude(state="waiting").values_list("state", "error")) == {("done", "")}


def test_it_says_what_it_made(year: marker.Marker) -> None:
    assert year == marker.read()
    assert year.state == "done"
    assert year.counts["residents"] >= 150
    assert year.counts["cases"] == Application.objects.count()
    assert {receipt.shows for receipt in year.receipts} <= set(SHOWN)
    assert len(year.receipts) >= 3


def test_some_stopped_midway() -> None:
    assert Draft.objects.filter(corrects=None, expires_at__gt=clock.now()).exists()

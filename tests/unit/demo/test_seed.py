"""A small ward lives through its year: every state occurs, by the hands of named people, and nothing in the future."""

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from madoguchi.decide.models import Case, Decision
from madoguchi.demo import marker, seed
from madoguchi.demo.showing import SHOWN
from madoguchi.people.models import Staff
from madoguchi.receive.models import Application, Draft
from madoguchi.trail import clock
from madoguchi.trail.models import Event, Handover

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The marker of these tests lies apart; keys and attachments stay where they are."""
    monkeypatch.setattr(marker, "path", lambda: tmp_path / "demo.json")
    return tmp_path


@pytest.fixture
def seeded(home: Path) -> marker.Marker:
    return seed.run(residents=150, cases=90)


def test_a_year_of_the_ward(seeded: marker.Marker) -> None:
    """One seeding, many questions: making it takes seconds."""
    every_state_occurs()
    nothing_lies_in_the_future()
    people_decide_and_sometimes_against_the_table()
    the_worker_has_nothing_left()
    it_says_what_it_made(seeded)
    some_stopped_midway()


def every_state_occurs() -> None:
    states = Counter(Case.objects.values_list("state", flat=True))
    assert {"received", "in_review", "correction", "decided", "closed", "withdrawn"} <= set(states)
    assert Case.objects.filter(kind="notification", state="closed").exists()
    assert Case.objects.filter(extended=True).exists()
    assert Case.objects.filter(open=True, due_on__lt=clock.today()).exists()
    assert {"online", "counter"} <= set(Application.objects.values_list("via", flat=True))


def nothing_lies_in_the_future() -> None:
    assert not Event.objects.filter(at__gt=clock.now()).exists()
    moments = list(Event.objects.filter(verb__startswith="decide.").order_by("pk").values_list("at", flat=True))
    assert moments == sorted(moments)


def people_decide_and_sometimes_against_the_table() -> None:
    assert Decision.objects.exists()
    assert not Decision.objects.filter(decided_by=None).exists()
    assert {True, False} <= set(Decision.objects.values_list("followed", flat=True))


def the_worker_has_nothing_left() -> None:
    """But for the year's letters, which are set in type and told of when the ward is open."""
    late = Handover.objects.filter(state="waiting").values_list("taker", flat=True)
    assert {taker.rsplit(".", 1)[1] for taker in late} <= {"print_letter", "mail_notice"}
    assert set(Handover.objects.exclude(state="waiting").values_list("state", "error")) == {("done", "")}


def it_says_what_it_made(seeded: marker.Marker) -> None:
    assert seeded == marker.read()
    assert seeded.state == "done"
    assert seeded.counts["residents"] >= 150
    assert seeded.counts["cases"] == Application.objects.count()
    assert {receipt.shows for receipt in seeded.receipts} <= set(SHOWN)
    assert len(seeded.receipts) >= 3


def some_stopped_midway() -> None:
    assert Draft.objects.filter(corrects=None, expires_at__gt=clock.now()).exists()


def test_a_seeding_that_breaks_off_is_known_as_begun(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(seed, "_live", breaks)
    with pytest.raises(KeyboardInterrupt):
        seed.run(residents=10, cases=5)
    assert marker.read().state == "begun"


def test_a_marker_that_cannot_be_read_counts_as_begun(home: Path) -> None:
    assert marker.read().state == "none"
    marker.path().write_text("{", "utf-8")
    assert marker.read().state == "begun"


def test_every_account_is_there_with_its_roles(midori: object) -> None:
    assert Staff.objects.get(login="mori").check_password("midori-demo-1234")
    assert set(Staff.objects.get(login="kurata").grants.values_list("office", "role")) == {
        ("kuseijoho", "publisher"),
        ("kuseijoho", "clerk"),
    }


def test_the_demo_is_on_in_the_tests() -> None:
    assert settings.MADOGUCHI_DEMO

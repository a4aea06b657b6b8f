"""What stands now: pages in three languages, rows reviewed in time, datasets updated when due."""

from datetime import timedelta

import pytest

from madoguchi.declare.indicator import Tally
from madoguchi.demo import ledgers
from madoguchi.learn import actions
from madoguchi.learn.definitions import definitions
from madoguchi.learn.models import Reading
from madoguchi.learn.queries.standing import names_people, standing
from madoguchi.registers.models import Row
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from tests.unit.learn.conftest import NOON

BOOKS = ("kuni-e-no-shokai", "naibu-kiritsu", "hogo-suijun", "teikyo-saki")


@pytest.fixture
def kept(db, settings):
    """The ward with its registers, as they are a year later."""
    from madoguchi.demo.ward import load, open_ward

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with clock.at(NOON - timedelta(days=370)):
        town = open_ward(load(), logins=("kurata",), password="a-password-of-tests")
        ledgers.publish_registers(town)
    ledgers.fill_registers(town)
    ledgers.live_with_registers(town)
    return town


def count(**tally):
    return standing(Tally(**tally), None)[""]


def test_a_page_counts_when_its_every_word_is_there_in_both_languages(ward):
    pages = [page for one in definitions().procedures.values() if one.audience != "staff" for page in one.pages]
    assert count(declared="pages") == len(pages) >= count(declared="pages", having="all-languages") > 0
    parts = standing(Tally(declared="pages"), "procedure")
    assert parts["iken"] == len(definitions().procedures["iken"].pages)
    assert sum(n for scope, n in parts.items() if scope) == parts[""]


def test_the_share_is_told_for_each_procedure(ward):
    actions.take_readings(by=SYSTEM)
    told = Reading.objects.get(indicator="pages-in-words", scope="jido-teate-nintei")
    assert told.value == 100 and not told.hidden


def test_a_row_whose_day_of_review_has_passed_is_not_reviewed_in_time(kept):
    due = count(kept="rows", registers=BOOKS, being="to-review")
    assert due == Row.objects.filter(book__in=BOOKS, ended=False).exclude(review_on=None).count() > 0
    before = count(kept="rows", registers=BOOKS, being="reviewed")
    late = Row.objects.filter(book__in=BOOKS, ended=False, review_on__gte=clock.today()).first()
    Row.objects.filter(pk=late.pk).update(review_on=clock.today() - timedelta(days=1))
    assert count(kept="rows", registers=BOOKS, being="reviewed") == before - 1 < due


def test_rows_are_counted_by_what_was_chosen_in_them(kept):
    answered = Row.objects.filter(book="kuni-e-no-shokai", ended=False, plain__state="answered").count()
    assert count(kept="rows", registers=("kuni-e-no-shokai",), where={"state": "answered"}) == answered > 0


def test_rows_that_name_people_are_told_as_people_are(kept):
    named = [slug for slug, one in definitions().registers.items() if one.sealed]
    assert named and names_people(Tally(kept="rows", registers=tuple(named[:1])))
    assert not names_people(Tally(kept="rows", registers=BOOKS))
    assert names_people(Tally(kept="rows"))


def test_the_share_of_rows_is_evidence_for_what_was_asked(kept, client):
    actions.take_readings(by=SYSTEM)
    assert Reading.objects.get(indicator="registers-reviewed").value is not None
    assert "/indicators/registers-reviewed/" in client.get("/progress/1-I-a.2/").content.decode()


def released(office, slug, *, frequency, ago):
    from madoguchi.publish.models import Dataset, Release

    at = clock.now() - timedelta(days=ago)
    one = Dataset.objects.create(
        slug=slug, office=office, title=slug, frequency=frequency, source="catalogue", created_at=at, changed_at=at
    )
    return Release.objects.create(
        dataset=one,
        number=1,
        state="released",
        proposed_at=at,
        released_at=at,
        hash=slug,
        proposed_by="staff:1",
        released_by="staff:2",
    )


@pytest.fixture
def out(ward):
    """Four datasets are out: two in time, one late, and one that promised nothing."""
    office = ward.town.municipality.offices[0].id
    for slug, frequency, ago in (
        ("a", "monthly", 3),
        ("b", "yearly", 200),
        ("c", "weekly", 40),
        ("d", "irregular", 900),
    ):
        released(office, slug, frequency=frequency, ago=ago)
    return ward


def test_a_dataset_is_fresh_within_the_interval_that_it_promised(out):
    assert count(kept="datasets") == 4
    assert count(kept="datasets", being="promised") == 3
    assert count(kept="datasets", being="fresh") == 2
    assert count(kept="datasets", licences=("cc0-1.0",)) == 0


def test_the_share_of_datasets_in_time_is_a_whole_percent(out):
    actions.take_readings(by=SYSTEM)
    assert Reading.objects.get(indicator="datasets-on-time").value == 67

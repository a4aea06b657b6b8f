"""On which page people stop: told, but never a small number, nor one that subtracting would tell."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some

from madoguchi.declare.base import Text
from madoguchi.declare.procedure import Page
from madoguchi.learn.cells import is_small
from madoguchi.learn.models import Daily
from madoguchi.learn.queries.stops import told_stops
from madoguchi.trail import clock

PAGES = [Page(id=name, title=Text(ja=f"{name}のこと")) for name in ("you", "children", "bank")]
LEFT = some.dictionaries(some.sampled_from(["you", "children", "bank", "gone-now"]), some.integers(1, 60))


@given(LEFT)
def test_what_is_told_and_what_is_left_out_are_never_a_few(left):
    stops = told_stops(PAGES, left)
    shown = [stop.left for stop in stops.pages]
    known = dict(zip(["you", "children", "bank", "gone-now"], shown, strict=False))
    assert all(n is None or (n % 10 == 0 and not is_small(left.get(name, 0))) for name, n in known.items())
    if stops.total is not None:
        hidden = [left.get(name, 0) for name, n in known.items() if n is None]
        assert not is_small(sum(hidden)) and len(hidden) != 1


@given(LEFT)
def test_a_day_later_nobody_is_told_by_the_difference(left):
    later = {**left, "you": left.get("you", 0) + 1}
    for before, after in zip(told_stops(PAGES, left).pages, told_stops(PAGES, later).pages, strict=False):
        assert before.left is None or after.left is None or abs(after.left - before.left) % 10 == 0


def test_a_page_of_an_earlier_version_counts_without_a_name():
    stops = told_stops(PAGES, {"gone-now": 24, "you": 31})
    assert [(stop.title and stop.title.ja, stop.left) for stop in stops.pages] == [
        ("youのこと", 30), ("childrenのこと", 0), ("bankのこと", 0), (None, 20),
    ]  # fmt: skip
    assert stops.total == 50 and stops.pages[0].share == 100


@pytest.fixture
def left(ward):
    pages = {"applicant": 34, "children": 21, "money": 4, "contact": 5}
    for part, n in pages.items():
        Daily.objects.create(
            verb="receive.draft_expired", procedure="jido-teate-nintei", part=part, day=clock.today(), n=n
        )
    return ward


@pytest.mark.parametrize(("language", "words"), [("ja", "30件以上"), ("ja-easy", "30"), ("en", "30 or more")])
def test_the_page_of_a_procedure_tells_where_people_stop(left, language, words):
    page = (
        Client().get("/procedures/jido-teate-nintei/loop/", HTTP_COOKIE=f"madoguchi-lang={language}").content.decode()
    )
    stops = page[page.index('id="stops"') :]
    assert words in stops


def test_completion_leads_to_the_page_where_people_stop(left):
    from madoguchi.learn import actions
    from madoguchi.trail.actor import SYSTEM

    Daily.objects.create(
        verb="receive.submitted", part="drafted", procedure="jido-teate-nintei", day=clock.today(), n=200
    )
    actions.take_readings(by=SYSTEM)
    link = "/procedures/jido-teate-nintei/loop/#stops"
    assert link in Client().get("/indicators/completion/").content.decode()
    assert link not in Client().get("/indicators/online-share/").content.decode()

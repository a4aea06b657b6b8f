"""Believable answers: what the demo's people write, every form takes."""

from datetime import date
from random import Random

import pytest

from madoguchi.declare.answers import check_answers, read_page
from madoguchi.declare.versions import Version, close
from madoguchi.demo import words
from madoguchi.demo.answers import EXAMPLE, Writer, answers_for, idea, living_apart, opinion
from madoguchi.demo.households import households
from madoguchi.demo.posting import posted
from madoguchi.demo.ward import load
from madoguchi.receive.journey import Journey

TODAY = date(2026, 11, 24)
TOWN = load()
VERSIONS = {slug: close(TOWN, slug) for slug in TOWN.procedures}


def problems(slug: str, answers: dict[str, object]) -> list[str]:
    return [f"{one.path} {one.ja}" for one in check_answers(VERSIONS[slug], answers, TODAY)]


@pytest.mark.parametrize("slug", list(VERSIONS))
def test_the_example_household_can_send_everything(slug: str) -> None:
    assert problems(slug, answers_for(slug)) == []


def test_every_family_of_the_ward_can_claim() -> None:
    for home in households(Random(1), TOWN.municipality, residents=500, today=TODAY):
        if home.children(TODAY, under=19):
            answers = answers_for("jido-teate-nintei", Writer(home, TODAY, Random(home.number)))
            assert problems("jido-teate-nintei", answers) == []


@pytest.mark.parametrize("said", words.opinions(), ids=lambda said: said.topic)
def test_every_opinion_fits_its_form(said: words.Opinion) -> None:
    assert problems("iken", opinion(Writer(), said)) == []


@pytest.mark.parametrize("said", words.ideas(), ids=lambda said: said.title)
def test_every_idea_fits_its_form_and_has_a_declared_result(said: words.Idea) -> None:
    assert problems("gyomu-kaizen", idea(said)) == []
    assert said.result in {result.id for result in VERSIONS["gyomu-kaizen"].procedure.case.results}


def test_none_takes_an_answer_away() -> None:
    assert "older" not in answers_for("jido-teate-nintei", older=None)


def test_a_child_may_live_apart_without_the_statement_at_hand() -> None:
    answers = living_apart(answers_for("jido-teate-nintei"), home=EXAMPLE.home)
    assert problems("jido-teate-nintei", answers) == []


@pytest.mark.parametrize("slug", list(VERSIONS))
def test_posted_page_by_page_the_same_answers_come_out(slug: str) -> None:
    version, wanted = VERSIONS[slug], answers_for(slug)
    assert filled_in(version, wanted) == wanted


def filled_in(version: Version, wanted: dict[str, object]) -> dict[str, object]:
    answers: dict[str, object] = {}
    for step in Journey(version, wanted).steps:
        if step.row is not None or step.page.repeat is None:
            inputs = posted(version, step, wanted)
            result = read_page(version, step.page, inputs, answers, row=step.row, today=TODAY)
            assert result.problems == []
            answers = result.answers
    return answers

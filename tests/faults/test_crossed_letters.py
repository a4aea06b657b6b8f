"""Nobody is handed another person's paper: in parallel, with delays and time-outs, and in the same instant.

facts: 横浜 2023-03 (10 papers, 18 people: a time-out released the lock and not the request), 川崎 2023-05 (two requests of
one second, a file named after the time). Each drill has a floor on the work done, and is shown to see a broken printer.
"""

import pytest

from madoguchi.paper import Press, must_belong
from madoguchi.paper.engine import why_not
from tests.faults import crossing
from tests.faults.crossing import LateBird, Outcome, SharedSlot, canaries_in, sheet_for

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
A_FEW, FEW, MANY = range(1, 9), range(1, 21), range(1, 201)


def as_it_comes(paper: bytes, binding: str) -> bytes:
    """A last step that looks at nothing."""
    return paper


def drill(people: range) -> Outcome:
    return crossing.run(people, Press, must_belong)


def nobody_is_crossed(outcome: Outcome, people: range) -> None:
    assert outcome.crossed == {}
    assert outcome.timed_out >= len(people) // 10, "hardly anything timed out: the drill proved nothing"
    assert len(outcome.handed) >= len(people) * 8 // 10, "hardly anything was handed over: the drill proved nothing"
    assert len(outcome.handed) + outcome.timed_out + outcome.kept_back == len(people)


def test_papers_of_many_people_never_cross():
    nobody_is_crossed(drill(FEW), FEW)


@pytest.mark.full
def test_two_hundred_papers_never_cross():
    nobody_is_crossed(drill(MANY), MANY)


@pytest.fixture
def blind(monkeypatch) -> None:
    """The press does not ask whose paper it is: only the last step before the delivery still does, if at all."""
    monkeypatch.setattr("madoguchi.paper.press.must_belong", as_it_comes)


@pytest.mark.full
def test_the_drill_sees_a_printer_that_gives_up_the_request_but_not_the_process(blind):
    """横浜: without any check, somebody gets the late paper of the one before."""
    outcome = crossing.run(A_FEW, LateBird, as_it_comes, every=3)
    assert outcome.timed_out and outcome.crossed, "the drill must notice"


@pytest.mark.full
def test_the_last_step_keeps_back_what_such_a_printer_mixes_up(blind):
    outcome = crossing.run(A_FEW, LateBird, must_belong, every=3)
    assert outcome.crossed == {} and outcome.kept_back > 0


@pytest.mark.full
def test_the_drill_sees_a_slot_that_is_named_after_the_time(blind):
    """川崎: two requests of one second; the later paper lies in the earlier one's place."""
    outcome = crossing.run(A_FEW, SharedSlot, as_it_comes, every=99)
    assert outcome.crossed, "the drill must notice"


@pytest.mark.full
def test_the_last_step_keeps_back_what_such_a_slot_mixes_up(blind):
    outcome = crossing.run(A_FEW, SharedSlot, must_belong, every=99)
    assert outcome.crossed == {} and outcome.kept_back > 0


def test_a_canary_is_heard_in_html_and_in_a_pdf():
    press = Press()
    assert canaries_in(sheet_for(7).html) == {7}
    assert canaries_in(press.typeset(sheet_for(7))) == {7}
    press.close()

"""Every route, as everybody: not one byte of a shielded person comes out beyond the allow table of `walk`, and every
answer is the one of the reviewed table docs/reference/authorisation.md."""

import os

import pytest

from tests.canary import authorisation
from tests.canary.spellings import hits
from tests.canary.walk import ROLES, leaks, walk
from tests.canary.world import IDENTITY, MEMBER, NOTE, TOLD


@pytest.fixture(scope="module")
def walked(the_world, django_db_blocker):
    """The walk of a role by a method, walked once for all tests of this file."""
    done = {}

    def of(role: str, method: str):
        if (role, method) not in done:
            done[role, method] = walk(the_world, ROLES[role], method)
        return done[role, method]

    return of


NEAREST = {"a stranger, the other party at home", "who has the case", "the other party, who works everywhere"}
"""Who comes closest to the family; the full run walks as everybody."""


@pytest.mark.parametrize(
    "role", [one if one in NEAREST else pytest.param(one, marks=pytest.mark.full) for one in ROLES]
)
def test_no_page_shows_a_shielded_person(world, walked, role):
    steps = walked(role, "get")
    assert leaks(steps) == []
    assert [step for step in steps if step.status >= 500] == []


@pytest.mark.full
@pytest.mark.parametrize("role", ROLES)
def test_no_answer_to_a_form_shows_a_shielded_person(world, walked, role):
    steps = walked(role, "post")
    assert leaks(steps) == []
    assert [step for step in steps if step.status >= 500] == []


@pytest.mark.full
def test_every_route_answers_everybody_as_the_reviewed_table_says(world, walked):
    """0 deviations."""
    now = authorisation.table(walked)
    if os.environ.get("MADOGUCHI_WRITE"):
        authorisation.FILE.write_text(now)
    before = authorisation.FILE.read_text().splitlines()
    assert [line for line in now.splitlines() if line not in before] == []
    assert len(now.splitlines()) == len(before)


def test_the_comparison_has_teeth(world, monkeypatch):
    """A page that forgot its audience stands out."""
    from madoguchi.people import audience

    monkeypatch.setattr(audience, "_refuse", lambda *asked: None)
    assert world.browser("kubota").get("/staff/shields/").status_code == 200  # the table says 403
    lines = authorisation.FILE.read_text().splitlines()
    row = next(line for line in lines if line.startswith("| `/staff/shields/` | staff | get"))
    assert row.split("|")[4 + list(ROLES.values()).index("kubota")].strip() == "403"


SHIELDS_FORGOTTEN = (
    ("madoguchi.protect.shielding.of_records", lambda ids: {}),
    ("madoguchi.protect.shielding.of_people", lambda ids: {}),
    ("madoguchi.protect.queries.guardians._nobody_can_tell", lambda *people: False),
)


@pytest.mark.parametrize(
    ("role", "there"),
    [
        ("a colleague of the same office", {*IDENTITY, "メゾンカナリア", "090-0000-9909", NOTE}),
        ("the other party, who works everywhere", {*IDENTITY, "メゾンカナリア", NOTE, *TOLD, *MEMBER}),
        ("a stranger, the other party at home", {"汐音", "帆波"}),
    ],
)
def test_the_walk_has_teeth(world, monkeypatch, role, there):
    """With a gate that forgot the shields the same walk must find the family: cases, school, register, a guardian's page."""
    for place, forgetful in SHIELDS_FORGOTTEN:
        monkeypatch.setattr(place, forgetful)
    assert {
        leak.split(": ")[1]
        for leak in leaks(walk(world, ROLES[role], "get", under=("g/", "staff/cases/", "staff/s", "staff/r")))
    } >= there


def test_who_has_the_case_does_see_who_it_is(world):
    """The allow table is no empty promise: the work can be done."""
    page = world.browser("mori").get(f"/staff/cases/{world.number}/")
    assert hits(list(IDENTITY), page.content) >= {"望海"}


def test_the_teacher_does_see_the_child_and_why(world):
    place = world.children.enrolment.school_class
    page = world.browser("kimura").get(f"/staff/schools/{place.school_id}/{place.pk}/")
    assert hits([*IDENTITY, *TOLD], page.content) >= {"帆波", TOLD[0]}

"""One Friday of the ward, from the first notice to the figure that the assembly reads. Nobody types a number on the way."""

import re
from datetime import datetime, timedelta
from random import Random

import pytest
from django.test import Client

from madoguchi.demo.canaries import CANARY_FAMILY
from madoguchi.demo.households import Person, households
from madoguchi.demo.opened import build
from madoguchi.demo.school import Pupil, guardians_of, pupils_of
from madoguchi.demo.seed import SEED
from madoguchi.protect import actions as vault
from madoguchi.protect.identity import Identity
from madoguchi.publish import actions
from madoguchi.receive.models import Notice, RosterPerson, SchoolClass
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from tests.story.year.conftest import NOON, RESIDENTS, signed_in

TEACHER, OFFICE, OUT = "kimura", "yasui", "seat--absent"
COPY = "もう一人の保護者の方が送った連絡です"


def at(hour: int, minute: int = 0) -> clock.at:
    return clock.at(datetime(2026, 12, 4, hour, minute, tzinfo=clock.TOKYO))


def send(secret: str, child: int | None = None) -> Notice:
    """A guardian opens the link, chooses a reason and sends. Returns the notice."""
    guardian = Client()
    form = guardian.get(f"/g/{secret}/").content.decode()
    ticket, first, reason = (
        re.search(rf'name="{name}" value="([^"]+)"', form)[1] for name in ("_ticket", "child", "reason")
    )
    given = {"child": child or first, "kind": "absent", "day": clock.today().isoformat(), "reason": reason}
    assert guardian.post(f"/g/{secret}/", given | {"_ticket": ticket}).status_code == 303
    return newest()


def newest() -> Notice:
    return Notice.objects.select_related("pupil", "sender").latest("application__received_at")


def copies(secret: str) -> str:
    return Client().get(f"/g/{secret}/notices/").content.decode()


@pytest.fixture
def family(ward) -> tuple[Pupil, list[tuple[RosterPerson, Person]]]:
    """A pupil of the ward with two guardians, each as the roster and as the vault knows them."""
    today, rest = NOON.date(), RESIDENTS - len(CANARY_FAMILY.members)
    people = households(Random(SEED), ward.town.municipality, residents=rest, today=today)
    child = next(one for one in pupils_of(people, today) if len(guardians_of(one.household)) == 2)
    return child, [(roster(ident), person) for ident, person in guardians_of(child.household).items()]


def roster(source_id: str) -> RosterPerson:
    return RosterPerson.objects.get(source_id=source_id)


def test_a_notice_of_752_is_on_the_board_of_the_class(year, page):
    with at(7, 51):
        before = page(year.board, login=TEACHER).count(OUT)
    with at(7, 52):
        send(year.guardian)
    with at(7, 53):
        assert page(year.board, login=TEACHER).count(OUT) == before + 1


def test_by_noon_the_absences_are_open_data_with_a_certificate(ward, page):
    with at(9):
        made = actions.propose_count(slug="kesseki", by=ward.actor("tokita"))
        build(made)
    with at(11, 30):
        actions.release(release=made, by=ward.actor("hanaoka"))
    with at(12):
        assert "検査の証明" in page("/data/kesseki/") and "2026-11" in page("/data/kesseki/latest/data.csv")
        assert f'"release": "{made.hash}"' in page("/data/kesseki/certificate.json")


def test_the_tracker_shows_the_share_of_today(year, page, indicator):
    with at(7, 52):
        send(year.guardian)
    with at(12):
        shown = indicator("absences-online")
        told = page("/progress/2-IV-c.2/")
        assert shown.computed_at == clock.now() and shown.latest.value is not None
        assert "12月4日" in told and f"{shown.latest.value}%" in told.replace(" ", "")


def test_a_guardian_gets_a_copy_unless_a_shield_stands_between(family):
    """Whoever fled telephones: her link is dead until the desk has made sure who is who. The school writes it down."""
    child, ((mother, who), (father, _)) = family
    pupil = roster(child.source_id)
    with at(7, 30):
        send(link(mother), pupil.pk)
        assert COPY in copies(link(father))
    with at(7, 40):
        _shield(who, child.person)
        notice = telephone(child, pupil)
        assert (notice.pupil, notice.sender, notice.ended_at) == (pupil, None, None)
        told = copies(link(father))
    assert COPY not in told and child.person.given not in told


def link(guardian: RosterPerson) -> str:
    return vault.issue_link(subject=guardian.subject_id, by=SYSTEM)


def _shield(*people: Person) -> None:
    who = tuple(Identity.of(one.name(), one.birth.isoformat()) for one in people)
    today, year = clock.today(), timedelta(days=365)
    vault.shield(asked=vault.ShieldRequest(kind="dv", people=who, starts_on=today, ends_on=today + year), by=SYSTEM)


def telephone(child: Pupil, pupil: RosterPerson) -> Notice:
    """The school's office writes down a call, on the page of the pupil's seat."""
    room = SchoolClass.objects.get(source_id=child.class_id)
    page = f"/staff/schools/{child.place.office}/{room.pk}/{pupil.pk}/"
    office, given = (
        signed_in(OFFICE),
        {"kind": "absent", "day": clock.today().isoformat(), "reason": "発熱", "words": ""},
    )
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', office.get(page).content.decode()))
    assert office.post(page, hidden | given).status_code == 303
    return newest()

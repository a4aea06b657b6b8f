"""What the roster no longer holds is erased when its time is over; what it holds stays, however long ago it came."""

from datetime import date, datetime

import pytest

from madoguchi import protect
from madoguchi.demo.ward import Ward
from madoguchi.protect import Channel, queries
from madoguchi.protect.actions import issue_link
from madoguchi.protect.models import Guardianship, PersonalLink, Subject
from madoguchi.receive import actions
from madoguchi.receive.models import Enrolment, FormerEntry, RosterPerson
from madoguchi.receive.queries.schools import meibo
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event

from .rosters import FILES, swapped, take_over

BEFORE = datetime(2026, 11, 23, 7, 30, tzinfo=clock.TOKYO)
LEFT = datetime(2026, 11, 24, 7, 30, tzinfo=clock.TOKYO)
"""The day of the import that names them no more; the last day on the roster is the 23rd."""
LAST_DAY, DAY_AFTER = (datetime(2031, 11, day, 12, tzinfo=clock.TOKYO) for day in (23, 24))
PUPIL_AND_GUARDIAN = ("p3", "g3")


def without(*people: str) -> dict[str, str]:
    kept = {file: FILES[f"{file}.csv"].splitlines(True) for file in ("users", "roles", "demographics", "enrollments")}
    return {
        file: "".join(line for line in lines if not any(one in line for one in people)) for file, lines in kept.items()
    }


@pytest.fixture
def left(midori: Ward) -> list[RosterPerson]:
    """A pupil and a guardian whom the files named until yesterday."""
    with clock.at(BEFORE):
        take_over()
    people = list(RosterPerson.objects.filter(source_id__in=PUPIL_AND_GUARDIAN))
    with clock.at(LEFT):
        issue_link(subject=person("g3").subject_id, by=SYSTEM)
        take_over(**without(*PUPIL_AND_GUARDIAN))
    return people


def person(source_id: str) -> RosterPerson:
    return RosterPerson.objects.get(source_id=source_id)


def erase(at: datetime) -> int:
    with clock.at(at):
        return actions.erase_former_roster(by=SYSTEM)


def name_of(one: RosterPerson) -> None:
    protect.read([one.record_id], ["name"], purpose="school-roster", by=SYSTEM, channel=Channel.STAFF_PAGE)


def test_on_the_last_day_everything_is_there_and_the_next_day_who_left_is_gone(left):
    assert erase(LAST_DAY) == 0
    assert erase(DAY_AFTER) == 2 and erase(DAY_AFTER) == 0
    for one in left:
        with pytest.raises(protect.Refused, match="erased"):
            name_of(one)
        assert not Subject.objects.filter(pk=one.subject_id).exists()
    assert set(RosterPerson.objects.filter(erased_at=None).values_list("source_id", flat=True)) == {
        "p1",
        "p2",
        "g1",
        "g2",
    }


def test_no_id_no_link_and_no_guardianship_is_left_but_the_class_keeps_its_number(left):
    ids = [one.subject_id for one in left]
    seats = Enrolment.objects.filter(pupil__source_id="p3").count()
    erase(DAY_AFTER)
    assert not RosterPerson.objects.filter(source_id__in=PUPIL_AND_GUARDIAN).exists()
    assert not PersonalLink.objects.filter(subject__in=ids).exists()
    assert not Guardianship.objects.filter(child__in=ids).exists()
    assert Enrolment.objects.filter(pupil__in=[one.pk for one in left]).count() == seats > 0


def test_who_is_on_the_roster_stays_however_long_ago_the_entry_came(left):
    with clock.at(datetime(2031, 4, 6, tzinfo=clock.TOKYO)):
        take_over(**without(*PUPIL_AND_GUARDIAN) | _this_year(2031))
    erase(datetime(2033, 1, 1, tzinfo=clock.TOKYO))
    assert {person(one).erased_at for one in ("p1", "p2", "g1", "g2")} == {None}


def _this_year(year: int) -> dict[str, str]:
    return {"academicSessions": f"sourcedId,startDate,endDate\ny8,{year}-04-01,{year + 1}-03-31\n"}


def test_an_entry_that_a_newer_one_replaced_goes_before_the_newer_one(midori):
    with clock.at(LEFT):
        take_over()
        old = person("p2").record_id
        take_over(users=swapped("users", "p2,そら,若葉", "p2,そら,青葉"))
    assert FormerEntry.objects.get().record_id == old
    assert erase(LAST_DAY) == 0
    with clock.at(LAST_DAY):
        take_over(users=swapped("users", "p2,そら,若葉", "p2,そら,青葉"), **_this_year(2031))
    assert erase(DAY_AFTER) == 1
    assert not FormerEntry.objects.exists()
    assert person("p2").erased_at is None and queries.subject_of(person("p2").record_id)


def test_a_pupil_whom_no_file_ever_ended_goes_with_the_last_class(midori):
    with clock.at(LEFT):
        take_over()
    assert erase(datetime(2032, 3, 31, 12, tzinfo=clock.TOKYO)) == 0
    assert erase(datetime(2032, 4, 1, 12, tzinfo=clock.TOKYO)) == 6


def test_a_guardian_entered_by_hand_goes_with_the_last_child(left):
    with clock.at(LEFT):
        by_hand = actions.add_guardian(
            pupil=person("p3"), answers=_guardian(), version=meibo(), office="gakko-b113299990019", by=SYSTEM
        )
        other = actions.add_guardian(
            pupil=person("p1"),
            answers=_guardian("090-0000-0078"),
            version=meibo(),
            office="gakko-b113299990019",
            by=SYSTEM,
        )
    assert erase(DAY_AFTER) == 3
    by_hand.refresh_from_db()
    other.refresh_from_db()
    assert by_hand.erased_at and not other.erased_at


def test_a_guardian_removed_by_the_school_is_kept_as_long_as_others_who_left(left):
    with clock.at(LEFT):
        by_hand = actions.add_guardian(
            pupil=person("p1"), answers=_guardian(), version=meibo(), office="gakko-b113299990019", by=SYSTEM
        )
        actions.remove_guardian(pupil=person("p1"), guardian=by_hand, by=SYSTEM)
    assert by_hand.valid_to == date(2026, 11, 23)
    assert erase(DAY_AFTER) == 3


def _guardian(telephone: str = "09000000077") -> dict[str, object]:
    name = {"family": "緑川", "given": "手", "family_kana": "ミドリカワ", "given_kana": telephone and "テ"}
    return {"who": "guardian", "name": name, "telephone": telephone.replace("-", "")}


def test_who_comes_back_after_that_is_somebody_new(left):
    erase(DAY_AFTER)
    with clock.at(datetime(2032, 4, 6, tzinfo=clock.TOKYO)):
        take_over(**_this_year(2032))
        back = person("p3")
    assert back.pk not in [one.pk for one in left] and back.erased_at is None
    assert queries.guardians_of([back.subject_id], date(2032, 4, 7))


def test_the_trail_says_who_was_erased_by_number_and_names_nobody(left):
    erase(DAY_AFTER)
    events = list(Event.objects.filter(verb="receive.roster_person_erased"))
    assert {(one.about_kind, one.about_id) for one in events} == {(one.kind, str(one.pk)) for one in left}
    assert not [one for one in events if "𠮷田" in str(one.data) or "p3" in str(one.data)]

"""A school's roster from OneRoster CSV: all or nothing, every misfit told with its place, April by import."""

from datetime import datetime

import pytest

from madoguchi.demo.ward import Ward
from madoguchi.people.models import Office
from madoguchi.protect import Channel, queries, read, show_all
from madoguchi.receive import actions
from madoguchi.receive.models import Enrolment, RosterPerson, School, SchoolClass
from madoguchi.receive.queries.schools import enrolled, places_of
from madoguchi.trail import clock
from madoguchi.trail.models import Event

from .rosters import FILES, roster, swapped, take_over

NOVEMBER = datetime(2026, 11, 24, 7, 30, tzinfo=clock.TOKYO)
MARCH = datetime(2027, 3, 25, 10, tzinfo=clock.TOKYO)
APRIL = datetime(2027, 4, 8, 7, 30, tzinfo=clock.TOKYO)


@pytest.fixture
def ward(midori: Ward):
    with clock.at(NOVEMBER):
        yield midori


def person(source_id: str) -> RosterPerson:
    return RosterPerson.objects.get(source_id=source_id)


def class_of(source_id: str) -> str:
    places = places_of([person(source_id).subject_id], clock.today())
    return places[0].school_class.title if places else ""


def children_of(source_id: str) -> set[str]:
    subjects = queries.children_of(person(source_id).subject_id)
    return set(RosterPerson.objects.filter(subject_id__in=subjects).values_list("source_id", flat=True))


def test_schools_classes_pupils_and_guardians_are_there(ward):
    counts = take_over().counts()
    assert (counts["schools"], counts["classes"], counts["new"], counts["lessons"]) == (1, 2, 6, 1)
    school = School.objects.get()
    assert (school.office.name_ja, school.office_id) == ("若草小学校", "gakko-b113299990019")
    third = SchoolClass.objects.get(source_id="c3")
    assert [(one.number, one.pupil.source_id) for one in enrolled(third, clock.today())] == [(31, "p2"), (32, "p3")]
    assert children_of("g1") == {"p1", "p2"}
    assert children_of("g2") == {"p2"}


def test_names_are_kept_as_written_and_sealed_as_entries_of_the_school(ward):
    take_over()
    from madoguchi.people.actions import grant_role

    teacher = ward.actor("mori")
    grant_role(staff=ward.staff["mori"], office=School.objects.get().pk, role="teacher", by=ward.actor("kurata"))
    record = person("p3").record_id
    opened = read([record], purpose="school-roster", by=teacher, channel=Channel.STAFF_PAGE)
    assert show_all(opened[record], channel=Channel.STAFF_PAGE)["name"] == {
        "family": "𠮷田", "given": "太郎", "family_kana": "ヨシダ", "given_kana": "タロウ",
    }  # fmt: skip


def test_the_same_files_again_change_nothing(ward):
    take_over()
    again = take_over().counts()
    assert (again["new"], again["changed"], again["left"], again["unchanged"]) == (0, 0, 0, 6)
    assert (again["classes"], again["enrolments"], again["enrolments_ended"]) == (0, 0, 0)


def test_a_person_of_the_residents_list_is_the_same_person(ward):
    from madoguchi.protect.actions import register_subject
    from madoguchi.trail.actor import SYSTEM

    name = {"family": "若葉", "given": "そら", "family_kana": "ワカバ", "given_kana": "ソラ"}
    known = register_subject(name=name, birth="2017-10-10", by=SYSTEM)
    take_over()
    assert person("p2").subject_id == known


def test_a_changed_name_is_a_new_entry_of_the_same_person(ward):
    take_over()
    before = person("p2")
    assert take_over(users=swapped("users", "p2,そら,若葉", "p2,そら,青葉")).counts()["changed"] == 1
    after = person("p2")
    assert (after.subject_id, after.pk) == (before.subject_id, before.pk)
    assert after.record_id != before.record_id


def test_april_is_the_next_import(ward):
    """In March the new year's roster is taken over; until 31 March the old class holds, from 1 April the new one."""
    take_over()
    new = {
        "academicSessions": "sourcedId,startDate,endDate\ny9,2027-04-01,2028-03-31\n",
        "classes": "sourcedId,title,grades,classType,schoolSourcedId,termSourcedIds\nd2,2年1組,P2,homeroom,s1,y9\nd4,4年1組,P4,homeroom,s1,y9\n",
        "enrollments": "sourcedId,classSourcedId,userSourcedId,role,metadata.jp.shussekiNo\nf1,d2,p1,student,6\nf2,d4,p2,student,30\nf3,d4,p3,student,33\n",
    }
    with clock.at(MARCH):
        counts = take_over(**new).counts()
        assert (counts["left"], counts["enrolments"], counts["enrolments_ended"]) == (0, 3, 0)
        assert class_of("p2") == "3年2組"
    with clock.at(APRIL):
        assert class_of("p2") == "4年1組"
        assert Enrolment.objects.filter(pupil=person("p2")).count() == 2


def test_who_moves_away_ends_and_the_guardians_link_with_it(ward):
    from madoguchi.protect.actions import issue_link
    from madoguchi.trail.actor import SYSTEM

    take_over()
    issue_link(subject=person("g3").subject_id, by=SYSTEM)
    without = {file: "".join(line for line in FILES[f"{file}.csv"].splitlines(True) if "p3" not in line and "g3" not in line)
               for file in ("users", "roles", "demographics", "enrollments")}  # fmt: skip
    counts = take_over(**without).counts()
    assert (counts["left"], counts["enrolments_ended"]) == (2, 1)
    assert class_of("p3") == ""
    assert queries.with_link([person("g3").subject_id]) == {}


def test_a_delta_changes_only_what_it_names(ward):
    take_over()
    delta = {
        "orgs": "sourcedId,status,name,type\ns1,active,若草小学校,school\n",
        "academicSessions": "sourcedId,status,startDate,endDate\n",
        "classes": "sourcedId,status,title,schoolSourcedId,termSourcedIds\n",
        "users": "sourcedId,status,givenName,familyName,role,agentSourcedIds,metadata.jp.kanaGivenName,metadata.jp.kanaFamilyName\n"
        "p3,tobedeleted,太郎,𠮷田,student,,,\np4,active,花,原,student,,ハナ,ハラ\n",
        "roles": None,
        "demographics": None,
        "enrollments": "sourcedId,status,classSourcedId,userSourcedId,role,beginDate,endDate\n"
        "e3,tobedeleted,c3,p3,student,,\ne9,active,c3,p4,student,2026-11-24,2027-03-31\n",
    }
    counts = take_over(**delta).counts()
    assert (counts["new"], counts["left"], counts["enrolments_ended"]) == (1, 1, 1)
    assert (class_of("p3"), class_of("p4"), class_of("p2")) == ("", "3年2組", "3年2組")


DIRTY = {
    "no file": ({"orgs": None}, "orgs.csv", 0, "", "ありません"),
    "no column": ({"orgs": "sourcedId,name\ns1,若草小学校\n"}, "orgs.csv", 1, "type", "列"),
    "not utf-8": ({"orgs": FILES["orgs.csv"].encode("cp932")}, "orgs.csv", 2, "", "UTF-8"),
    "a nul in an id": ({"classes": swapped("classes", "c1,1年1組", "c\x001,1年1組")}, "classes.csv", 2, "sourcedid", "制御文字"),
    "a nul in a year": ({"classes": swapped("classes", "P1", "P\x001")}, "classes.csv", 2, "grades", "制御文字"),
    "a school's code that reads backwards": ({"orgs": swapped("orgs", "B1132", "B\u202e1132")}, "orgs.csv", 2, "identifier", "向きを変える"),
    "an open quote": ({"orgs": FILES["orgs.csv"] + 's2,,"橋'}, "orgs.csv", 3, "", "CSV"),
    "too many cells": ({"orgs": FILES["orgs.csv"] + "s2,,橋,小,school,1,2\n"}, "orgs.csv", 3, "", "列の数"),
    "an empty id": ({"orgs": FILES["orgs.csv"] + ",,川端小学校,school,\n"}, "orgs.csv", 3, "sourcedId", "空"),
    "an id twice": ({"orgs": FILES["orgs.csv"] + "s1,,川端小学校,school,\n"}, "orgs.csv", 3, "sourcedId", "2行目と同じ"),
    "no such day": ({"academicSessions": swapped("academicSessions", "2027-03-31", "2027-02-30")}, "academicSessions.csv", 2, "endDate", "2027-02-30"),
    "days the other way round": ({"academicSessions": swapped("academicSessions", "2027-03-31", "2025-03-31")}, "academicSessions.csv", 2, "endDate", "前"),
    "an unknown school": ({"classes": swapped("classes", "homeroom,s1,y8\nc3", "homeroom,s9,y8\nc3")}, "classes.csv", 2, "schoolSourcedId", "s9"),
    "an unknown term": ({"classes": swapped("classes", "s1,y8\nc3", "s1,y7\nc3")}, "classes.csv", 2, "termSourcedIds", "y7"),
    "no name": ({"users": swapped("users", "p1,みお,若葉", "p1,みお,")}, "users.csv", 2, "familyName", "空"),
    "a reading that is none": ({"users": swapped("users", "ミオ,ワカバ", "澪,ワカバ")}, "users.csv", 2, "metadata.jp.kanaGivenName", "カタカナ"),
    "a name with a control sign": ({"users": swapped("users", "p1,みお", "p1,み\x07お")}, "users.csv", 2, "givenName", "制御文字"),
    "a telephone that is none": ({"users": swapped("users", "090-0000-0001", "内線3")}, "users.csv", 5, "phone", ""),
    "an unknown guardian": ({"users": swapped("users", ",g1,s1,ミオ", ",g9,s1,ミオ")}, "users.csv", 2, "agentSourcedIds", "g9"),
    "no role": ({"roles": swapped("roles", "r1,p1", "r1,p0")}, "users.csv", 2, "role", "役割"),
    "a birth that is none": ({"demographics": swapped("demographics", "2019-06-01", "令和元年")}, "demographics.csv", 2, "birthDate", "令和元年"),
    "a birth to come": ({"demographics": swapped("demographics", "2019-06-01", "2029-06-01")}, "users.csv", 2, "birth", "以前"),
    "an unknown class": ({"enrollments": swapped("enrollments", "e1,c1", "e1,c9")}, "enrollments.csv", 2, "classSourcedId", "c9"),
    "an unknown pupil": ({"enrollments": swapped("enrollments", "s1,p1", "s1,p9")}, "enrollments.csv", 2, "userSourcedId", "p9"),
    "a number that is none": ({"enrollments": swapped("enrollments", ",,5", ",,五")}, "enrollments.csv", 2, "metadata.jp.shussekiNo", "五"),
}  # fmt: skip


@pytest.mark.parametrize("case", DIRTY)
def test_what_does_not_fit_is_told_with_file_row_and_column_and_nothing_is_taken_over(ward, case):
    changes, file, row, column, words = DIRTY[case]
    with pytest.raises(actions.DoesNotFit) as refused:
        take_over(**changes)
    places = [(one.file, one.row, one.column) for one in refused.value.plan.misfits]
    assert (file, row, column) in places
    told = next(one for one in refused.value.plan.misfits if (one.file, one.row, one.column) == (file, row, column))
    assert words in told.ja
    assert not School.objects.exists() and not RosterPerson.objects.exists()


def test_every_misfit_is_told_at_once(ward):
    found = roster(
        users=swapped("users", "090-0000-0001", "x").replace("p1,みお,若葉", "p1,みお,"),
        demographics=swapped("demographics", "2017-05-05", "?"),
    )
    assert [(one.file, one.row) for one in found.misfits] == [
        ("demographics.csv", 4), ("enrollments.csv", 2), ("users.csv", 2), ("users.csv", 5),
    ]  # fmt: skip


def test_the_trail_counts_and_names_nobody(ward):
    take_over()
    event = Event.objects.get(verb="receive.roster_imported")
    assert event.data["new"] == 6
    assert "若葉" not in str(event.data)


def test_a_renamed_school_keeps_its_place(ward):
    take_over()
    take_over(orgs=swapped("orgs", "若草小学校", "若草学園"))
    assert Office.objects.get(pk="gakko-b113299990019").name_ja == "若草学園"

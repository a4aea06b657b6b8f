"""A guardian's own link opens what is about their child, and nothing that is hidden from them."""

from datetime import timedelta
from uuid import UUID

import pytest

from madoguchi.protect import Channel, Refused, actions, links, queries, read
from madoguchi.protect.models import ReadingItem, RecordSubject
from madoguchi.trail import clock
from madoguchi.trail.actor import RESIDENT, SYSTEM

from .conftest import PURPOSE, a_name

OWN, STAFF = Channel.RESIDENT_PAGE, Channel.STAFF_PAGE


def person(family: str, given: str, kana: str, birth: str = "2018-05-05") -> UUID:
    return actions.register_subject(name=a_name(family, given, kana, "ソラ"), birth=birth, by=SYSTEM)


@pytest.fixture
def child(db) -> UUID:
    return person("若葉", "そら", "ワカバ")


@pytest.fixture
def mother(child) -> UUID:
    return guardian_of(child, "ワカバハ")


def guardian_of(child: UUID, kana: str) -> UUID:
    found = person("若葉", "保護者", kana, "1988-01-01")
    actions.note_guardian(guardian=found, child=child, by=SYSTEM)
    return found


def notice(version, child: UUID, sender: UUID) -> UUID:
    record = actions.seal(answers={"telephone": "09000000000"}, version=version, by=RESIDENT)
    people = {"pupil": child, "sender": sender}
    actions.file_record(record, answers={"telephone": "09000000000"}, version=version, by=RESIDENT, people=people)
    return record


def opens(record: UUID, secret: str) -> bool:
    try:
        read([record], purpose=PURPOSE, by=RESIDENT, channel=OWN, relation="guardian", secret=secret)
    except Refused:
        return False
    return True


def test_a_guardian_reads_what_was_sent_about_the_child_by_either_guardian(version, child, mother):
    father = guardian_of(child, "ワカバチ")
    secret = actions.issue_link(subject=mother, by=SYSTEM)
    assert opens(notice(version, child, mother), secret)
    assert opens(notice(version, child, father), secret)


def test_nobody_else_does(version, child, mother):
    record = notice(version, child, mother)
    stranger = person("青葉", "父", "アオバ")
    assert not opens(record, actions.issue_link(subject=stranger, by=SYSTEM))
    assert not opens(record, links.new_secret())
    assert not opens(record, "")


def test_what_a_hidden_person_sent_is_as_if_it_were_not_there(version, child, mother, monkeypatch):
    father = guardian_of(child, "ワカバチ")
    record, secret = notice(version, child, father), actions.issue_link(subject=mother, by=SYSTEM)
    monkeypatch.setattr(queries.guardians, "hidden_from", lambda viewer, subject: subject == father)
    assert not opens(record, secret)


def test_a_child_who_is_hidden_from_a_guardian_is_no_child_of_theirs(child, mother, monkeypatch):
    assert queries.children_of(mother) == [child]
    monkeypatch.setattr(queries.guardians, "hidden_from", lambda viewer, subject: subject == child)
    assert queries.children_of(mother) == []


def test_whoever_cannot_be_told_for_certain_is_hidden(filed, child, mother):
    assert not queries.hidden_from(mother, child)
    RecordSubject.objects.create(record_id=filed, part="somebody", subject_id=child, match="ambiguous")
    assert queries.hidden_from(mother, child)
    assert not queries.hidden_from(child, child)


def test_a_new_link_takes_the_place_of_the_old_one_and_a_revoked_one_opens_nothing(version, child, mother):
    record = notice(version, child, mother)
    old, new = (actions.issue_link(subject=mother, by=SYSTEM) for _ in range(2))
    assert (opens(record, old), opens(record, new)) == (False, True)
    assert actions.revoke_links(subject=mother, by=SYSTEM) == 1
    assert not opens(record, new)


def test_a_guardianship_that_ended_opens_nothing(version, child, mother):
    record, secret = notice(version, child, mother), actions.issue_link(subject=mother, by=SYSTEM)
    actions.end_guardian(guardian=mother, child=child, by=SYSTEM)
    assert not opens(record, secret)


def test_a_live_board_writes_down_only_what_is_new_to_it(version, child, mother, filed, clerk):
    since = clock.now() - timedelta(minutes=1)
    later = notice(version, child, mother)

    def look(*records: UUID) -> int:
        read(records, purpose=PURPOSE, by=clerk, channel=STAFF, since=since)
        return ReadingItem.objects.count()

    assert look(filed) == 1
    assert look(filed) == 1
    assert look(filed, later) == 2
    read([filed], purpose=PURPOSE, by=clerk, channel=STAFF)
    assert ReadingItem.objects.count() == 3

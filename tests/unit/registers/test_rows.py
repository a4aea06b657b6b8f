"""Rows are appended, superseded, reviewed, ended: nothing that a row said is edited, and each change has a person and a why."""

import pytest
from django.db import transaction

from madoguchi import protect
from madoguchi.protect.channel import Channel
from madoguchi.registers import actions
from madoguchi.registers.errors import NotYours, Overtaken, Unacceptable
from madoguchi.registers.models import Row, RowVersion
from madoguchi.trail.append_only import AppendOnly
from madoguchi.trail.models import Event
from tests.unit.registers.world import MEMBER, QUESTION


def test_a_row_has_a_number_a_version_and_an_event_that_tells_who(question, clerk):
    assert (question.name, question.revision, question.plain) == ("shokai/1", 1, QUESTION)
    kept = question.versions.get()
    assert (kept.kind, kept.by_label, kept.plain) == ("added", clerk.label, QUESTION)
    event = Event.objects.get(verb="registers.row_added")
    assert (event.about_id, event.actor_label) == ("shokai/1", clerk.label)


def test_what_a_row_said_before_stays_with_who_changed_it_and_why(question, clerk):
    after = QUESTION | {"state": "answered", "answer": "差し支えない。"}
    actions.supersede_row(row=question, answers=after, why="回答が届いた", seen=1, by=clerk, before=QUESTION)
    first, second = question.versions.all()
    assert first.plain == QUESTION
    assert (second.plain, second.changed, second.why) == (after, ["answer", "state"], "回答が届いた")
    assert Row.objects.get().plain == after


def test_saying_the_same_again_changes_nothing(question, clerk):
    actions.supersede_row(row=question, answers=dict(QUESTION), why="見直した", seen=1, by=clerk, before=QUESTION)
    assert question.versions.count() == 1


def test_a_version_is_written_once(question):
    kept = question.versions.get()
    kept.why = "なかったことに"
    with pytest.raises(AppendOnly):
        kept.save()
    with pytest.raises(AppendOnly):
        RowVersion.objects.all().delete()


def test_of_two_who_saw_the_same_the_second_is_told_and_nothing_is_lost(question, clerk):
    mine, theirs = Row.objects.get(), Row.objects.get()
    actions.supersede_row(
        row=theirs, answers=QUESTION | {"answer": "先の人"}, why="a", seen=1, by=clerk, before=QUESTION
    )
    with pytest.raises(Overtaken), transaction.atomic():
        actions.supersede_row(
            row=mine, answers=QUESTION | {"answer": "後の人"}, why="b", seen=1, by=clerk, before=QUESTION
        )
    assert Row.objects.get().plain["answer"] == "先の人"
    assert RowVersion.objects.count() == 2


def test_an_ended_row_stays_with_its_history_and_changes_no_more(question, clerk):
    actions.end_row(row=question, why="重複していた", seen=1, by=clerk)
    ended = Row.objects.get()
    assert ended.ended and ended.review_on is None and ended.versions.count() == 2
    with pytest.raises(Overtaken):
        actions.review_row(row=ended, seen=2, by=clerk)


def test_whoever_holds_no_role_in_the_office_writes_nothing(question, stranger):
    with pytest.raises(NotYours):
        actions.append_row(register="shokai", answers=dict(QUESTION), by=stranger)
    with pytest.raises(NotYours):
        actions.end_row(row=question, why="だめ", seen=1, by=stranger)
    assert RowVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "why", "codes"),
    [
        ({"state": "asked", "asked-on": "2026-10-01"}, "", ["required"]),
        (QUESTION | {"state": "nobody-knows"}, "", ["option"]),
        (QUESTION | {"asked-on": "2026-02-30"}, "", ["calendar"]),
        (QUESTION | {"stranger": 1}, "", ["unknown"]),
        (QUESTION, "個人番号は 123456789018", []),
        (QUESTION, "あ" * 301, []),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(clerk, answers, why, codes):
    with pytest.raises(Unacceptable) as wrong:
        actions.append_row(register="shokai", answers=answers, by=clerk, why=why)
    assert [problem.code for problem in wrong.value.problems] == codes or not codes
    assert Row.objects.count() == 0


def test_a_change_needs_a_reason(question, clerk):
    with pytest.raises(Unacceptable) as wrong:
        actions.supersede_row(
            row=question, answers=QUESTION | {"answer": "はい"}, why=" ", seen=1, by=clerk, before=QUESTION
        )
    assert wrong.value.why == "missing"


def test_what_names_a_person_lies_in_the_vault_and_opens_by_purpose_only(member, clerk, stranger):
    assert member.plain == {"field": "法律"}
    asked = {"purpose": "council", "channel": Channel.STAFF_PAGE}
    opened = protect.read([member.record_id], by=clerk, **asked)[member.record_id]
    assert protect.show_all(opened, channel=Channel.STAFF_PAGE)["name"] == MEMBER["name"]
    with pytest.raises(protect.Refused):
        protect.read([member.record_id], by=stranger, **asked)


def test_a_row_may_be_reviewed_without_opening_it(member, clerk):
    before = Event.objects.filter(verb="protect.read").count()
    actions.review_row(row=member, seen=1, by=clerk)
    assert Event.objects.filter(verb="protect.read").count() == before
    assert [one.record_id for one in member.versions.all()] == [member.record_id] * 2


def test_publishing_the_same_again_changes_nothing(ward, clerk, question):
    from tests.unit.registers.world import version

    before = Event.objects.count()
    actions.publish_register(version("shokai"), by=clerk)
    assert Event.objects.count() == before

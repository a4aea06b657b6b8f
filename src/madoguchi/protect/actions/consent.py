"""Two people: one asks and says why, another one answers. Nobody answers themselves; the database refuses it too."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from madoguchi.protect import desk, rows, shielding, withholding
from madoguchi.protect.actions.lifting import carry_out_lift, carry_out_unlike, state_of
from madoguchi.protect.channel import Channel
from madoguchi.protect.errors import NotPossible
from madoguchi.protect.models import Consent, RecordSubject, ShieldedPerson
from madoguchi.protect.notes import close_note
from madoguchi.protect.queries.consents import OFTEN
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.rows import insert

What, Answer = Consent.What, Consent.Answer
OPEN_FOR = timedelta(minutes=10)
ASKED_FOR = timedelta(hours=24)
"""How long an opening lasts once it is approved, and how long a request waits for its answer."""
LONGEST_USE = timedelta(days=366)


def ask_opening(*, record_id: UUID, fields: Sequence[str], channel: Channel, reason: str, by: Actor) -> Consent:
    """The one who has the case asks to see, or to bring out, fields that are withheld. Opened once, for ten minutes."""
    row = next(rows.rows_of([record_id]), None)
    standing = shielding.of_records([record_id]).get(record_id)
    if row is None or row.entrusted_to != by.id or (standing and by.id in standing.other_staff):
        raise NotPossible("この案件の担当になっている職員だけが申し出られます。")
    wanted = sorted(set(fields) & withholding.paths(row.withheld))
    if not wanted:
        raise NotPossible("開く項目を選んでください。")
    return _ask(
        What.OPEN, reason, by, office=row.office, records=[str(record_id)], fields=wanted, channel=channel.value
    )


def ask_lift(*, person_id: int, reason: str, by: Actor) -> Consent:
    """Ask to lift the shield of one person. There is no way to ask for several."""
    desk.must_hold(by)
    person = ShieldedPerson.objects.get(pk=person_id)
    if person.lifted_at or desk.is_fled(by, people=[person.subject_id]):
        raise NotPossible("この方の支援措置は、もう外れています。")
    return _ask(What.LIFT, reason, by, person=person, seen=state_of(person.subject_id))


def ask_unlike(*, record_id: UUID, part: str, reason: str, by: Actor) -> Consent:
    """Ask to tell apart: the person in this part of a record is not the shielded one they look like."""
    desk.must_hold(by)
    link = RecordSubject.objects.filter(record_id=record_id, part=part).first()
    if link is None or not link.counts_as_shielded or desk.is_fled(by, records=[record_id]):
        raise NotPossible("この方は、もう確かめ終わっています。")
    return _ask(What.UNLIKE, reason, by, records=[str(record_id)], part=part, seen=state_of(link.subject_id))


def ask_use(
    *, record_ids: Sequence[UUID], fields: Sequence[str], wanted_for: str, clause: int, ends_on: date, reason: str, by: Actor
) -> Consent:  # fmt: skip
    """Ask to use records for another purpose than theirs (69条2項): which clause, why, and until when."""
    found = list(rows.rows_of(record_ids))
    held = {(row.office, row.purpose) for row in found}
    if len(held) != 1 or len(found) != len(set(record_ids)):
        raise NotPossible("同じ課の、同じ利用目的の記録を選んでください。")
    (office, held_for) = held.pop()
    if clause not in (1, 2, 3, 4):
        raise NotPossible("個人情報保護法69条2項のどの号によるかを選んでください。")
    if not clock.today() <= ends_on <= clock.today() + LONGEST_USE:
        raise NotPossible("いつまで使うかを、きょうから1年以内の日で書いてください。")
    if wanted_for == held_for:
        raise NotPossible("記録の利用目的と同じなら、目的外利用ではありません。")
    if shielding.of_records(row.about or row.id for row in found):
        raise NotPossible("この記録は、目的外には使えません。")
    about = {"records": [str(row.id) for row in found], "fields": sorted(set(fields))}
    return _ask(
        What.USE, reason, by, office=office, held_for=held_for, wanted_for=wanted_for, clause=clause, ends_on=ends_on, **about
    )  # fmt: skip


@transaction.atomic
def approve(*, consent_id: UUID, by: Actor) -> Consent:
    """The second person agrees. A lifting is carried out in the same moment, against the state as it is now."""
    row = _waiting(consent_id, by)
    _answer(row, Answer.APPROVED, by)
    if row.what == What.LIFT:
        carry_out_lift(row, by=by)
    elif row.what == What.UNLIKE:
        carry_out_unlike(row, by=by)
    elif row.what == What.USE:
        _tell_when_it_recurs(row, by)
    return row


@transaction.atomic
def refuse(*, consent_id: UUID, by: Actor) -> Consent:
    """The second person does not agree. Whoever asked may ask again, with better reasons."""
    row = _waiting(consent_id, by)
    _answer(row, Answer.REFUSED, by)
    return row


def _ask(what: Consent.What, reason: str, by: Actor, **about: Any) -> Consent:
    row = Consent(
        id=uuid.uuid4(), what=what, asked_by=by.id, asked_label=by.label, asked_at=clock.now(), **about
    )  # fmt: skip
    with transaction.atomic():
        row.ciphertext = close_note(row.id, desk.said(reason))
        insert([row])
        told: dict[str, Any] = {"what": what.value, "fields": row.fields}
        told |= {key: value for key in ("held_for", "wanted_for", "clause") if (value := about.get(key))}
        record("protect.consent_asked", by=by, about=("consent", row.id), **told)
    return row


def _waiting(consent_id: UUID, by: Actor) -> Consent:
    row = Consent.objects.select_for_update().filter(pk=consent_id).first()
    if row is None or not desk.may_answer(by, row):
        raise NotPossible("申し出た人とは別の、承認できる役割の職員が答えます。")
    if row.answer != Answer.NONE:
        raise NotPossible("この申し出には、もう答えがあります。")
    if clock.now() > row.asked_at + ASKED_FOR:
        raise NotPossible("申し出から24時間が過ぎました。状況が変わっているかもしれません。もう一度申し出てください。")
    return row


def _answer(row: Consent, answer: Consent.Answer, by: Actor) -> None:
    row.answer, row.answered_by, row.answered_label, row.answered_at = answer, by.id, by.label, clock.now()
    if answer == Answer.APPROVED and row.what == What.OPEN:
        row.expires_at = clock.now() + OPEN_FOR
    row.save(update_fields=["answer", "answered_by", "answered_label", "answered_at", "expires_at"])
    record("protect.consent_answered", by=by, about=("consent", row.id), what=row.what, answer=answer.value)


def _tell_when_it_recurs(row: Consent, by: Actor) -> None:
    since = clock.now() - timedelta(days=365)
    same = Consent.objects.filter(
        what=What.USE, answer=Answer.APPROVED, held_for=row.held_for, wanted_for=row.wanted_for, answered_at__gt=since
    )
    if (times := same.count()) >= OFTEN:
        pair = {"held_for": row.held_for, "wanted_for": row.wanted_for}
        record("protect.use_recurs", by=by, about=("consent", row.id), times=times, **pair)

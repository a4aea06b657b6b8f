"""A request for protection arrives and is in force in the same transaction: before anybody triages it, before any page."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from madoguchi.protect import desk, queries
from madoguchi.protect.actions.guardians import revoke_links
from madoguchi.protect.actions.subjects import make_subject
from madoguchi.protect.errors import NotPossible
from madoguchi.protect.identity import MARKS, Identity
from madoguchi.protect.models import (
    OtherParty,
    Record,
    RecordSubject,
    Shield,
    ShieldedPerson,
    ShieldMark,
    SubjectToken,
)
from madoguchi.protect.notes import close_note
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.rows import insert

YEAR = timedelta(days=365)
WINDOW = timedelta(days=30)
"""From one month before the end on, the person may ask to go on."""


@dataclass(frozen=True)
class ShieldRequest:
    """What somebody asks for (申出), or another municipality tells. The first of `people` is who asks."""

    kind: str
    people: tuple[Identity, ...]
    starts_on: date
    ends_on: date
    origin: str = ""
    reference: str = ""
    other: Identity | None = None
    other_staff: str = ""  # id of a member of staff, if the other party works here
    other_words: str = ""
    previous: tuple[str, ...] = ()  # addresses of before


@transaction.atomic
def shield(*, asked: ShieldRequest, by: Actor) -> Shield:
    """Shield these people from now on, every way out, and revoke what opened their records. The same request twice is one.

    Somebody of whom the town knows several is shielded as each of them. Whoever looks like one of them counts as
    shielded from now on, and waits in the matching queue.
    """
    desk.must_hold(by)
    _checked(asked)
    if found := _told_before(asked):
        return found
    row = _made(asked, by)
    people = _put_under(row, asked.people)
    _name_the_other(row, asked)
    doubted = _doubt(people)
    revoked = _revoke_links(row, [one.subject_id for one in people])
    for who in {one.subject_id for one in people} | _guardians_with_them([one.subject_id for one in people]):
        revoke_links(subject=who, by=by)
    told: dict[str, Any] = {
        "kind": row.kind,
        "people": len(people),
        "records": len(revoked),
        "doubted": doubted,
        "foreign": bool(row.origin),
    }
    record("protect.shielded", by=by, about=("shield", row.id), **told)
    return row


@transaction.atomic
def triage(*, shield_id: UUID, by: Actor) -> None:
    """A person of the desk has looked at a request from elsewhere. It was in force all the time."""
    desk.must_hold(by)
    if Shield.objects.filter(pk=shield_id, triaged_at=None).update(triaged_at=clock.now()):
        record("protect.triaged", by=by, about=("shield", shield_id))


@transaction.atomic
def renew(*, shield_id: UUID, ends_on: date, by: Actor) -> Shield:
    """The person asks to go on (延長): from one month before the end, and also after it."""
    desk.must_hold(by)
    row = Shield.objects.select_for_update().get(pk=shield_id)
    if clock.today() < row.ends_on - WINDOW:
        raise NotPossible(f"延長は、満了の1か月前({row.ends_on - WINDOW:%Y-%m-%d})から受け付けます。")
    if not row.ends_on < ends_on <= max(row.ends_on, clock.today()) + YEAR + timedelta(days=1):
        raise NotPossible("新しい満了日は、いまの満了日より後の、1年以内の日にしてください。")
    row.ends_on = ends_on
    row.save(update_fields=["ends_on"])
    record("protect.shield_renewed", by=by, about=("shield", row.id), until=ends_on.isoformat())
    return row


def records_under(shield_id: UUID) -> list[UUID]:
    """The records in which somebody of the shield appears, and which were not sent by whom they flee from."""
    people = ShieldedPerson.objects.filter(shield=shield_id).values_list("subject_id", flat=True)
    return list(_records_of(Shield.objects.get(pk=shield_id), people))


def _checked(asked: ShieldRequest) -> None:
    if not asked.people:
        raise NotPossible("守る人を1人は書いてください。")
    if asked.kind not in Shield.Kind.values:
        raise NotPossible("種別を選んでください。")
    if asked.ends_on < asked.starts_on:
        raise NotPossible("満了日を、始まりの日より後にしてください。")


def _told_before(asked: ShieldRequest) -> Shield | None:
    return Shield.objects.filter(origin=asked.origin, reference=asked.reference).first() if asked.reference else None


def _made(asked: ShieldRequest, by: Actor) -> Shield:
    now = clock.now()
    row = Shield(
        id=uuid.uuid4(),
        kind=asked.kind,
        origin=asked.origin,
        reference=asked.reference,
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        arrived_at=now,
        triaged_at=None if asked.origin else now,
    )
    other = asked.other.sealed() if asked.other else {}
    row.ciphertext = close_note(
        row.id, {"previous": list(asked.previous), "other": other, "other_words": asked.other_words}
    )
    insert([row])
    return row


def _put_under(row: Shield, people: Iterable[Identity]) -> list[ShieldedPerson]:
    found = {subject: place == 0 for place, one in reversed(list(enumerate(people))) for subject in _subjects_of(one)}
    rows = [
        ShieldedPerson(shield=row, subject_id=subject, asked=asked, since=clock.now())
        for subject, asked in found.items()
    ]
    insert(rows)
    insert([ShieldMark(token=token, person=one) for one in rows for token in _tokens_of(one.subject_id)])
    return rows


def _subjects_of(identity: Identity) -> list[UUID]:
    """Everybody it could be; somebody new where the town knows nobody."""
    person = identity.tokens()["person"]
    known = SubjectToken.objects.filter(person=person) if person else SubjectToken.objects.none()
    found = sorted(set(known.values_list("subject_id", flat=True)))
    return found or [make_subject(identity, source="shield")]


def _tokens_of(subject_id: UUID) -> set[str]:
    rows = SubjectToken.objects.filter(subject_id=subject_id).values_list(*MARKS)
    return {token for row in rows for token in row if token}


def _name_the_other(row: Shield, asked: ShieldRequest) -> None:
    known: list[UUID] = []
    if asked.other and (person := asked.other.tokens()["person"]):
        known = sorted(set(SubjectToken.objects.filter(person=person).values_list("subject_id", flat=True)))
    insert([OtherParty(shield=row, subject_id=subject) for subject in known])
    if asked.other_staff:
        insert([OtherParty(shield=row, staff=asked.other_staff)])


def _doubt(people: Sequence[ShieldedPerson]) -> int:
    """Parts of records that look like one of these people under another subject count as shielded from now on."""
    alike = Q(pk__in=())
    mine = {one.subject_id for one in people}
    for subject in mine:
        for row in SubjectToken.objects.filter(subject_id=subject).values(*MARKS):
            alike |= Q(*[(kind, token) for kind, token in row.items() if token], _connector=Q.OR)
    doubles = SubjectToken.objects.filter(alike).exclude(subject_id__in=mine).values("subject_id")
    others = OtherParty.objects.filter(shield=people[0].shield_id).exclude(subject=None).values("subject_id")
    links = RecordSubject.objects.filter(subject_id__in=doubles).exclude(subject_id__in=others)
    return links.exclude(match=RecordSubject.Match.AMBIGUOUS).update(match=RecordSubject.Match.AMBIGUOUS)


def _guardians_with_them(people: Iterable[UUID]) -> set[UUID]:
    """Guardians of these children who are taken for somebody under the shield: a roster knows them without a birthday."""
    pairs = queries.guardians_of(people)
    apart = queries.kept_apart(pairs)
    return {guardian for child, guardian in pairs if (child, guardian) not in apart}


def _revoke_links(row: Shield, people: Iterable[UUID]) -> list[UUID]:
    ids = list(_records_of(row, people))
    Record.objects.filter(pk__in=ids).update(link_hash="")
    return ids


def _records_of(row: Shield, people: Iterable[UUID]) -> "QuerySet[RecordSubject, UUID]":
    """Not those that the other party sent: their own link goes on, so that nothing tells them."""
    others = OtherParty.objects.filter(shield=row).exclude(subject=None).values("subject_id")
    sent = RecordSubject.objects.filter(part="applicant", subject_id__in=others).values("record_id")
    found = RecordSubject.objects.filter(subject_id__in=list(people)).exclude(record_id__in=sent)
    return found.values_list("record_id", flat=True).distinct()


__all__ = ["ShieldRequest", "records_under", "renew", "shield", "triage"]

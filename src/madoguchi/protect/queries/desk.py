"""What the desk of the shields has before it: shields, alarms, and people who look like somebody shielded."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

from madoguchi.protect.identity import MARKS
from madoguchi.protect.models import RecordSubject, Shield, ShieldAlarm, ShieldedPerson, SubjectToken
from madoguchi.protect.notes import open_note
from madoguchi.trail.actor import Actor

KNOWN = (RecordSubject.Match.NEW, RecordSubject.Match.SAME, RecordSubject.Match.INCOMPLETE)
MOST = 200


def shields(*, by: Actor) -> list[Shield]:
    """In force first, what ends soonest on top. Not those of people who flee from this member of staff."""
    found = Shield.objects.exclude(others__staff=by.id).prefetch_related("people").order_by("ends_on", "pk")[:MOST]
    return sorted(found, key=lambda row: not any(one.lift_id is None for one in row.people.all()))


def shield_of(shield_id: UUID, *, by: Actor) -> Shield | None:
    found = Shield.objects.exclude(others__staff=by.id).prefetch_related("people", "alarms")
    return found.filter(pk=shield_id).first()


def details_of(shield: Shield) -> dict[str, Any]:
    """The sealed words of a request: previous addresses, words about the other party. The view has asked who looks."""
    return dict(open_note(shield.pk, shield.ciphertext) or {})


def alarms(*, by: Actor) -> list[ShieldAlarm]:
    """What nobody has taken note of yet."""
    found = ShieldAlarm.objects.filter(seen_at=None).exclude(shield__others__staff=by.id)
    return list(found.select_related("shield").order_by("day", "pk")[:MOST])


@dataclass(frozen=True)
class Double:
    """A part of a record that looks like somebody else: who it says it is, and whom it could be."""

    record_id: UUID
    part: str
    subject: UUID
    procedure: str
    office: str
    candidates: tuple[UUID, ...]
    shielded: frozenset[UUID]


def doubles(*, by: Actor) -> list[Double]:
    """The matching queue: until somebody has looked, each counts as shielded. Not what may be about who flees from this
    member of staff."""
    rows = RecordSubject.objects.exclude(match__in=KNOWN).select_related("record").order_by("record__filed_at", "pk")
    fled = set(ShieldedPerson.objects.filter(shield__others__staff=by.id).values_list("subject_id", flat=True))
    return [one for row in rows[:MOST] if not fled & {(one := _double(row)).subject, *one.candidates}]


def _double(row: RecordSubject) -> Double:
    alike = Q(pk__in=())
    for tokens in SubjectToken.objects.filter(subject=row.subject_id).values(*MARKS):
        alike |= Q(*[(kind, token) for kind, token in tokens.items() if token], _connector=Q.OR)
    found = SubjectToken.objects.filter(alike).exclude(subject=row.subject_id).values_list("subject_id", flat=True)
    candidates = sorted(set(found))
    return Double(
        row.record_id, row.part, row.subject_id, row.record.procedure, row.record.office, tuple(candidates), _under(candidates)
    )  # fmt: skip


def _under(subjects: Iterable[UUID]) -> frozenset[UUID]:
    return frozenset(
        ShieldedPerson.objects.filter(subject__in=list(subjects), lift=None).values_list("subject_id", flat=True)
    )

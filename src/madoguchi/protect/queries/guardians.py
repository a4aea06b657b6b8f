"""Who is hidden from whom, whose link this is, who is whose guardian. Answers are ids, never personal data."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from madoguchi.protect import shielding
from madoguchi.protect.models import (
    Guardianship,
    PersonalLink,
    Reading,
    ReadingItem,
    RecordSubject,
    ShieldedPerson,
    SubjectToken,
)
from madoguchi.protect.policy import Request
from madoguchi.trail import clock

SENDER = "sender"
"""The part of a record that says who sent it: what it is about are the others."""


def hidden_from(viewer: UUID | None, subject: UUID | None) -> bool:
    """Must the one person not learn anything of the other? Fails closed: whoever nobody can tell for certain is hidden.

    The one place that every page for another person of the same family asks. Whoever is shielded is there for those
    under the same shield only; whom they flee from is never family. The caller answers as it does when there is nothing.
    """
    if viewer == subject:
        return False
    if viewer is None or subject is None:
        return True
    return _nobody_can_tell(viewer, subject) or _shielded_from(viewer, subject)


def _nobody_can_tell(viewer: UUID, subject: UUID) -> bool:
    return RecordSubject.objects.filter(subject_id__in=(viewer, subject), match=RecordSubject.Match.AMBIGUOUS).exists()


def _shielded_from(viewer: UUID, subject: UUID) -> bool:
    standings = shielding.of_people([viewer, subject])
    return subject in standings and _flees(standings, subject, viewer)


def holder_of(link_hash: str) -> UUID | None:
    """Whose link this is, while it holds."""
    return (
        PersonalLink.objects.filter(link_hash=link_hash, revoked_at=None).values_list("subject_id", flat=True).first()
    )


def subject_of(record_id: UUID) -> UUID | None:
    """Whose record this is, where it is one person's."""
    return RecordSubject.objects.filter(record_id=record_id).values_list("subject_id", flat=True).first()


def children_of(guardian: UUID, on: date | None = None) -> list[UUID]:
    """The children of a guardian on a day, without those who are hidden from them."""
    found = Guardianship.objects.filter(_in_force(on), guardian_id=guardian).values_list("child_id", flat=True)
    return [child for child in found.order_by("pk") if not hidden_from(guardian, child)]


def guards_anybody(guardian: UUID, on: date | None = None) -> bool:
    """Is this person a guardian of any child on a day, hidden ones included?"""
    return Guardianship.objects.filter(_in_force(on), guardian_id=guardian).exists()


def guardians_of(children: Iterable[UUID], on: date | None = None) -> list[tuple[UUID, UUID]]:
    """(child, guardian) of these children on a day."""
    found = Guardianship.objects.filter(_in_force(on), child_id__in=list(children)).order_by("pk")
    return list(found.values_list("child_id", "guardian_id"))


def kept_apart(pairs: Iterable[tuple[UUID, UUID]]) -> set[tuple[UUID, UUID]]:
    """Of these (child, guardian): where the child is shielded, and the guardian is nobody under the same shield.

    Nothing about the child goes to such a guardian: no sheet of paper, no telephone call. A roster knows no birthdays of
    guardians, so whoever bears the name of somebody under the child's shield is taken for that person.
    """
    asked = set(pairs)
    standings = shielding.of_people({who for pair in asked for who in pair})
    apart = {(child, who) for child, who in asked if child in standings and _flees(standings, child, who)}
    names = _names_of({who for _, who in apart})
    return {(child, who) for child, who in apart if not names.get(who, set()) & _names_under(standings[child])}


def _flees(standings: dict[UUID, shielding.Standing], child: UUID, who: UUID) -> bool:
    own = standings[who].shields if who in standings else set()
    return not standings[child].shields & own or who in standings[child].other_people


def _names_of(people: Iterable[UUID]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {}
    for who, kana in SubjectToken.objects.filter(subject_id__in=list(people)).values_list("subject_id", "kana"):
        found.setdefault(who, set()).add(kana)
    return found


def _names_under(standing: shielding.Standing) -> set[str]:
    people = ShieldedPerson.objects.filter(shield__in=standing.shields).values("subject_id")
    return set(SubjectToken.objects.filter(subject_id__in=people).exclude(kana="").values_list("kana", flat=True))


def with_link(subjects: Iterable[UUID]) -> dict[UUID, datetime]:
    """Which of these people hold a link that opens, and since when."""
    held = PersonalLink.objects.filter(subject_id__in=list(subjects), revoked_at=None)
    return dict(held.values_list("subject_id", "issued_at"))


def guarded_by(link_hash: str, record_ids: Iterable[UUID]) -> frozenset[UUID]:
    """The records of a child of the link's holder, in which nobody is hidden from the holder."""
    holder = holder_of(link_hash) if link_hash else None
    if holder is None:
        return frozenset()
    mine = {holder, *children_of(holder)}  # nobody among them is hidden
    people = _people_of(record_ids)
    others = {who for parts in people.values() for who in parts.values()} - mine
    hidden = {who for who in others if hidden_from(holder, who)}
    return frozenset(
        one for one, parts in people.items() if _is_about(mine, parts) and not hidden & set(parts.values())
    )


def _is_about(mine: set[UUID], parts: dict[str, UUID]) -> bool:
    return any(who in mine for part, who in parts.items() if part != SENDER)


def not_yet_read(request: Request, record_ids: Sequence[UUID], since: datetime) -> list[UUID]:
    """Those of the records that this actor has not opened by this channel for this purpose since then."""
    readings = Reading.objects.filter(
        at__gte=since, actor_kind=request.by.kind, actor_id=request.by.id, purpose=request.purpose,
        channel=request.channel.value,
    )  # fmt: skip
    made = list(readings.values_list("pk", flat=True))
    items = ReadingItem.objects.filter(reading__in=made, record_id__in=record_ids)
    known = set(items.values_list("record_id", flat=True))
    return [one for one in record_ids if one not in known]


def _people_of(record_ids: Iterable[UUID]) -> dict[UUID, dict[str, UUID]]:
    """By record and part, who it is."""
    found: dict[UUID, dict[str, UUID]] = {}
    rows = RecordSubject.objects.filter(record_id__in=list(record_ids))
    for record, part, subject in rows.values_list("record_id", "part", "subject_id"):
        found.setdefault(record, {})[part] = subject
    return found


def _in_force(on: date | None) -> Q:
    day = on or clock.today()
    return Q(valid_from__lte=day) & (Q(valid_to__isnull=True) | Q(valid_to__gte=day))

"""Reading about shields: what a page must know before it opens anything. No personal value comes out here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from madoguchi.declare.versions import Version
from madoguchi.protect import policy, rows, shielding, withholding
from madoguchi.protect.channel import Channel
from madoguchi.protect.identity import MARKS, identities
from madoguchi.protect.judging import judge
from madoguchi.protect.models import OtherParty, RecordSubject, Shield, ShieldedPerson, ShieldMark
from madoguchi.protect.queries.desk import KNOWN
from madoguchi.protect.refusal import Refused
from madoguchi.trail.actor import Actor


@dataclass(frozen=True)
class Cover:
    """What a member of staff meets in a record where somebody is shielded, or may be."""

    is_open: bool  # the one who has the case: a masked page; anybody else: nothing
    withheld: frozenset[str]
    people: int  # under the same shields; 0 while nobody can tell
    ends_on: date | None
    unclear: bool


def shielded_among(record_ids: Iterable[UUID]) -> set[UUID]:
    """The records among these in which somebody is shielded, or may be. For lists: their names are not asked for."""
    return set(shielding.of_records(record_ids))


def flees_from(record_id: UUID, by: Actor) -> bool:
    """Does somebody in the record flee from this member of staff? They act on none of it."""
    standing = shielding.of_records([record_id]).get(record_id)
    return standing is not None and by.kind == "staff" and by.id in standing.other_staff


def fled_from(by: Actor) -> frozenset[UUID]:
    """The records in which somebody flees from this member of staff, or may: for them these are not there.

    For lists, counts and boards. Almost always nobody does, and then it costs one look into an index.
    """
    mine = OtherParty.objects.filter(staff=by.id).values_list("shield_id", flat=True)
    shields = list(mine) if by.kind == "staff" and by.id else []
    if not shields:
        return frozenset()
    people = ShieldedPerson.objects.filter(shield__in=shields).values("subject_id")
    near = RecordSubject.objects.filter(Q(subject_id__in=people) | ~Q(match__in=KNOWN)).values_list(
        "record_id", flat=True
    )
    standings = shielding.of_records(set(near))
    return frozenset(one for one, standing in standings.items() if by.id in standing.other_staff)


def visible(record_ids: Iterable[UUID], *, by: Actor, channel: Channel) -> list[UUID]:
    """Those of these records that a shield does not close to this actor. `read` asks the same again."""
    wanted = list(record_ids)
    standings = shielding.of_records(wanted)
    closed = {row.id for row in rows.rows_of(standings) if not _opens(row, standings[row.id], by, channel)}
    return [one for one in wanted if one not in closed]


def cover_of(record_id: UUID, *, by: Actor) -> Cover | None:
    """None where nobody is shielded."""
    standing = shielding.of_records([record_id]).get(record_id)
    row = next(rows.rows_of([record_id]), None) if standing else None
    if standing is None or row is None:
        return None
    is_open = _opens(row, standing, by, Channel.STAFF_PAGE)
    found = Shield.objects.filter(pk__in=standing.shields)
    people = ShieldedPerson.objects.filter(shield__in=found, lift=None).values("subject").distinct().count()
    ends = [one.ends_on for one in found]
    return Cover(is_open, withholding.paths(row.withheld), people, max(ends, default=None), standing.unclear)


def drafts_of_shielded(shield_id: UUID, drafts: Mapping[UUID, Version]) -> list[UUID]:
    """Which of these drafts (record → its version) speak of people of the shield. Compared by look-up tokens."""
    marks = set(ShieldMark.objects.filter(person__shield=shield_id).values_list("token", flat=True))
    waiting = [row for row in rows.rows_of(drafts) if row.state == "draft" and row.wrapped]
    return [row.id for row in waiting if marks & _tokens_in(row, drafts[row.id])]


def _tokens_in(row: rows.Row, version: Version) -> set[str]:
    people = identities(version, row.answers()).values()
    return {token for one in people for kind, token in one.tokens().items() if kind in MARKS and token}


def _opens(row: rows.Row, standing: shielding.Standing, by: Actor, channel: Channel) -> bool:
    """Is anything of it left for this actor on this way?"""
    relation = policy.RELATION_OF.get(by.kind)
    if relation is None:
        return False
    try:
        judge(policy.Request(by, row.purpose, channel, relation), row, standing, ())
    except Refused:
        return False
    return True

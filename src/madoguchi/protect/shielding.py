"""Who in a record is shielded, asked anew at every opening. Cheap: one walk over two indexes for a whole page of records.

It fails closed. A person counts as shielded while a row says so, and a row stops saying so only through a lifting that
two people signed: a lifting without its consent, or a match that nobody knows, is a shield.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection

from madoguchi.protect.models import Record

_AT_ONCE = 400
_OF_RECORDS = """
SELECT rs.record_id, p.shield_id FROM protect_recordsubject rs
LEFT JOIN protect_shieldedperson p ON p.subject_id = rs.subject_id
LEFT JOIN protect_consent c
  ON c.id = p.lift_id AND c.what = 'lift' AND c.answer = 'approved' AND c.answered_by <> c.asked_by
WHERE rs.record_id IN ({marks})
AND (rs."match" NOT IN ('new', 'same', 'incomplete') OR (p.id IS NOT NULL AND (p.lifted_at IS NULL OR c.id IS NULL)))"""
_OF_PEOPLE = """
SELECT p.subject_id, p.shield_id FROM protect_shieldedperson p
LEFT JOIN protect_consent c
  ON c.id = p.lift_id AND c.what = 'lift' AND c.answer = 'approved' AND c.answered_by <> c.asked_by
WHERE (p.lifted_at IS NULL OR c.id IS NULL) AND p.subject_id IN ({marks})"""
_LOOK_ALIKES = """
SELECT m.token, p.subject_id FROM protect_shieldmark m JOIN protect_shieldedperson p ON p.id = m.person_id
WHERE m.token IN ({marks})"""
_OTHERS = "SELECT shield_id, subject_id, staff FROM protect_otherparty WHERE shield_id IN ({marks})"
_EVERY_OTHER = "SELECT shield_id, subject_id, staff FROM protect_otherparty"


@dataclass
class Standing:
    """Why a record, or a person, counts as shielded: by which shields, or because nobody can tell who it is."""

    shields: set[UUID] = field(default_factory=set)
    unclear: bool = False
    other_staff: frozenset[str] = frozenset()  # members of staff from whom these people flee
    other_people: frozenset[UUID] = frozenset()


def of_records(record_ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """The records among these in which somebody is shielded. A record that is not in the answer has nobody shielded."""
    return _standings(_OF_RECORDS, record_ids)


def of_people(subject_ids: Iterable[UUID]) -> dict[UUID, Standing]:
    """The people among these who are shielded."""
    return _standings(_OF_PEOPLE, subject_ids)


def look_alikes(tokens: Iterable[str]) -> dict[str, set[UUID]]:
    """Look-up tokens that shielded people bear, with whose they are."""
    found: dict[str, set[UUID]] = {}
    for token, subject in _rows(_LOOK_ALIKES, [token for token in set(tokens) if token]):
        found.setdefault(token, set()).add(_uuid(subject))
    return found


def _standings(sql: str, ids: Iterable[UUID]) -> dict[UUID, Standing]:
    found: dict[UUID, Standing] = {}
    for one, shield in _rows(sql, [_stored(each) for each in set(ids)]):
        standing = found.setdefault(_uuid(one), Standing())
        if shield is None:
            standing.unclear = True
        else:
            standing.shields.add(_uuid(shield))
    return _with_others(found) if found else found


def _with_others(found: dict[UUID, Standing]) -> dict[UUID, Standing]:
    """Whom they flee from, where the town knows it. Of whom nobody can tell who it is: anybody's other party may be theirs."""
    unclear = any(standing.unclear for standing in found.values())
    known = _other_parties(None if unclear else {one for standing in found.values() for one in standing.shields})
    for standing in found.values():
        mine = [(who, staff) for shield, who, staff in known if standing.unclear or shield in standing.shields]
        standing.other_staff = frozenset(staff for _, staff in mine if staff)
        standing.other_people = frozenset(subject for subject, _ in mine if subject)
    return found


def _other_parties(shields: set[UUID] | None) -> list[tuple[UUID, UUID | None, str]]:
    """(shield, subject, staff) of these shields; None: of all, which is a small table."""
    if shields is None:
        with connection.cursor() as cursor:
            cursor.execute(_EVERY_OTHER)
            rows = list(cursor.fetchall())
    else:
        rows = list(_rows(_OTHERS, [_stored(each) for each in shields]))
    return [(_uuid(shield), _uuid(subject) if subject else None, staff) for shield, subject, staff in rows]


def _rows(sql: str, values: Sequence[Any]) -> Iterable[Any]:
    left = iter(values)
    while some := list(islice(left, _AT_ONCE)):
        with connection.cursor() as cursor:
            cursor.execute(sql.replace("{marks}", ", ".join(["%s"] * len(some))), some)
            yield from cursor.fetchall()


def _stored(one: UUID) -> Any:
    return Record._meta.get_field("id").get_db_prep_value(one, connection, prepared=False)


def _uuid(stored: Any) -> UUID:
    return stored if isinstance(stored, UUID) else UUID(stored)

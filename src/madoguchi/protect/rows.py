"""The statements on the path of every submission, in plain SQL that both databases read: a tenth of the ORM's CPU.

A record comes with its wrapped key and its applicant's link in one query.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from madoguchi.protect import envelope
from madoguchi.protect.models import Record

_AT_ONCE = 500
_SELECT = """
SELECT r.id, r.state, r.purpose, r.office, r.roles, r.version_hash, r.ciphertext,
       CASE WHEN r.within_office THEN '' WHEN r.of_id IS NULL THEN r.link_hash ELSE p.link_hash END, k.key_id, k.wrapped,
       r.withheld, COALESCE(p.entrusted_to, r.entrusted_to), r.shielded_for, COALESCE(r.of_id, r.id)
FROM protect_record r LEFT JOIN protect_record p ON p.id = r.of_id LEFT JOIN protect_recordkey k ON k.owner = r.id
WHERE r.id IN """
_RESEAL = "UPDATE protect_record SET ciphertext = %s WHERE id = %s AND state = 'draft'"
_FILE = """
UPDATE protect_record SET ciphertext = %s, link_hash = %s, filed_at = %s, office = COALESCE(NULLIF(%s, ''), office), state = 'filed'
WHERE id = %s AND state = 'draft'"""


_KNOWN = "SELECT person, subject_id, name, telephone FROM protect_subjecttoken WHERE person IN "


class Known(NamedTuple):
    """An identity under which a subject was seen before, as tokens."""

    person: str
    subject_id: UUID
    name: str
    telephone: str


class Row(NamedTuple):
    """A record with what opens it. `link_hash` is the applicant's: of words about a record, the record's own.

    `wrapped` is None when the key was destroyed. `entrusted_to` too is that of the record the words are about.
    """

    id: UUID
    state: str
    purpose: str
    office: str
    roles: str
    version_hash: str
    ciphertext: bytes
    link_hash: str
    key_id: str | None
    wrapped: bytes | None
    withheld: str = "*"
    entrusted_to: str = ""
    shielded_for: str = "entrusted"
    about: UUID | None = None  # the record itself, or that which the words are about

    def data_key(self) -> bytes:
        return envelope.unwrap(self.wrapped or b"", key_id=self.key_id or "", owner=self.id)

    def answers(self) -> dict[str, Any]:
        """What the record holds, in the open. Called behind the gate only."""
        found: dict[str, Any] = envelope.disclose(
            self.ciphertext,
            data_key=self.data_key(),
            owner=self.id,
            bound=self.version_hash,
            part=envelope.ANSWERS,
        )
        return found


def rows_of(record_ids: Iterable[UUID]) -> Iterator[Row]:
    """The records that exist among these."""
    left = iter(set(record_ids))
    while some := list(islice(left, _AT_ONCE)):
        for found in _found(_SELECT, [_value("id", one) for one in some]):
            yield Row._make((_uuid(found[0]), *found[1:-1], _uuid(found[-1])))


def known_people(persons: Iterable[str]) -> Iterator[Known]:
    """Whom these tokens of kana and birth belong to."""
    if wanted := list(persons):
        for person, subject_id, name, telephone in _found(_KNOWN, wanted):
            yield Known(person, _uuid(subject_id), name, telephone)


def store_draft(record_id: UUID, ciphertext: bytes) -> bool:
    """False when the record is no draft any more."""
    return _changed(_RESEAL, _value("ciphertext", ciphertext), _value("id", record_id))


def store_filed(record_id: UUID, ciphertext: bytes, *, link_hash: str, filed_at: object, office: str = "") -> bool:
    """False when the record is no draft any more. `office`: whose it is from now on, where that is another than before."""
    values = _value("ciphertext", ciphertext), link_hash, _value("filed_at", filed_at), office, _value("id", record_id)
    return _changed(_FILE, *values)


def _found(select: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(select + "(" + ", ".join(["%s"] * len(values)) + ")", values)
        return cursor.fetchall()


def _uuid(stored: Any) -> UUID:
    """SQLite keeps hexadecimal text, PostgreSQL the thing itself."""
    return stored if isinstance(stored, UUID) else UUID(stored)


def _changed(sql: str, *values: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return bool(cursor.rowcount)


def _value(column: str, value: object) -> Any:
    return Record._meta.get_field(column).get_db_prep_save(value, connection)  # type: ignore[union-attr]

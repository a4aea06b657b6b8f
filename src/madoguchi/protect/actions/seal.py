"""Close answers into the vault, and close them again as a draft goes on."""

import uuid
from typing import Any
from uuid import UUID

from django.db import transaction

from madoguchi.declare.versions import Version
from madoguchi.protect import envelope, keys, links, rows, withholding
from madoguchi.protect.models import Record, RecordKey
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.rows import insert

Answers = dict[str, Any]


class NotADraft(Exception):
    """What has arrived is never changed; neither is what does not exist."""


def seal(*, answers: Answers, version: Version, by: Actor, secret: str = "", office: str = "") -> UUID:
    """Close the first answers of a draft; returns the record's id. Whoever holds `secret` may read it as their own.

    `office`: whose it is, where that is not the procedure's owner (a school).
    """
    procedure = version.procedure
    row = Record(
        id=uuid.uuid4(),
        state=Record.State.DRAFT,
        version_hash=version.hash,
        procedure=procedure.procedure,
        office=office or procedure.owner,
        purpose=procedure.purpose,
        roles=" ".join(version.purpose.roles),
        link_hash=links.link_hash(secret) if secret else "",
        withheld=withholding.listed(version),
        shielded_for=version.purpose.shielded,
        created_at=clock.now(),
    )
    with transaction.atomic(savepoint=False):
        close_new(row, answers)
        record("protect.sealed", by=by, about=("record", row.id), purpose=row.purpose, procedure=row.procedure)
    return row.id


def seal_words(*, words: str, of: UUID, by: Actor, within_office: bool = False) -> UUID:
    """Close words about a record (a letter, the reason of a decision): same purpose, same office, same applicant.

    `within_office`: a note that the applicant's link does not open.
    """
    with transaction.atomic(savepoint=False):
        parent = Record.objects.defer("ciphertext").get(pk=of, state=Record.State.FILED)
        now = clock.now()
        row = Record(id=uuid.uuid4(), of=parent, state=Record.State.FILED, created_at=now, filed_at=now)
        row.within_office, row.withheld = within_office, withholding.PAPERS
        for name in ("version_hash", "procedure", "office", "purpose", "roles", "shielded_for"):
            setattr(row, name, getattr(parent, name))
        close_new(row, {"words": words})
        record("protect.worded", by=by, about=("record", row.id), purpose=row.purpose, of=of)
    return row.id


def reseal(record_id: UUID, *, answers: Answers, by: Actor) -> None:
    """Close a draft's answers anew, in place of the old ones. NotADraft once it has arrived."""
    with transaction.atomic(savepoint=False):
        row = draft(record_id)
        if not rows.store_draft(record_id, closed(answers, row)):
            raise NotADraft(record_id)
        record("protect.resealed", by=by, about=("record", record_id), purpose=row.purpose)


def draft(record_id: UUID) -> rows.Row:
    """The draft with its wrapped key; NotADraft when there is none."""
    row = next(rows.rows_of([record_id]), None)
    if row is None or row.state != Record.State.DRAFT or not row.wrapped:
        raise NotADraft(record_id)
    return row


def closed(answers: Answers, row: rows.Row) -> bytes:
    """The answers under the record's own key."""
    return envelope.close(answers, data_key=row.data_key(), owner=row.id, bound=row.version_hash, part=envelope.ANSWERS)


def close_new(row: Record, value: Answers) -> None:
    """Insert a record with its value sealed under a fresh key, inside the caller's transaction."""
    data_key = envelope.new_key()
    row.ciphertext = envelope.close(
        value, data_key=data_key, owner=row.id, bound=row.version_hash, part=envelope.ANSWERS
    )
    insert([row])
    insert([RecordKey(owner=row.id, key_id=keys.ring().active, wrapped=envelope.wrap(data_key, owner=row.id))])

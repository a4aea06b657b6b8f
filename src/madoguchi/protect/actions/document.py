"""Papers that the office makes of a record (a letter as PDF): sealed like an attachment, bound to the words they show."""

import uuid
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from madoguchi.protect import envelope, rows, store
from madoguchi.protect.actions.attach import NAME, bound_to, file_key
from madoguchi.protect.chunks import seal_stream
from madoguchi.protect.models import Attachment, Record
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


class NotFiled(Exception):
    """Only what has arrived, and is still kept, has papers."""


@dataclass(frozen=True)
class Closed:
    """A paper that lies sealed on the disk and that no row tells of yet. If none ever does, it is swept away."""

    id: UUID
    record_id: UUID
    path: str
    file: str
    sealed_name: bytes
    content_type: str
    size: int


def close_document(record_id: UUID, *, path: str, name: str, content_type: str, content: bytes) -> Closed:
    """Seal a paper of a filed record on the disk. Call it outside a transaction: it writes a file."""
    row = next(rows.rows_of([record_id]), None)
    if row is None or row.state != Record.State.FILED or not row.wrapped:
        raise NotFiled(record_id)
    ident, data_key = uuid.uuid4(), row.data_key()
    sealed = seal_stream([content], key=file_key(data_key, ident), context=bound_to(record_id, ident))
    shut = envelope.close(name, data_key=data_key, owner=record_id, bound=str(ident), part=NAME)
    return Closed(ident, record_id, path, store.write(sealed), shut, content_type, len(content))


def keep_document(closed: Closed, *, by: Actor) -> UUID:
    """From here on the paper belongs to its record; returns its id. NotFiled when the record was erased meanwhile."""
    with transaction.atomic(savepoint=False):
        if not Record.objects.filter(pk=closed.record_id, state=Record.State.FILED).exists():
            raise NotFiled(closed.record_id)
        Attachment.objects.create(
            id=closed.id, record_id=closed.record_id, path=closed.path, file=closed.file, size=closed.size,
            sealed_name=closed.sealed_name, content_type=closed.content_type, created_at=clock.now(),
        )  # fmt: skip
        about = ("record", closed.record_id)
        record("protect.papered", by=by, about=about, file=closed.id, path=closed.path)
    return closed.id

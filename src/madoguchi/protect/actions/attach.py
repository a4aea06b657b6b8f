"""Files of a record: sealed in chunks on the disk, their names sealed in the row."""

import uuid
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from madoguchi.protect import envelope, gate, policy, store
from madoguchi.protect.actions.reading import tell_of_refusal, write_reading
from madoguchi.protect.actions.seal import NotADraft, draft
from madoguchi.protect.channel import Channel
from madoguchi.protect.chunks import open_stream, seal_stream
from madoguchi.protect.keys import derived
from madoguchi.protect.models import Attachment, LooseFile, Record
from madoguchi.protect.personal import Personal
from madoguchi.protect.refusal import Refused
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

NAME = "file-name"
ORPHAN_SECONDS = 24 * 3600


class Opened(NamedTuple):
    """An attachment that was opened: its name, its declared type and its content."""

    name: Personal
    content_type: str
    chunks: Iterator[bytes]


def attach(record_id: UUID, *, path: str, name: str, content_type: str, chunks: Iterable[bytes], by: Actor) -> UUID:
    """Seal a file for a field of a draft; returns the attachment's id. Call it outside a transaction: it writes a file."""
    row = draft(record_id)
    data_key = row.data_key()
    attachment = Attachment(
        id=uuid.uuid4(), record_id=record_id, path=path, content_type=content_type, created_at=clock.now()
    )
    attachment.sealed_name = envelope.close(
        name, data_key=data_key, owner=record_id, bound=str(attachment.id), part=NAME
    )
    size = _Counter()
    key, context = file_key(data_key, attachment.id), bound_to(record_id, attachment.id)
    attachment.file = store.write(seal_stream(size.counting(chunks), key=key, context=context))
    attachment.size = size.total
    with transaction.atomic(savepoint=False):
        if not Record.objects.filter(pk=record_id, state=Record.State.DRAFT).exists():
            raise NotADraft(record_id)
        attachment.save(force_insert=True)
        record("protect.attached", by=by, about=("record", record_id), purpose=row.purpose, file=attachment.id)
    return attachment.id


def detach(attachment_id: UUID, *, by: Actor) -> None:
    """Take a file away from a draft."""
    with transaction.atomic(savepoint=False):
        row = Attachment.objects.select_related("record").filter(pk=attachment_id, record__state="draft").first()
        if row is None:
            raise NotADraft(attachment_id)
        remove_files([row])
        record("protect.detached", by=by, about=("record", row.record_id), file=attachment_id)


def open_attachment(
    attachment_id: UUID,
    *,
    purpose: str,
    by: Actor,
    channel: Channel,
    relation: policy.Relation | None = None,
    secret: str = "",
    consent: UUID | None = None,
) -> Opened:
    """Open a file through the gate of its record; one reading. Every chunk is checked before it is handed out."""
    row = Attachment.objects.filter(pk=attachment_id).first()
    try:
        request = gate.wish(purpose=purpose, by=by, channel=channel, relation=relation, secret=secret, consent=consent)
        if row is None:
            raise Refused("unknown")
        admitted = gate.admit(request, [row.record_id], [row.path])
        if admitted.hides(row.record_id, row.path):
            raise Refused("output")
        if admitted.logged:
            write_reading(request, [row.path], [row.record_id])
    except Refused as refused:
        known = [row.record_id] if row else []
        tell_of_refusal(refused, known, purpose=purpose, by=by, channel=channel)
        raise
    data_key = admitted.rows[row.record_id].data_key()
    name = envelope.disclose(row.sealed_name, data_key=data_key, owner=row.record_id, bound=str(row.id), part=NAME)
    return Opened(Personal(name, channel=request.channel), row.content_type, _content(row, data_key))


def sweep_orphans() -> int:
    """Remove files that no row tells of: a process died between file and row, or after the row. Returns how many."""
    lying = list(store.older_than(ORPHAN_SECONDS))
    known = {name for rows in (Attachment, LooseFile) for name in _told_of(rows, lying)}
    orphans = [name for name in lying if name not in known]
    for name in orphans:
        store.remove(name)
    return len(orphans)


def _told_of(rows: type[Attachment] | type[LooseFile], lying: list[str]) -> set[str]:
    """Which of these files such a row tells of; asked in parts, since SQLite takes so many values and no more."""
    parts = (lying[start : start + 500] for start in range(0, len(lying), 500))
    return {name for part in parts for name in rows.objects.filter(file__in=part).values_list("file", flat=True)}


def remove_files(rows: Iterable[Attachment]) -> None:
    """Remove rows now, and their files once that is committed."""
    for row in rows:
        row.delete()
        transaction.on_commit(lambda name=row.file: store.remove(name))  # type: ignore[misc]


def _content(row: Attachment, data_key: bytes) -> Iterator[bytes]:
    key, context = file_key(data_key, row.id), bound_to(row.record_id, row.id)
    with (store.root() / row.file).open("rb") as source:
        yield from open_stream(source, key=key, context=context)


def file_key(data_key: bytes, attachment_id: UUID) -> bytes:
    return derived(data_key, f"file/{attachment_id}")


def bound_to(record_id: UUID, attachment_id: UUID) -> bytes:
    return f"madoguchi/1|{record_id}|{attachment_id}|file".encode()


class _Counter:
    """Counts bytes as they pass."""

    def __init__(self) -> None:
        self.total = 0

    def counting(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self.total += len(chunk)
            yield chunk

"""Files that belong to no record: what an office brings to be published, before anybody knows whether people are in it.

Sealed as attachments are, each under a key of its own; there is no purpose and no subject, so there is no gate: the room
that keeps such a file says which office it is of, and asks.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO, cast
from uuid import UUID

from django.db import transaction

from madoguchi.protect import envelope, keys, store
from madoguchi.protect.actions.attach import file_key
from madoguchi.protect.chunks import SealedReader, seal_stream
from madoguchi.protect.models import LooseFile, RecordKey
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


class Gone(Exception):
    """The file was erased: its key is destroyed."""


@dataclass(frozen=True)
class ClosedLoose:
    """A file that lies sealed on the disk and that no row tells of yet. If none ever does, it is swept away."""

    id: UUID
    file: str
    size: int
    key_id: str
    wrapped: bytes


def close_loose(pieces: Iterable[bytes]) -> ClosedLoose:
    """Seal a file on the disk as it comes. Call it outside a transaction: it writes a file."""
    ident, data_key, size = uuid.uuid4(), envelope.new_key(), 0

    def counted() -> Iterable[bytes]:
        nonlocal size
        for piece in pieces:
            size += len(piece)
            yield piece

    file = store.write(seal_stream(counted(), key=file_key(data_key, ident), context=_bound(ident)))
    return ClosedLoose(ident, file, size, keys.ring().active, envelope.wrap(data_key, owner=ident))


def keep_loose(closed: ClosedLoose, *, by: Actor) -> UUID:
    """From here on the file is kept; returns its id."""
    with transaction.atomic(savepoint=False):
        RecordKey.objects.create(owner=closed.id, key_id=closed.key_id, wrapped=closed.wrapped)
        LooseFile.objects.create(id=closed.id, file=closed.file, size=closed.size, created_at=clock.now())
        record("protect.loose_kept", by=by, about=("loose-file", closed.id))
    return closed.id


def open_loose(ident: UUID) -> BinaryIO:
    """Its bytes, readable from any place; every chunk is checked before it is handed out. Raises Gone."""
    row, key = LooseFile.objects.filter(pk=ident).first(), RecordKey.objects.filter(pk=ident).first()
    if row is None or key is None:
        raise Gone(ident)
    data_key = envelope.unwrap(key.wrapped, key_id=key.key_id, owner=ident)
    source = (store.root() / row.file).open("rb")
    return cast(BinaryIO, SealedReader(source, key=file_key(data_key, ident), context=_bound(ident)))


def drop_loose(ident: UUID, *, reason: str, by: Actor) -> None:
    """Destroy its key and remove it. `reason` is a code. Twice is once."""
    with transaction.atomic(savepoint=False):
        row = LooseFile.objects.filter(pk=ident).first()
        if row is None:
            return
        RecordKey.objects.filter(pk=ident).delete()
        row.delete()
        transaction.on_commit(lambda: store.remove(row.file))
        record("protect.loose_dropped", by=by, about=("loose-file", ident), reason=reason)


def _bound(ident: UUID) -> bytes:
    return f"madoguchi/1|{ident}|loose".encode()

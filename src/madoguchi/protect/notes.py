"""Words of staff about a shield or a consent: sealed under a key of their own, like everything that may name a person."""

from typing import Any
from uuid import UUID

from madoguchi.protect import envelope, keys
from madoguchi.protect.models import RecordKey
from madoguchi.trail.rows import insert

NOTE = "note"


def close_note(owner: UUID, value: Any) -> bytes:
    """The sealed value; its key is stored beside, inside the caller's transaction. Called inside actions only."""
    data_key = envelope.new_key()
    insert([RecordKey(owner=owner, key_id=keys.ring().active, wrapped=envelope.wrap(data_key, owner=owner))])
    return envelope.close(value, data_key=data_key, owner=owner, bound=NOTE, part=NOTE)


def open_note(owner: UUID, ciphertext: bytes | memoryview) -> Any:
    """What was sealed; None once its key is gone. Called behind a check of who asks."""
    key = RecordKey.objects.filter(pk=owner).first()
    if key is None:
        return None
    data_key = envelope.unwrap(key.wrapped, key_id=key.key_id, owner=owner)
    return envelope.disclose(ciphertext, data_key=data_key, owner=owner, bound=NOTE, part=NOTE)

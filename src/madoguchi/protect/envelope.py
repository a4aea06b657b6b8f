"""Closing and opening what is personal: AES-256-GCM under a data key of its own per record or subject.

What is bound (AAD): whose it is, the version of the form, and which part. A ciphertext that was moved to another
record, another version or another column does not open.
"""

import json
import os
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from madoguchi.protect import keys
from madoguchi.protect.keys import KEY_BYTES, NONCE_BYTES

ANSWERS = "answers"
"""The part that a record's blob is; files and names are other parts."""


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def wrap(data_key: bytes, *, owner: UUID) -> bytes:
    """The data key under the active master key, bound to its owner."""
    return keys.ring().wrap(data_key, context=_key_context(owner))


def unwrap(wrapped: bytes | memoryview, *, key_id: str, owner: UUID) -> bytes:
    return keys.ring().unwrap(bytes(wrapped), key_id=key_id, context=_key_context(owner))


def close(value: Any, *, data_key: bytes, owner: UUID, bound: str, part: str) -> bytes:
    """A JSON value as nonce and ciphertext."""
    nonce = os.urandom(NONCE_BYTES)
    plain = json.dumps(value, separators=(",", ":")).encode()
    return nonce + AESGCM(data_key).encrypt(nonce, plain, _context(owner, bound, part))


def disclose(ciphertext: bytes | memoryview, *, data_key: bytes, owner: UUID, bound: str, part: str) -> Any:
    """The JSON value again; cryptography's InvalidTag when anything was changed or moved."""
    raw = bytes(ciphertext)
    plain = AESGCM(data_key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _context(owner, bound, part))
    return json.loads(plain)


def _context(owner: UUID, bound: str, part: str) -> bytes:
    return f"madoguchi/1|{owner}|{bound}|{part}".encode()


def _key_context(owner: UUID) -> bytes:
    return f"madoguchi/1|key|{owner}".encode()

"""The municipality's master keys. One file, readable by its owner alone: `{"keys": {id: base64}, "active": id}`.

Rotation adds a key and makes it active; older keys stay in the file and go on opening what they closed. Look-up
tokens and link hashes must stay comparable over a rotation, so they always come from the file's first key.
"""

import base64
import binascii
import json
import os
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

DEMO_KEY = b"madoguchi demo: protects nothing"  # 32 bytes that everybody can read here
DEMO_ID = "demo"
KEY_BYTES = 32
NONCE_BYTES = 12


class KeyFileError(Exception):
    """The key file cannot be used. The message is for the operator, in Japanese."""


def derived(master: bytes, info: str) -> bytes:
    """A sub-key of 32 bytes (HKDF-SHA256, RFC 5869, without salt)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"madoguchi/1/{info}".encode()).derive(master)


@dataclass(frozen=True)
class KeyRing:
    """Master keys by id, in the order of the file; `active` closes what is new."""

    masters: dict[str, bytes]
    active: str

    @cached_property
    def _wrapping(self) -> dict[str, AESGCM]:
        return {key_id: AESGCM(derived(master, "wrap")) for key_id, master in self.masters.items()}

    @cached_property
    def lookup(self) -> bytes:
        """The key of look-up tokens."""
        return derived(self._first, "lookup")

    @cached_property
    def links(self) -> bytes:
        """The key of link hashes."""
        return derived(self._first, "links")

    @property
    def _first(self) -> bytes:
        return next(iter(self.masters.values()))

    def wrap(self, data_key: bytes, *, context: bytes) -> bytes:
        """The data key, sealed under the active master key: nonce and ciphertext."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._wrapping[self.active].encrypt(nonce, data_key, context)

    def unwrap(self, wrapped: bytes, *, key_id: str, context: bytes) -> bytes:
        """The data key; KeyFileError when the master key that closed it is not in the file."""
        if key_id not in self._wrapping:
            raise KeyFileError(f"鍵「{key_id}」が鍵ファイルにありません。以前の鍵も消さずに残してください。")
        return self._wrapping[key_id].decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], context)


_ring: KeyRing | None = None


def ring() -> KeyRing:
    """The keys of this municipality, read once per process."""
    global _ring
    if _ring is None:
        _ring = load(settings.MADOGUCHI_KEY_FILE, demo=settings.MADOGUCHI_DEMO)
    return _ring


def forget() -> None:
    """Read the file again at the next use (after a rotation, and in tests)."""
    global _ring
    _ring = None


def load(path: Path, *, demo: bool) -> KeyRing:
    """Read and check a key file. Raises KeyFileError; the demo's key is refused unless this is the demo."""
    _check_permissions(path)
    try:
        content = json.loads(path.read_text())
        masters = {key_id: base64.b64decode(text, validate=True) for key_id, text in content["keys"].items()}
        active = content["active"]
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise KeyFileError(f"鍵ファイル {path} を読めません。形が正しくありません。控えから戻してください。") from error
    _check_keys(path, masters, active)
    if not demo and DEMO_KEY in masters.values():
        raise KeyFileError(
            f"鍵ファイル {path} の鍵はデモ用です。だれでも知っているので、本番では使えません。"
            "`madoguchi init-keys` で新しい鍵を作ってください。"
        )
    return KeyRing(masters, active)


def init_keys(path: Path) -> None:
    """Make a key file with one fresh key; KeyFileError when there is one already."""
    _write_new(path, {_fresh_id(set()): secrets.token_bytes(KEY_BYTES)})


def write_demo_keys(path: Path) -> None:
    """Make the demo's key file, unless there is a key file already."""
    if not path.exists():
        _write_new(path, {DEMO_ID: DEMO_KEY})


def rotate(path: Path, *, demo: bool = False) -> str:
    """Add a fresh key and make it active; returns its id. What older keys closed stays readable."""
    old = load(path, demo=demo)
    key_id = _fresh_id(set(old.masters))
    _write(path, old.masters | {key_id: secrets.token_bytes(KEY_BYTES)}, active=key_id)
    forget()
    return key_id


def _check_permissions(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise KeyFileError(
            f"鍵ファイル {path} がありません。`madoguchi init-keys` で作るか、MADOGUCHI_KEY_FILE で場所を示してください。"
        ) from error
    if mode & 0o077:
        raise KeyFileError(f"鍵ファイル {path} がほかの利用者にも読めます。`chmod 600 {path}` としてください。")


def _check_keys(path: Path, masters: dict[str, bytes], active: object) -> None:
    if active not in masters or any(len(key) != KEY_BYTES for key in masters.values()):
        raise KeyFileError(f"鍵ファイル {path} の鍵の長さか active が正しくありません。控えから戻してください。")


def _fresh_id(taken: set[str]) -> str:
    return next(name for n in range(1, 10_000) if (name := f"k{n}") not in taken)


def _write_new(path: Path, masters: dict[str, bytes]) -> None:
    if path.exists():
        raise KeyFileError(f"鍵ファイル {path} はもうあります。上書きしません。")
    _write(path, masters, active=next(iter(masters)))


def _write(path: Path, masters: dict[str, bytes], *, active: str) -> None:
    """Whole or not at all, on the disk before anything is sealed under it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"keys": {key_id: base64.b64encode(key).decode() for key_id, key in masters.items()}, "active": active}
    fresh = path.with_suffix(f".{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        json.dump(content, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    fresh.rename(path)

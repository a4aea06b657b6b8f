"""A file sealed in chunks, so that none has to be held in memory whole and none can be cut, swapped or repeated.

Layout: a nonce prefix of 7 bytes, then chunks of 64 KiB plain text, each AES-256-GCM with its tag. The nonce is prefix,
32-bit counter and a byte that is 1 for the last chunk only (the STREAM construction of Hoang, Reyhanitabar, Rogaway
and Vizár, 2015). The key is derived from the record's data key for this one file.
"""

import io
import os
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 64 * 1024
TAG = 16
PREFIX = 7


class Broken(Exception):
    """The file was cut, changed or mixed up."""


def seal_stream(pieces: Iterable[bytes], *, key: bytes, context: bytes) -> Iterator[bytes]:
    """The sealed file, piece by piece; an empty file is one empty last chunk."""
    prefix = os.urandom(PREFIX)
    cipher = AESGCM(key)
    yield prefix
    for counter, (chunk, last) in enumerate(_with_last(_of_size(pieces, CHUNK))):
        yield cipher.encrypt(_nonce(prefix, counter, last), chunk, context)


def open_stream(source: BinaryIO, *, key: bytes, context: bytes) -> Iterator[bytes]:
    """The plain chunks, each checked before it is handed out. Raises Broken."""
    prefix = source.read(PREFIX)
    cipher = AESGCM(key)
    try:
        for counter, (chunk, last) in enumerate(_with_last(iter(lambda: source.read(CHUNK + TAG), b""))):
            yield cipher.decrypt(_nonce(prefix, counter, last), chunk, context)
    except (InvalidTag, ValueError) as error:
        raise Broken from error


class SealedReader(io.RawIOBase):
    """The plain bytes of a sealed file from any place in it; only the chunks that are asked for are opened and checked."""

    def __init__(self, source: BinaryIO, *, key: bytes, context: bytes) -> None:
        self._source, self._cipher, self._context = source, AESGCM(key), context
        body = source.seek(0, os.SEEK_END) - PREFIX
        self._last = max(0, -(-body // (CHUNK + TAG)) - 1)
        self.length = body - (self._last + 1) * TAG
        source.seek(0)
        self._prefix = source.read(PREFIX)
        self._place, self._held = 0, (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self.length}[whence]
        self._place = max(0, start + offset)
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # that is what BufferedReader hands over
        """Raises Broken."""
        if self._place >= self.length:
            return 0
        number, inside = divmod(self._place, CHUNK)
        piece = self._chunk(number)[inside : inside + len(buffer)]
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)

    def close(self) -> None:
        self._source.close()
        super().close()

    def _chunk(self, number: int) -> bytes:
        """The chunk of that number; the last one opened is kept, since small reads follow each other."""
        if self._held[0] != number:
            self._source.seek(PREFIX + number * (CHUNK + TAG))
            sealed = self._source.read(CHUNK + TAG)
            try:
                nonce = _nonce(self._prefix, number, number == self._last)
                self._held = number, self._cipher.decrypt(nonce, sealed, self._context)
            except (InvalidTag, ValueError) as error:
                raise Broken from error
        return self._held[1]


def _nonce(prefix: bytes, counter: int, last: bool) -> bytes:
    return prefix + counter.to_bytes(4, "big") + bytes([last])


def _of_size(pieces: Iterable[bytes], size: int) -> Iterator[bytes]:
    kept = bytearray()
    for piece in pieces:
        kept += piece
        while len(kept) > size:
            yield bytes(kept[:size])
            del kept[:size]
    yield bytes(kept)


def _with_last(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each chunk and whether it is the last; nothing at all counts as one empty last chunk."""
    iterator = iter(chunks)
    held = next(iterator, b"")
    for following in iterator:
        yield held, False
        held = following
    yield held, True

"""Opening a file that somebody brought: what it really is (never by its name), and whether it changed meanwhile."""

import hashlib
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from madoguchi.opendata.reading import troubles
from madoguchi.opendata.reading.encodings import marked, unmarked_utf16

BLOCK = 1 << 20
_MAGIC = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"Rar!", "RAR"),
    (b"PAR1", "Parquet"),
    (b"SQLite format 3", "SQLite"),
    (b"{\\rtf", "RTF"),
)
_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b"))


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a regular file that is not empty; afterwards it must still be the same file.

    Raises Trouble `not-a-file`, `empty`, or `changed` when size, time or place on the disk differ at the end.
    """
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        if not stat.S_ISREG(before.st_mode):
            raise troubles.not_a_file(path.name)
        if before.st_size == 0:
            raise troubles.empty(path.name)
        yield file
        if _mark(before) != _mark(os.fstat(file.fileno())) or not _same_place(path, before):
            raise troubles.changed(path.name)


def form_of(file: BinaryIO, name: str) -> str:
    """ "text" or "xlsx", by the content; Trouble for what is neither."""
    head = file.read(BLOCK // 16)
    file.seek(0)
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return "xlsx"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise troubles.old_or_locked(name)
    kind = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "") or _markup(head) or _binary(head)
    if kind:
        raise troubles.no_table(name, kind)
    return "text"


def blocks(file: BinaryIO) -> Iterator[bytes]:
    """The whole file from its start, a megabyte at a time."""
    file.seek(0)
    while block := file.read(BLOCK):
        yield block


def digest(file: BinaryIO) -> str:
    """SHA-256 of the whole file."""
    hashed = hashlib.sha256()
    for block in blocks(file):
        hashed.update(block)
    return hashed.hexdigest()


class Hashed(io.RawIOBase):
    """The same bytes once more, with the digest of what went by: to see that they are the bytes looked at before."""

    def __init__(self, file: BinaryIO) -> None:
        file.seek(0)
        self.file, self.hashed = file, hashlib.sha256()

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]
        """Fill the buffer, and count what went into it."""
        block = self.file.read(len(buffer))
        buffer[: len(block)] = block
        self.hashed.update(block)
        return len(block)


def _mark(seen: os.stat_result) -> tuple[int, int]:
    return seen.st_size, seen.st_mtime_ns


def _same_place(path: Path, before: os.stat_result) -> bool:
    try:
        now = path.stat()
    except FileNotFoundError:
        return False
    return (now.st_dev, now.st_ino) == (before.st_dev, before.st_ino)


def _markup(head: bytes) -> str:
    """HTML and XML are saved under `.xls` and `.csv` by some systems; JSON is no table either."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        return "HTML"
    if start.startswith(b"<?xml"):
        return "XML"
    return "JSON" if start.startswith((b'{"', b'[{"', b"{\n", b"[\n", b"{\r\n", b"[\r\n")) else ""


def _binary(head: bytes) -> str:
    """More than one control character in a hundred is no text in any encoding; UTF-16 has few besides zero bytes."""
    if marked(head) or unmarked_utf16(head):
        return ""
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return "binary" if controls * 100 > len(head) else ""

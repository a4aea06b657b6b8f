"""One file of the folder of sources, opened so that nothing outside the folder is ever read."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BufferedReader

from django.conf import settings

from madoguchi.publish.models import FolderSource

Trouble = FolderSource.Trouble
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WHY = {errno.ELOOP: Trouble.LINK, errno.ENOTDIR: Trouble.LINK, errno.ENOENT: Trouble.MISSING}


class Refused(Exception):
    """The file is not read; the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Seen:
    """What the file system says of an open file: a file that is being written has another mark at the next look."""

    mark: str
    size: int
    at: datetime


@contextmanager
def opened(name: str) -> Iterator[BufferedReader]:
    """The file of that name below the folder. Every step is taken from the folder before it and follows no link, so
    nobody can swap a folder for a link meanwhile. Raises Refused."""
    try:
        place = _descend(name)
    except OSError as trouble:
        raise Refused(_WHY.get(trouble.errno or 0, Trouble.DENIED)) from None
    with os.fdopen(place, "rb") as file:
        if not stat.S_ISREG(os.fstat(place).st_mode):
            raise Refused(Trouble.LINK)
        yield file


def _descend(name: str) -> int:
    *folders, last = name.split("/")
    if not last or any(part in ("", ".", "..") for part in folders) or last in (".", ".."):
        raise Refused(Trouble.LINK)
    at = _root()
    try:
        for part in folders:
            below = os.open(part, _FOLDER, dir_fd=at)
            os.close(at)
            at = below
        return os.open(last, _FILE, dir_fd=at)
    finally:
        with suppress(OSError):
            os.close(at)


def _root() -> int:
    if settings.MADOGUCHI_SOURCES is None:
        raise Refused(Trouble.FOLDER)
    try:
        return os.open(settings.MADOGUCHI_SOURCES, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        raise Refused(Trouble.FOLDER) from None


def seen(file: BufferedReader) -> Seen:
    told = os.fstat(file.fileno())
    at = datetime.fromtimestamp(told.st_mtime_ns // 10**9, UTC)
    return Seen(f"{told.st_size}:{told.st_mtime_ns}:{told.st_ino}", told.st_size, at)

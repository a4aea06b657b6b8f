"""Where sealed files lie: random names under MADOGUCHI_HOME/attachments, on the disk before any row tells of them."""

import os
import secrets
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings


def root() -> Path:
    return Path(settings.HOME) / "attachments"


def write(pieces: Iterable[bytes]) -> str:
    """Write a new file and return its name (`ab/ab12…`). File and folders are fsync'd: after a power cut it is there."""
    word = secrets.token_hex(24)
    name = f"{word[:2]}/{word}"
    path = root() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            for piece in pieces:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        path.unlink()
        raise
    _fsync_folders(path)
    return name


def remove(name: str) -> None:
    """Remove a file; one that is gone already is fine."""
    (root() / name).unlink(missing_ok=True)


def older_than(seconds: float) -> Iterator[str]:
    """Names of the files that have lain here longer."""
    limit = time.time() - seconds
    for path in root().glob("??/*"):
        if path.stat().st_mtime < limit:
            yield f"{path.parent.name}/{path.name}"


def _fsync_folders(path: Path) -> None:
    for folder in (path.parent, root()):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

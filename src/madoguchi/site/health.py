"""For whoever watches from outside: `/healthz` the program is alive, `/readyz` it can take in an application."""

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from madoguchi.people.audience import audience
from madoguchi.protect import keys

LEAST_FREE = 16 * 1024 * 1024
"""Bytes. Below it the next upload may be the one that fails: time to be told."""
AGAIN_SECONDS = 2.0
"""A trial of the disk costs an fsync, and anybody may ask."""
_tried: dict[Path, tuple[float, bool]] = {}


@audience("public")
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Asks nobody: a full disk or a stopped database does not make this one fail."""
    return HttpResponse("ok", content_type="text/plain")


@audience("public")
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Database, keys and disk serve; otherwise 503 with what is missing, and no more than that."""
    missing = _missing()
    return HttpResponse(missing or "ok", status=503 if missing else 200, content_type="text/plain")


def _missing() -> str:
    try:
        if not _takes_writes():
            return "database"
        keys.ring()
    except Error:
        return "database"
    except keys.KeyFileError:
        return "keys"
    return "" if all(_has_room(folder) for folder in _folders()) else "disk"


def _takes_writes() -> bool:
    """PostgreSQL says whether it is read-only; of SQLite the disk below tells."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("SELECT 1")
            return True
        cursor.execute("SHOW transaction_read_only")
        return bool(cursor.fetchone() == ("off",))


def _folders() -> set[Path]:
    """Where the program writes: the data directory, and the database's when it is a file elsewhere."""
    own = {Path(settings.HOME)}
    return own | {Path(connection.settings_dict["NAME"]).parent} if connection.vendor == "sqlite" else own


def _has_room(folder: Path) -> bool:
    at, answer = _tried.get(folder, (float("-inf"), False))
    if time.monotonic() - at > AGAIN_SECONDS:
        answer = _can_write(folder)
        _tried[folder] = time.monotonic(), answer
    return answer


def _can_write(folder: Path) -> bool:
    """A page written to the disk and taken away again. A read-only or broken disk fails here, not at the next resident."""
    with suppress(OSError), tempfile.TemporaryFile(dir=folder) as trial:
        trial.write(b"\0" * 4096)
        trial.flush()
        os.fsync(trial.fileno())
        room = os.statvfs(folder)
        return room.f_bavail * room.f_frsize >= LEAST_FREE
    return False

"""When the disk is full, read-only or gone, or the database does not answer: 503 with a page that explains.

The page holds what was typed, ready to be sent again; nothing of it was written. A mistake in our own SQL is none of
this: it stays a 500 with its place in the log.
"""

import errno
import logging
import sqlite3
import sys
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from madoguchi.design.errors import trouble
from madoguchi.design.frame import frame
from madoguchi.design.views import server_error as our_fault

STATUS, WAIT_SECONDS = 503, 60
_log = logging.getLogger(__name__)

SQLITE = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_BUSY,
     sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PERM, sqlite3.SQLITE_PROTOCOL}
)  # fmt: skip
POSTGRES = ("08", "53", "57", "58", "25006", "40001", "40P01", "55P03")
"""Connection, resources, intervention, system; read-only; serialization, deadlock, lock not available."""
DISK = frozenset({errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO})
NOT_SHOWN = frozenset({"csrfmiddlewaretoken"})
MARK = "_"
"""Names that begin with it are the form's own: tickets, digests, buttons."""


def is_trouble(error: BaseException | None) -> bool:
    """Does this error come from the storage, and not from a mistake of ours?"""
    if isinstance(error, DatabaseError | InterfaceError):
        return _of_the_driver(error.__cause__)
    return isinstance(error, OSError) and error.errno in DISK


def _of_the_driver(cause: BaseException | None) -> bool:
    if isinstance(cause, sqlite3.Error):
        return (getattr(cause, "sqlite_errorcode", 0) & 0xFF) in SQLITE
    psycopg = sys.modules.get("psycopg")  # on SQLite nobody loads its nine megabytes
    if psycopg and isinstance(cause, psycopg.InterfaceError):
        return True  # the connection is closed
    if psycopg and isinstance(cause, psycopg.Error):
        return cause.sqlstate is None or cause.sqlstate.startswith(POSTGRES)
    return False


class StorageMiddleware:
    """Turns such an error of a view into the page; the log gets one line with the class and no trace."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not is_trouble(error):
            return None
        _log.error("storage: %s (%s)", type(error).__name__, type(error.__cause__).__name__)
        return resting(request)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler for 500. An error outside a view (a session being saved) may be the storage's, too."""
    return resting(request) if is_trouble(sys.exception()) else our_fault(request)


def resting(request: HttpRequest) -> HttpResponse:
    """Asks no database and no session."""
    headers = {"Retry-After": str(WAIT_SECONDS), "Cache-Control": "no-store"}
    if request.path.startswith("/api/"):
        problem = {"type": "urn:madoguchi:problem:storage", "title": "The storage is unavailable. Nothing was recorded; "
                   "send the same request with the same Idempotency-Key again.", "status": STATUS,
                   "title_ja": "いま保存できません。何も記録していません。同じ Idempotency-Key で、もう一度送ってください。"}  # fmt: skip
        return JsonResponse(problem, status=STATUS, headers=headers, content_type="application/problem+json")
    context = {"status": STATUS, "trouble": trouble(STATUS), "frame": frame(), "again": _again(request)}
    return HttpResponse(render_to_string("design/errors.html", context), status=STATUS, headers=headers)


def _again(request: HttpRequest) -> dict[str, object] | None:
    """What was sent, to be sent again with one button. Passwords and codes of a sign-in are not written back."""
    if request.method != "POST" or request.path.startswith("/staff/sign-in/"):
        return None
    try:
        sent = [(name, text) for name, texts in request.POST.lists() for text in texts]
        files = bool(request.FILES)
    except Exception:  # it could not even be read
        return None
    if any("password" in name for name, _ in sent):
        return None
    typed = [text for name, text in sent if text.strip() and not name.startswith(MARK) and name not in NOT_SHOWN]
    return {"action": request.get_full_path(), "fields": sent, "typed": typed, "files": files}

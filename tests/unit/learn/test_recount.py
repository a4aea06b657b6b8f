"""`madoguchi recount`: everything is counted anew by hand, stopped without harm, and gone on with."""

import os
import signal
import threading
from argparse import Namespace
from datetime import datetime

import pytest
from django.db import connection, transaction

from madoguchi.demo import arriving
from madoguchi.demo.answers import Writer, answers_for
from madoguchi.learn import actions
from madoguchi.learn.actions import filling, recounting
from madoguchi.learn.models import CaseLine, Cursor, Daily, Reading
from madoguchi.site.counting_commands import recount, stoppable
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event

ASKED = Namespace(now=False)


@pytest.fixture
def counted(ward):
    """Some applications, counted; and a table that somebody has spoiled since."""
    for _ in range(3):
        arriving.send(ward, "iken", answers_for("iken", Writer(today=clock.today())))
    actions.take_readings(by=SYSTEM)
    true = as_they_are()
    Daily.objects.filter(verb="receive.submitted").update(n=99)
    CaseLine.objects.all().delete()
    return true


def as_they_are():
    return (
        sorted(Daily.objects.filter(verb="receive.submitted").values_list("procedure", "n")),
        sorted(CaseLine.objects.values_list("number", "procedure")),
    )


def stops_at(wanted):
    def tell(step, done, of):
        if step == wanted:
            raise KeyboardInterrupt

    return tell


def test_it_counts_everything_anew_and_says_how_much(counted, capsys):
    assert recount(ASKED) == 0
    assert as_they_are() == counted
    told = capsys.readouterr()
    assert "行を数え直し" in told.out and "終わった期間の数は変わりません" in told.out
    assert [line for line in told.err.splitlines() if line] == [
        "日ごとに数えています", "案件を数えています", "指標を計算しています",
    ]  # fmt: skip
    assert Event.objects.get(verb="learn.recounted").data["events"] > 0


@pytest.mark.parametrize("step", ["days", "cases"])
def test_who_stops_it_while_it_counts_finds_everything_as_it_was(counted, step):
    spoiled = as_they_are()
    with pytest.raises(KeyboardInterrupt):
        actions.recount(by=SYSTEM, tell=stops_at(step))
    assert as_they_are() == spoiled and not actions.is_half_done()
    assert not actions.recount(by=SYSTEM).resumed and as_they_are() == counted


def test_who_stops_it_before_the_indicators_goes_on_with_them(counted, monkeypatch, capsys):
    with pytest.raises(KeyboardInterrupt):
        actions.recount(by=SYSTEM, tell=stops_at("readings"))
    assert as_they_are() == counted and actions.is_half_done()
    monkeypatch.setattr("madoguchi.learn.actions.recounting.fill_anew", None)  # it would be called in vain
    assert recount(ASKED) == 0 and "前に止めたところの続き" in capsys.readouterr().out
    assert not actions.is_half_done()


def test_the_hourly_job_finishes_what_was_stopped_so_the_next_one_counts_from_the_start(counted):
    with pytest.raises(KeyboardInterrupt):
        actions.recount(by=SYSTEM, tell=stops_at("readings"))
    actions.take_readings(by=SYSTEM)
    assert not actions.is_half_done()
    assert not actions.recount(by=SYSTEM).resumed


def test_the_hourly_job_may_compute_the_indicators_as_soon_as_the_tables_are_counted(counted, monkeypatch):
    tables = recounting._tables

    def before_the_job(**told):
        events = tables(**told)
        actions.take_readings(by=SYSTEM)
        return events

    monkeypatch.setattr(recounting, "_tables", before_the_job)
    assert actions.recount(by=SYSTEM).events > 0 and as_they_are() == counted


def test_two_at_once_both_come_to_an_end(counted, monkeypatch):
    with pytest.raises(KeyboardInterrupt):
        actions.recount(by=SYSTEM, tell=stops_at("readings"))
    monkeypatch.setattr(recounting, "is_half_done", lambda: False)  # as the other saw it, who had begun before
    assert not actions.recount(by=SYSTEM).resumed and as_they_are() == counted


def test_what_was_stopped_is_not_gone_on_with_where_one_counts_otherwise_by_now(counted):
    with pytest.raises(KeyboardInterrupt):
        actions.recount(by=SYSTEM, tell=stops_at("readings"))
    Cursor.objects.filter(name=filling.NAME).update(counted_by="another way")
    assert not actions.recount(by=SYSTEM).resumed and not filling.is_counted_otherwise()


@pytest.mark.parametrize(("step", "words"), [("cases", "何も変わっていません"), ("readings", "指標の計算から")])
def test_stopping_is_said_in_words_with_what_to_do_next(counted, monkeypatch, capsys, step, words):
    monkeypatch.setattr("madoguchi.site.counting_commands._line", stops_at(step))
    assert recount(ASKED) == 130
    told = capsys.readouterr().err
    assert words in told and "もう一度同じ命令で" in told


def test_the_indicators_come_to_what_they_were_before_anybody_spoiled_a_table(ward):
    for _ in range(12):
        arriving.send(ward, "iken", answers_for("iken", Writer(today=clock.today())))
    actions.take_readings(by=SYSTEM)
    before = numbers()
    Daily.objects.filter(verb="receive.submitted").update(n=99)
    actions.take_readings(by=SYSTEM)
    assert numbers() != before
    actions.recount(by=SYSTEM)
    assert numbers() == before


def numbers():
    return set(Reading.objects.values_list("indicator", "scope", "begins", "value", "hidden", "final"))


def test_a_large_town_on_sqlite_is_not_made_to_wait_by_day_unless_somebody_says_now(counted, monkeypatch, capsys):
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL nobody waits")
    monkeypatch.setattr(filling, "SMALL", 1)
    spoiled = as_they_are()
    assert recount(ASKED) == 1 and as_they_are() == spoiled
    assert "--now" in capsys.readouterr().err
    with clock.at(datetime(2026, 11, 25, 4, tzinfo=clock.TOKYO)):
        assert not actions.keeps_writers_waiting()
    assert recount(Namespace(now=True)) == 0 and as_they_are() == counted


def test_ctrl_c_ends_even_a_statement_that_the_database_is_in_the_middle_of(db):
    counting = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    for_ever = counting if connection.vendor == "sqlite" else "SELECT pg_sleep(100)"
    as_it_was = signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs in the background has none
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))

    def count():
        with transaction.atomic(), stoppable(), connection.cursor() as cursor:
            timer.start()
            cursor.execute(for_ever)

    try:
        with pytest.raises(KeyboardInterrupt):
            count()
        timer.join()
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, as_it_was)

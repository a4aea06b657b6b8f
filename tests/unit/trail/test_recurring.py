"""What recurs: once per due time, made up for after downtime, run like every other hand-over."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from madoguchi.trail import actions, clock, queries, recurring, worker
from madoguchi.trail.actions.tick import ask, missing
from madoguchi.trail.models import Event, Tick

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 4, 10, 12, 0, tzinfo=clock.TOKYO)
ran: list[str] = []


def work(event: Event) -> None:
    ran.append(event.data["due"])


@pytest.fixture(autouse=True)
def _nothing_has_run():
    ran.clear()


def dues() -> list[str]:
    return [f"{tick.due.astimezone(clock.TOKYO):%m-%d %H:%M}" for tick in Tick.objects.order_by("due")]


def test_daily_work_falls_due_at_its_time_in_japan():
    recurring.daily("look", work, at="06:00")
    with clock.at(NOON):
        assert actions.tick() == 1
        assert actions.tick() == 0
        worker.run_due()
    assert dues() == ["04-10 06:00"]
    assert ran == ["2026-04-09T21:00:00Z"]
    event = Event.objects.get()
    assert (event.verb, event.about) == ("clock.tick", ("clock", "look"))
    assert "look" in str(Tick.objects.get())


def test_before_its_time_yesterdays_is_the_latest():
    recurring.daily("look", work, at="13:00")
    with clock.at(NOON):
        actions.tick()
    assert dues() == ["04-09 13:00"]


def test_work_every_few_minutes():
    recurring.every("sweep", work, minutes=5)
    for minutes in (0, 3, 5, 9, 10):
        with clock.at(NOON + timedelta(minutes=minutes)):
            actions.tick()
    assert dues() == ["04-10 12:00", "04-10 12:05", "04-10 12:10"]


def test_after_downtime_every_missed_day_is_made_up_for_in_order():
    recurring.daily("look", work, at="06:00")
    with clock.at(NOON):
        actions.tick()
    with clock.at(NOON + timedelta(days=3)):
        assert actions.tick() == 3
        worker.run_due()
    assert dues() == ["04-10 06:00", "04-11 06:00", "04-12 06:00", "04-13 06:00"]
    assert ran == sorted(ran)


def test_after_downtime_frequent_work_is_made_up_for_once():
    recurring.every("sweep", work, minutes=5)
    for hours in (0, 7):
        with clock.at(NOON + timedelta(hours=hours)):
            actions.tick()
    assert dues() == ["04-10 12:00", "04-10 19:00"]


def test_no_more_is_made_up_for_than_was_said():
    recurring.daily("look", work, at="06:00", catch_up=2)
    for days in (0, 30):
        with clock.at(NOON + timedelta(days=days)):
            actions.tick()
    assert dues() == ["04-10 06:00", "05-09 06:00", "05-10 06:00"]


def test_two_tickers_at_once_ask_once():
    recurring.daily("look", work)
    (one,) = recurring.everything()
    with clock.at(NOON):
        (due,) = missing(one)
        assert ask(one, due=due) is True
        assert ask(one, due=due) is False
    assert Tick.objects.count() == Event.objects.count() == 1


def test_two_works_of_one_name_are_a_mistake():
    recurring.every("look", work, minutes=5)
    with pytest.raises(ValueError, match="two recurring"):
        recurring.daily("look", work)


def test_the_operator_sees_the_last_run():
    recurring.daily("look", work)
    recurring.every("sweep", work, minutes=60)
    with clock.at(NOON):
        assert [last for _, last, _ in queries.last_runs()] == [None, None]
        actions.tick()
        worker.run_due()
        runs = {
            one.name: (one.words, tick.due.astimezone(UTC).hour, how.state) for one, tick, how in queries.last_runs()
        }
    assert runs == {"look": ("毎日 06:00", 21, "done"), "sweep": ("60分ごと", 3, "done")}


def test_the_ticker_asks_until_told_to_stop(monkeypatch):
    from .test_handover import _StopsAfter

    recurring.daily("look", work)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    with clock.at(NOON), transaction.atomic():
        worker.keep_time(_StopsAfter(3), seconds=0)
    assert Tick.objects.count() == 1

"""Hand-overs: once each, whatever fails, whoever dies."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from madoguchi.trail import actions, clock, flow, queries, worker
from madoguchi.trail.actions import handover as handover_actions
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM, Actor
from madoguchi.trail.models import Event, Handover

pytestmark = pytest.mark.django_db
OPERATOR = Actor("staff", "1", "情報課 田中")
took: list[int] = []


def take(event: Event) -> None:
    took.append(event.pk)


def take_too(event: Event) -> None:
    took.append(-event.pk)


def fail(event: Event) -> None:
    record("test.effect", by=SYSTEM, about=("event", event.pk))
    raise ValueError("山田花子さんの住所が見つかりません")


@pytest.fixture(autouse=True)
def _nobody_has_taken_anything():
    took.clear()


def announce(verb: str = "test.done") -> Event:
    with transaction.atomic():
        return record(verb, by=SYSTEM, about=("thing", "1"))


def later(seconds: float):
    return clock.at(clock.now() + timedelta(seconds=seconds))


def test_a_now_taker_runs_within_the_transaction():
    flow.register("test.done", now=(take,))
    event = announce()
    assert took == [event.pk]
    assert not Handover.objects.exists()


def test_a_now_taker_that_fails_undoes_the_event():
    flow.register("test.done", now=(fail,))
    with pytest.raises(ValueError, match="住所"):
        announce()
    assert not Event.objects.exists()


def test_a_later_taker_waits_for_the_worker():
    flow.register("test.done", later=(take, take_too))
    event = announce()
    assert took == []
    assert worker.run_due() == 2
    assert sorted(took) == [-event.pk, event.pk]
    assert set(Handover.objects.values_list("state", flat=True)) == {"done"}
    assert worker.run_due() == 0


def test_an_event_is_handed_to_a_taker_once():
    flow.register("test.done", later=(take,))
    event = announce()
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.create(event=event, taker=flow.name_of(take), not_before=event.at)


def test_other_verbs_concern_nobody():
    flow.register("test.done", now=(take,), later=(take_too,))
    announce("test.other")
    assert took == []
    assert not Handover.objects.exists()


def test_two_takers_of_one_name_are_a_mistake():
    flow.name_of(take)

    def other(event: Event) -> None: ...

    other.__module__, other.__qualname__ = take.__module__, take.__qualname__
    with pytest.raises(ValueError, match="two takers"):
        flow.name_of(other)


def test_a_failure_keeps_the_errors_class_and_never_its_words():
    flow.register("test.done", later=(fail,))
    announce()
    assert worker.run_due() == 0
    row = Handover.objects.get()
    assert (row.state, row.attempts, row.error, row.lease) == ("waiting", 1, "ValueError", "")
    assert not Event.objects.filter(verb="test.effect").exists()  # the taker's half-done work is undone
    assert "waiting" in str(row)


def test_after_a_failure_it_waits_longer_each_time():
    assert [handover_actions.back_off(n).total_seconds() for n in (1, 2, 3, 4)] == [5, 10, 20, 40]
    assert handover_actions.back_off(99) == timedelta(hours=1)
    flow.register("test.done", later=(fail,))
    announce()
    worker.run_due()
    with later(4):
        assert queries.due_handovers(10) == []
    with later(6):
        worker.run_due()
    assert Handover.objects.get().attempts == 2


def test_after_the_last_attempt_it_is_a_dead_letter_and_the_trail_tells():
    flow.register("test.done", later=(fail,))
    announce()
    for attempt in range(20):
        with later(attempt * 7200):
            worker.run_due()
    row = Handover.objects.get()
    assert (row.state, row.attempts) == ("dead", handover_actions.MAX_ATTEMPTS)
    assert list(queries.dead_letters()) == [row]
    died = Event.objects.get(verb="trail.handover_died")
    assert died.data == {"taker": row.taker, "error": "ValueError"}


def a_dead_letter() -> Handover:
    event = announce()
    return Handover.objects.create(
        event=event, taker=flow.name_of(take), not_before=event.at, state="dead", attempts=8, error="ValueError"
    )


def test_an_operator_lets_a_dead_letter_start_anew():
    row = a_dead_letter()
    actions.retry(handover_id=row.pk, by=OPERATOR)
    assert worker.run_due() == 1
    assert took == [row.event_id]
    assert Event.objects.get(verb="trail.handover_retried").actor == OPERATOR


def test_only_a_dead_letter_can_be_retried():
    flow.register("test.done", later=(take,))
    announce()
    actions.retry(handover_id=Handover.objects.get().pk, by=OPERATOR)
    assert not Event.objects.filter(verb="trail.handover_retried").exists()


def test_a_taker_that_is_gone_from_the_program_is_a_failure_and_no_crash():
    event = announce()
    Handover.objects.create(event=event, taker="madoguchi.gone.taker", not_before=event.at)
    assert worker.run_due() == 0
    assert Handover.objects.get().error == "KeyError"


def claimed() -> Handover:
    (row,) = actions.claim(queries.due_handovers(1))
    return row


def test_a_claimed_row_is_nobody_elses():
    flow.register("test.done", later=(take,))
    announce()
    ids = queries.due_handovers(1)
    assert len(actions.claim(ids)) == 1
    assert actions.claim(ids) == []
    assert queries.due_handovers(1) == []
    assert worker.run_due() == 0


def test_what_a_killed_worker_left_is_taken_up_when_its_lease_has_run_out():
    flow.register("test.done", later=(take,))
    event = announce()
    claimed()  # and killed
    assert worker.sweep() == 0
    with later(handover_actions.LEASE.total_seconds() + 1):
        assert worker.sweep() == 1
        assert Handover.objects.get().error == "LeaseExpired"
    with later(handover_actions.LEASE.total_seconds() + 10):
        assert worker.run_due() == 1
    assert took == [event.pk]


def test_a_worker_that_lost_its_lease_does_nothing():
    """It was thought dead, the row was given to another; when it wakes up it must not do the work again."""
    flow.register("test.done", later=(take,))
    announce()
    slow = claimed()
    with later(200):
        worker.sweep()
    with later(300):
        assert worker.run_due() == 1
    assert actions.carry_out(slow) is False
    actions.put_back(slow, error="TooLate")
    assert len(took) == 1
    assert Handover.objects.get().state == "done"


def test_a_poisonous_row_that_kills_every_worker_ends_as_a_dead_letter():
    flow.register("test.done", later=(take,))
    announce()
    for attempt in range(handover_actions.MAX_ATTEMPTS):
        with later(attempt * 7200):
            claimed()
        with later(attempt * 7200 + 600):
            worker.sweep()
    assert Handover.objects.get().state == "dead"
    assert took == []


def test_a_row_that_failed_before_is_claimed_alone():
    """Its neighbours must not lose an attempt each time that it kills the worker."""
    flow.register("test.done", later=(fail,))
    announce()
    worker.run_due()
    flow.register("test.other", later=(take,))
    with later(60):
        fresh = [announce("test.other") for _ in range(3)]
        assert len(queries.due_handovers(10)) == 3
        assert worker.run_due() == 3
        assert len(queries.due_handovers(10)) == 0  # the old one was tried too, alone
    assert took == [event.pk for event in fresh]
    assert Handover.objects.get(taker__endswith="fail").attempts == 2


def test_one_round_has_a_limit():
    flow.register("test.done", later=(take,))
    for _ in range(12):
        announce()
    assert worker.run_due(limit=5) == 5
    assert worker.run_due() == 7


def test_the_loop_works_sweeps_and_ends_when_told(monkeypatch):
    flow.register("test.done", later=(take,))
    announce()
    swept = []
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    monkeypatch.setattr(worker.actions, "sweep", lambda: swept.append(1))
    worker.work(_StopsAfter(2), idle_seconds=0)
    assert len(took) == 1
    assert swept == [1]


class _StopsAfter:
    """An event that is set after so many looks at it."""

    def __init__(self, rounds: int) -> None:
        self._left = rounds

    def is_set(self) -> bool:
        self._left -= 1
        return self._left < 0

    def wait(self, seconds: float) -> bool:
        return False


def test_long_work_that_tells_of_itself_is_not_taken_up_by_another() -> None:
    said: list[tuple[bool, int]] = []

    def work_long(event: Event) -> object:
        held = handover_actions.prolong(timedelta(minutes=10))
        with clock.at(clock.now() + timedelta(minutes=5)):
            said.append((held, actions.sweep()))
        return lambda: None

    with flow.nobody_else():
        flow.register("test.long", later=(flow.in_two_steps(work_long),))
        with transaction.atomic():
            record("test.long", by=SYSTEM, about=("event", 1))
        assert worker.run_due() == 1
    assert said == [(True, 0)]


def test_work_whose_lease_another_has_taken_is_told_so() -> None:
    said: list[bool] = []

    def work_long(event: Event) -> object:
        with clock.at(clock.now() + timedelta(minutes=5)):
            actions.sweep()
        said.append(handover_actions.prolong())
        return lambda: None

    with flow.nobody_else():
        flow.register("test.long", later=(flow.in_two_steps(work_long),))
        with transaction.atomic():
            record("test.long", by=SYSTEM, about=("event", 1))
        assert worker.run_due() == 0
    assert said == [False] and handover_actions.prolong() is True

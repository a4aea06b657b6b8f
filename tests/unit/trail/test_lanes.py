"""Which waiting work comes first: what was begun, then single pieces, then a bulk run."""

import pytest
from django.db import connection, transaction

from madoguchi.trail import flow, queries, worker
from madoguchi.trail.actions import carry_out, claim, record
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.lanes import BULK, SINGLE, in_bulk, lane
from madoguchi.trail.models import Event, Handover

pytestmark = pytest.mark.django_db
done: list[tuple[str, str]] = []


def first_step(event: Event) -> None:
    done.append(("first", event.about_id))
    record("test.begun", by=SYSTEM, about=event.about)


def last_step(event: Event) -> None:
    done.append(("last", event.about_id))


@flow.in_two_steps
def slow(event: Event):
    done.append(("slow", "in a transaction" if _in_a_transaction() else event.about_id))
    return lambda: done.append(("written", event.about_id))


def _in_a_transaction() -> bool:
    return any(not getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


@pytest.fixture(autouse=True)
def _nothing_is_done():
    done.clear()


def announce(*names: str, verb: str = "test.asked") -> None:
    for name in names:
        with transaction.atomic():
            record(verb, by=SYSTEM, about=("letter", name))


def work_one_by_one() -> None:
    """As the worker does for work that takes long."""
    while ids := queries.due_handovers(1):
        carry_out(*claim(ids))


def test_what_was_begun_is_finished_before_the_next_is_begun():
    flow.register("test.asked", later=(first_step,))
    flow.register("test.begun", later=(last_step,))
    announce("a", "b", "c")
    work_one_by_one()
    assert done == [(step, name) for name in "abc" for step in ("first", "last")]


def test_a_single_letter_is_not_stuck_behind_a_bulk_run():
    flow.register("test.asked", later=(first_step,))
    flow.register("test.begun", later=(last_step,))
    with in_bulk():
        announce("a", "b", "c")
    carry_out(*claim(queries.due_handovers(1)))
    announce("urgent")
    work_one_by_one()
    assert [name for _, name in done] == ["a", "urgent", "urgent", "a", "b", "b", "c", "c"]


def test_work_that_takes_long_is_done_outside_a_transaction_and_written_inside_one():
    flow.register("test.asked", later=(slow,))
    announce("a")
    assert worker.run_due() == 1
    assert done == [("slow", "a"), ("written", "a")]
    assert Handover.objects.get().state == "done"


def test_work_that_takes_long_is_claimed_one_by_one_and_short_work_together():
    flow.register("test.asked", later=(last_step,))
    flow.register("test.long", later=(slow,))
    announce("a", "b")
    announce("c", "d", verb="test.long")
    assert len(queries.due_handovers(8)) == 2
    worker.run_due(2)
    assert len(queries.due_handovers(8)) == 1


def test_what_a_worker_without_a_lease_has_worked_out_is_thrown_away():
    flow.register("test.asked", later=(slow,))
    announce("a")
    (mine,) = claim(queries.due_handovers(1))
    Handover.objects.update(lease="somebody-else")
    assert carry_out(mine) is False
    assert done == [("slow", "a")]


def test_a_failed_single_letter_is_not_stuck_behind_a_bulk_run_either():
    flow.register("test.asked", later=(first_step,))
    announce("failed")
    Handover.objects.update(attempts=1)
    with in_bulk():
        announce("a", "b")
    failed = Handover.objects.get(event__about_id="failed")
    assert queries.due_handovers(8) == [failed.pk]


def test_a_long_chain_never_reaches_another_lane():
    from madoguchi.trail.lanes import following

    seen = BULK
    for _ in range(50):
        with following(seen):
            seen = lane()
    assert SINGLE < seen < BULK
    assert lane() == SINGLE

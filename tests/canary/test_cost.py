"""What shields cost: the queue's page of fifty, and the look for look-alikes at every arrival."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from madoguchi.decide.models import Case
from madoguchi.demo import arriving
from madoguchi.demo.answers import Writer, answers_for
from madoguchi.protect import shielding
from madoguchi.trail import clock


def milliseconds(work, rounds: int = 15) -> float:
    """The best of the rounds: what it costs when nobody else disturbs it."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return min(taken)


def test_a_list_asks_for_shields_with_at_most_two_statements(world):
    records = list(Case.objects.values_list("record_id", flat=True))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        shielding.of_records(records)
    assert len(asked) <= 2


def test_an_arrival_looks_for_look_alikes_with_one_statement(world):
    with CaptureQueriesContext(connection) as asked:
        answers = answers_for("jido-teate-nintei", Writer(today=clock.today()))
        arriving.send(world.ward, "jido-teate-nintei", answers)
    assert sum("protect_shieldmark" in one["sql"] for one in asked.captured_queries) == 1
    assert not [
        one
        for one in asked.captured_queries
        if "protect_shieldedperson" in one["sql"] and "shieldmark" not in one["sql"]
    ]


@pytest.mark.full
def test_a_queue_page_of_fifty_with_shields_costs_at_most_thirty_milliseconds_more(world, monkeypatch):
    for _ in range(50):
        arriving.send(world.ward, "jido-teate-nintei", answers_for("jido-teate-nintei", Writer(today=clock.today())))
    client = world.browser("nagai")
    page = lambda: client.get("/staff/")  # noqa: E731  # the same words for both measurements
    page()
    with_shields = milliseconds(page)
    monkeypatch.setattr("madoguchi.protect.shielding.of_records", lambda ids: {})
    without = milliseconds(page)
    print(f"queue page: {with_shields:.1f} ms with shields, {without:.1f} ms without")  # noqa: T201  # for `-s`
    assert with_shields - without <= 30

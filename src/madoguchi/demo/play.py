"""Lets the stories of many cases happen in the order of time. A story is a generator: it yields the moment of its next step.

A step that would lie in the future never happens; so whatever came last is still under way, as in a real office.
"""

import heapq
from collections.abc import Callable, Generator, Iterable
from datetime import datetime
from itertools import count

from django.db import transaction

from madoguchi.trail import clock, worker
from madoguchi.trail.lanes import in_bulk

Story = Generator[datetime, None, None]
BATCH = 40
"""Steps in one transaction. The demo may be made anew at any time, so it need not pay for durability at every step."""


def play(
    stories: Iterable[Story], *, until: datetime, on_step: Callable[[datetime], None] = lambda moment: None
) -> int:
    """Run every story up to a moment; returns how many steps there were. `on_step` hears of each."""
    order = count()
    waiting = [(moment, next(order), story) for story in stories if (moment := next(story, None)) is not None]
    heapq.heapify(waiting)
    steps = 0
    while waiting and waiting[0][0] <= until:
        with transaction.atomic():
            for _ in range(BATCH):
                if not waiting or waiting[0][0] > until:
                    break
                on_step(_step(waiting, order))
                steps += 1
    return steps


def _step(waiting: list[tuple[datetime, int, Story]], order: "count[int]") -> datetime:
    """The next step of whoever is first in time, and then what the worker does about it, but for what takes long: the
    year's letters are set in type when the ward is open, behind everything that is wanted now."""
    moment, _, story = heapq.heappop(waiting)
    with clock.at(moment), in_bulk():
        upcoming = next(story, None)
        worker.run_due(long=False)
    if upcoming is not None:
        heapq.heappush(waiting, (upcoming, next(order), story))
    return moment

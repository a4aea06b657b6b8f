"""How far a check is, told now and then; and the moment at which it learns that it is to stop."""

import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import TypeVar

from madoguchi.publish.errors import Stopped
from madoguchi.publish.models import Check
from madoguchi.trail.actions import prolong

T = TypeVar("T")
SECONDS = 1.0
LEASE = timedelta(minutes=10)
"""One stage (a table of 500,000 cells held against its standard) must fit into it."""
_OFTEN = 1000


class Pulse:
    """Of one check that this worker has in hand."""

    def __init__(self, check: Check) -> None:
        self._check, self._told = check, 0.0

    def begin(self) -> None:
        """Raises Stopped when it is not to be done any more."""
        if not Check.objects.filter(pk=self._check.pk, state__in=Check.OPEN).update(state=Check.State.RUNNING):
            raise Stopped(self._check.pk)
        self.at(Check.Stage.OPENING)

    def at(self, stage: Check.Stage, total: int = 0) -> None:
        self._check.stage, self._check.rows_total = stage, total
        self._tell(0)

    def counting(self, rows: Iterable[T]) -> Iterator[T]:
        """The same rows, counted; the count is told about once a second."""
        for count, row in enumerate(rows):
            if count % _OFTEN == 0 and time.monotonic() - self._told > SECONDS:
                self._tell(count)
            yield row

    def _tell(self, rows: int) -> None:
        one, self._told = self._check, time.monotonic()
        running = Check.objects.filter(pk=one.pk, state=Check.State.RUNNING)
        held = running.update(stage=one.stage, rows_done=rows, rows_total=one.rows_total)
        if not held or not prolong(LEASE):
            raise Stopped(one.pk)

"""Counts what is taken, in the memory of this process: no row, no lock and no cookie for any request.

Once a minute, with the request that comes then, the counts go to the database. What a process has counted since is lost
when it ends: at most what came after the last minute's writing. Pages say that the numbers are a lower bound.
"""

import threading
import time
from collections import Counter

from django.db import DatabaseError

from madoguchi.publish.actions.using import Use, add_uses
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM

EVERY = 60.0
"""Seconds between two writings."""
MOST = 2000
"""Different uses held; with one more they are written at once. So no stream of addresses fills the memory."""
_lock = threading.Lock()
_counts: Counter[Use] = Counter()
_written = [time.monotonic()]


def used(dataset: str, form: str) -> None:
    """One more. Costs a dictionary's step; each minute one caller writes for all."""
    with _lock:
        _counts[(dataset, clock.today(), form)] += 1
        due = time.monotonic() - _written[0] >= EVERY or len(_counts) > MOST
        if due:
            _written[0] = time.monotonic()
    if due:
        write()


def write() -> None:
    """What was counted so far goes to the database. Where that is not possible now, it is tried again in a minute."""
    with _lock:
        taken = dict(_counts)
        _counts.clear()
    if not taken:
        return
    try:
        add_uses(uses=taken, by=SYSTEM)
    except DatabaseError:
        with _lock:
            if len(_counts) <= MOST:
                _counts.update(taken)

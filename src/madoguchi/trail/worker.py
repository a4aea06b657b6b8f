"""The loop that carries out hand-overs. Any number of workers may run, in any number of processes."""

import logging
import threading
from collections.abc import Callable

from django.db import DatabaseError, InterfaceError, close_old_connections

from madoguchi.trail import actions, queries
from madoguchi.trail.models import Handover

BATCH = 8
PAUSE_SECONDS = 5.0
_log = logging.getLogger(__name__)


def run_due(limit: int = 100, *, long: bool = True) -> int:
    """Carry out what is due, at most `limit` rows; returns how many were done. `long=False`: only what is quick."""
    done = tried = 0
    while tried < limit and (waiting := queries.due_handovers(min(BATCH, limit - tried), long=long)):
        for handover in actions.claim(waiting):
            done += _attempt(handover)
        tried += len(waiting)
    return done


def sweep() -> int:
    """Take up what killed workers left; returns how many rows."""
    return actions.sweep()


def work(stop: threading.Event, *, idle_seconds: float = 0.5) -> None:
    """Work until told to stop; a running taker is finished first."""
    while not stop.is_set():
        if not _steadily(lambda: run_due(BATCH) or sweep(), stop):
            stop.wait(idle_seconds)


def keep_time(stop: threading.Event, *, seconds: float = 10.0) -> None:
    """Ask for recurring work as it falls due, until told to stop."""
    while not stop.is_set():
        _steadily(actions.tick, stop)
        stop.wait(seconds)


def _steadily(step: Callable[[], object], stop: threading.Event) -> object:
    """One step. When the database does not answer or the disk is full, one line in the log and a pause: it comes back."""
    close_old_connections()
    try:
        return step()
    except (DatabaseError, InterfaceError) as error:
        _log.error("waiting for the database: %s", type(error).__name__)  # no trace: nothing of ours is wrong
        stop.wait(PAUSE_SECONDS)
        return None


def _attempt(handover: Handover) -> bool:
    """Carry it out; of a failure only the class is kept, because its words may hold personal data."""
    try:
        return actions.carry_out(handover)
    except Exception as error:
        actions.put_back(handover, error=type(error).__name__)
        return False

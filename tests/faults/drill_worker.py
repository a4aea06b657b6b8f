"""The workers of the killing drill. Reads a line, forks a real worker, answers its process id; the drill kills it.

Forked, because loading Django twenty times takes longer than the drill. `DRILL` names the variant: `right` is the
product; `done-first` and `done-last` are broken on purpose, to prove that the drill would notice.
"""

import os
import random
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.db import connections, transaction  # noqa: E402

from madoguchi.trail import flow, worker  # noqa: E402
from madoguchi.trail.actions import handover, record  # noqa: E402
from madoguchi.trail.actor import SYSTEM  # noqa: E402
from madoguchi.trail.models import Event, Handover  # noqa: E402

VARIANT = os.environ["DRILL"]
LEASE = timedelta(seconds=1)
GAP_SECONDS = 0.01
"""Between the two commits of a broken worker: so wide that twenty kills cannot all miss it."""


def effect(event: Event) -> None:
    """Takes a few milliseconds and leaves one event behind."""
    (Path(os.environ["DRILL_FOLDER"]) / str(os.getpid())).touch()  # from now on it is worth killing
    time.sleep(random.uniform(0, 0.004))
    record("drill.effect", by=SYSTEM, about=("event", event.pk))
    time.sleep(random.uniform(0, 0.004))


def mark_done(row: Handover) -> None:
    with transaction.atomic():
        Handover.objects.filter(pk=row.pk).update(state="done")


def work_on(row: Handover) -> None:
    with transaction.atomic():
        effect(row.event)


def done_first(row: Handover) -> bool:
    mark_done(row)
    time.sleep(GAP_SECONDS)
    work_on(row)
    return True


def done_last(row: Handover) -> bool:
    work_on(row)
    time.sleep(GAP_SECONDS)
    mark_done(row)
    return True


def be_a_worker() -> None:
    random.seed()
    worker.work(threading.Event(), idle_seconds=0.02)


def serve_workers() -> None:
    """One child per line; dead ones are reaped as we go."""
    for _ in sys.stdin:
        connections.close_all()
        child = os.fork()
        if child == 0:
            be_a_worker()
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        os.waitpid(-1, os.WNOHANG)


flow.register("drill.work", later=(effect,))
handover.claim.__kwdefaults__["lease"] = LEASE
handover.back_off = lambda attempts: timedelta(milliseconds=50)
if VARIANT != "right":
    worker.actions.carry_out = {"done-first": done_first, "done-last": done_last}[VARIANT]
serve_workers()

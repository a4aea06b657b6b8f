"""A worker killed twenty times at random moments loses nothing and doubles nothing."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import connection, transaction

from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event, Handover

KILLS = 20
BACKLOG = 900
pytestmark = pytest.mark.django_db(transaction=True)


def database_url() -> str:
    """The database of this test, as another process names it."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgresql://{settings['USER']}@/{settings['NAME']}?host={settings['OPTIONS'].get('host') or settings['HOST']}"


@contextmanager
def workers(variant: str, folder: Path, script: str = "drill_worker.py"):
    """Gives a function that starts one more worker and returns its process id."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "madoguchi.site.settings",
        "DRILL": variant,
        "DRILL_FOLDER": str(folder),
        "DATABASE_URL": database_url(),
    }
    command = [sys.executable, str(Path(__file__).with_name(script))]
    nursery = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
    running = []

    def start() -> int:
        nursery.stdin.write("one\n")
        nursery.stdin.flush()
        running.append(int(nursery.stdout.readline()))
        return running[-1]

    try:
        yield start
    finally:
        nursery.stdin.close()
        nursery.stdout.close()
        for pid in running:
            kill(pid)
        nursery.wait(10)


def kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def a_backlog() -> list[int]:
    from madoguchi.trail import flow

    def effect(event: Event) -> None: ...

    effect.__module__, effect.__qualname__ = "__main__", "effect"
    with flow.nobody_else(), transaction.atomic():
        flow.register("drill.work", later=(effect,))
        return [record("drill.work", by=SYSTEM, about=("thing", n)).pk for n in range(BACKLOG)]


def wait_for(what, seconds: float) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.005)


def left() -> int:
    return Handover.objects.exclude(state__in=["done", "dead"]).count()


def drill(variant: str, folder: Path) -> tuple[Counter, int]:
    """Two workers on one backlog, one of them killed twenty times. Returns how often each event took effect, and how
    many rows a kill interrupted."""
    backlog = a_backlog()
    with workers(variant, folder) as start:
        steady = start()
        for _ in range(KILLS):
            victim = start()
            wait_for((folder / str(victim)).exists, 60)
            time.sleep(random.uniform(0, 0.06))
            kill(victim)
            assert left() > 0, "the backlog ran dry before the killing was over: the drill proved nothing"
        kill(steady)
        for _ in range(2):
            start()
        wait_for(lambda: left() == 0, 240)
    effects = Counter(Event.objects.filter(verb="drill.effect").values_list("about_id", flat=True))
    times = Counter({event: effects.get(str(event), 0) for event in backlog})
    return times, Handover.objects.filter(attempts__gt=1).count()


@pytest.mark.full
def test_a_worker_killed_twenty_times_loses_and_doubles_nothing(tmp_path):
    times, interrupted = drill("right", tmp_path)
    assert len(times) == BACKLOG
    assert interrupted >= KILLS / 2, "hardly any kill hit a worker at work: the drill proved nothing"
    assert {event: n for event, n in times.items() if n != 1} == {}
    assert not Handover.objects.filter(state="dead").exists()


@pytest.mark.full
def test_the_drill_notices_a_worker_that_marks_done_before_it_works(tmp_path):
    times, _ = drill("done-first", tmp_path)
    assert [event for event, n in times.items() if n == 0], "something must have been lost"


@pytest.mark.full
def test_the_drill_notices_a_worker_that_marks_done_after_it_worked(tmp_path):
    times, _ = drill("done-last", tmp_path)
    assert [event for event, n in times.items() if n > 1], "something must have been doubled"

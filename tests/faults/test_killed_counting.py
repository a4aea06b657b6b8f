"""A web process killed while it writes down how often data were taken: a lower bound, never half a writing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from madoguchi.publish.models import Uses
from tests.faults.test_killed_worker import database_url

KILLS = 4
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.full]


def test_what_was_written_stays_whole_and_at_most_what_came_after_is_lost():
    told = [_counted_until_killed(after=7 + at) for at in range(KILLS)]
    kept = dict(Uses.objects.filter(dataset="aed").values_list("form", "n"))
    assert set(kept) == {"api", "csv", "page"} and len(set(kept.values())) == 1  # all forms of a writing, or none
    assert sum(told) <= kept["api"] <= sum(told) + KILLS * 5  # one writing may be done that nobody heard of
    assert kept["api"] % 5 == 0


def _counted_until_killed(*, after: int) -> int:
    """Kill it when it has said so many writings; returns how many uses of a form the last of them told."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "madoguchi.site.settings", "DATABASE_URL": database_url()}
    command = [sys.executable, str(Path(__file__).with_name("drill_uses.py"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as counting:
        said = [int(counting.stdout.readline()) for _ in range(after)]
        os.kill(counting.pid, signal.SIGKILL)
        said += [int(line) for line in counting.stdout if line.endswith("\n")]
    return said[-1]

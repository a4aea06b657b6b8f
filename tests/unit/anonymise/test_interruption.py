"""A job that is stopped at any moment leaves nothing under the final name, and says 130."""

import random
import signal
import subprocess
import sys
import time

import pytest

from tests.unit.anonymise.worlds import people, town_hall

TRIES = [0, 1, *(pytest.param(number, marks=pytest.mark.full) for number in range(2, 12))]
LEFT = {"in.csv", "machi.csv", "recipe.yaml"}


@pytest.mark.parametrize("number", TRIES)
def test_stopped_at_a_random_moment(tmp_path, number):
    folder = town_hall(tmp_path, people(20_000))
    words = [
        "anonymise",
        str(folder / "in.csv"),
        "--recipe",
        str(folder / "recipe.yaml"),
        "--out",
        str(folder / "out.csv"),
    ]
    code = f"import sys; from madoguchi.site.cli import main; print('ready', flush=True); sys.exit(main({words!r}))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as job:
        job.stdout.readline()
        time.sleep(0.15 + random.Random(number).random() * 1.2)
        job.send_signal(signal.SIGINT if number % 2 else signal.SIGTERM)
        job.stdout.read()
        status = job.wait(30)
    names = {path.name for path in folder.iterdir()}
    if status == 0:
        assert "out.csv" in names and "out.csv.certificate.json" in names
    else:
        assert status in (130, -signal.SIGTERM, -signal.SIGINT)
        assert names == LEFT

"""A job that is stopped at any moment leaves nothing under the final name, or the whole release."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest

from madoguchi.anonymise import Job, anonymise, stopping
from madoguchi.anonymise.commands.words import guarded
from madoguchi.anonymise.progress import Quiet
from madoguchi.anonymise.sources import session
from madoguchi.anonymise.stopping import to_the_end
from tests.unit.anonymise.worlds import people, town_hall

TRIES = [0, 1, *(pytest.param(number, marks=pytest.mark.full) for number in range(2, 12))]
LEFT = {"in.csv", "machi.csv", "recipe.yaml"}
RELEASED = {"out.csv", "out.csv.certificate.json"}


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
        assert names in (LEFT, LEFT | RELEASED)  # a signal may come when the last name has been given


class StopsAt(Quiet):
    """Somebody presses Ctrl+C as soon as a stage begins, and once more while it is cleared away."""

    def __init__(self, wanted, number):
        self.wanted, self.number = wanted, number

    def stage(self, name):
        if name == self.wanted:
            try:
                os.kill(os.getpid(), self.number)
                time.sleep(0.01)
            finally:
                os.kill(os.getpid(), signal.SIGTERM)


def work(folder, tells):
    anonymise(
        Job(str(folder / "in.csv"), folder / "recipe.yaml", folder / "out.csv", report=folder / "r.html", tells=tells)
    )
    return 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("stage", ["collapse", "search", "emit", "verify"])
def test_stopped_at_the_beginning_of_a_stage(tmp_path, capsys, stage, number):
    folder = town_hall(tmp_path)
    assert guarded(lambda: work(folder, StopsAt(stage, number)), "ja") == 130
    assert {path.name for path in folder.iterdir()} == LEFT
    assert "中断しました" in capsys.readouterr().err


def test_stopped_while_names_are_given_is_too_late(tmp_path):
    """Report, certificate and release get their names together: not one of them without the others."""
    folder = town_hall(tmp_path)
    assert guarded(lambda: work(folder, StopsAt("report", signal.SIGINT)), "ja") == 0
    assert {path.name for path in folder.iterdir()} == {*LEFT, "out.csv", "out.csv.certificate.json", "r.html"}


def test_stopped_after_the_release_is_not_called_interrupted(tmp_path, capsys):
    """While the command still says what it has made: "nothing was released" would be wrong."""
    folder = town_hall(tmp_path)

    def work_and_tell():
        status = work(folder, Quiet())
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)
        return status

    assert guarded(work_and_tell, "ja") == 0
    assert {path.name for path in folder.iterdir()} >= RELEASED
    assert "中断" not in capsys.readouterr().err


def test_after_a_command_signals_do_again_what_they_did(tmp_path):
    before = signal.getsignal(signal.SIGINT)  # ignored, where the tests themselves run in the background
    guarded(lambda: work(town_hall(tmp_path), Quiet()), "ja")
    assert signal.getsignal(signal.SIGINT) is before


def test_stopped_inside_a_long_query(tmp_path, capsys):
    """DuckDB answers a signal with a RuntimeError of its own."""

    ended = threading.Event()

    def insist():
        while not ended.wait(stopping.PATIENCE + 0.3):
            os.kill(os.getpid(), signal.SIGINT)

    def query():
        with session(tmp_path) as connection:
            threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
            threading.Thread(target=insist, daemon=True).start()
            connection.execute(
                "SELECT count(*) FROM range(1000000000) a, range(1000) b WHERE a.range * b.range % 7 = 1"
            )
            connection.fetchall()
        return 0

    try:
        assert guarded(query, "ja") == 130
    finally:
        ended.set()
    assert list(tmp_path.iterdir()) == []


def test_a_signal_that_was_swallowed_can_be_said_again(monkeypatch):
    """What is raised inside a destructor or a callback of a library is lost: the next signal must still end the job."""
    monkeypatch.setattr(stopping, "PATIENCE", 0.2)

    def work():
        with suppress(KeyboardInterrupt):
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)  # still within the clearing away of the first
        time.sleep(0.3)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.01)
        return 0

    assert guarded(work, "ja") == 130


def test_an_error_of_our_own_is_no_interruption():
    with pytest.raises(RuntimeError):
        guarded(lambda: exec("raise RuntimeError('a mistake')"), "ja")  # noqa: S102 (a lambda cannot raise)


def test_signals_mean_again_what_they_meant_before(tmp_path):
    before = signal.getsignal(signal.SIGINT)
    with to_the_end() as settle:
        settle()
        settle()
    assert signal.getsignal(signal.SIGINT) is before
    assert guarded(lambda: 0, "ja") == 0
    assert signal.getsignal(signal.SIGINT) is before

"""A disk that fills, and one that breaks: 503 with a page that explains, pages can be read, nothing is lost, it recovers."""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.drill.disk import Disk, a_disk, why_not
from tests.faults.drill.killing import WRONG, recount, wait_for_work
from tests.faults.drill.program import Program, running
from tests.faults.drill.senders import EXPECTED, Ledger, Senders

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(
        os.environ.get("MADOGUCHI_TEST_DB") == "postgres", reason="fills the disk of a SQLite of its own"
    ),
]
NO_REST = "tests.faults.drill.weak.no_rest"


@pytest.fixture
def disk() -> Iterator[Disk]:
    if reason := why_not():
        pytest.skip(f"no disk to fill here: {reason}")
    with a_disk(160) as disk:
        yield disk


def fill(disk: Disk) -> Path:
    """A file that takes all that is left."""
    filler = disk.at / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 65_536)
    with filler.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0")
    return filler


def wait_until(what, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.2)


def refused(ledger: Ledger) -> int:
    return ledger.answers[503]


def is_said_plainly(program: Program) -> None:
    """Alive but not ready; what is only read is there; nothing is a mistake of ours, and no trace is in the log."""
    wait_until(lambda: program.get("/readyz") == (503, "disk"))
    assert program.status("/healthz") == 200
    assert program.status("/") == program.status("/procedures/ten/start/") == 200


def test_a_disk_that_fills_refuses_says_so_and_recovers_by_itself(disk: Disk):
    with running(Program(disk.at / "home")) as program:
        with Senders(program.port) as ledger:
            wait_for_work(ledger, 30)
            filler = fill(disk)
            wait_until(lambda: refused(ledger) >= 20)
            is_said_plainly(program)
            at_full = len(ledger.receipts)
            filler.unlink()
            wait_until(lambda: program.status("/readyz") == 200)
            wait_for_work(ledger, 30)
        assert at_full >= 30
        assert "Traceback" not in program.log.read_text()
        program.stop()
        found = recount(program, ledger)
        assert {found[what] for what in WRONG} == {0}, (found, ledger.answers, ledger.oddest)


def test_the_drill_notices_a_program_that_takes_a_full_disk_for_a_mistake_of_its_own(disk: Disk):
    with running(Program(disk.at / "home", {"DJANGO_SETTINGS_MODULE": NO_REST})) as program:
        with Senders(program.port) as ledger:
            wait_for_work(ledger, 20)
            fill(disk)
            wait_until(lambda: ledger.odd >= 5)
        assert set(ledger.answers) - set(EXPECTED) == {500}, (ledger.answers, ledger.oddest)


def test_a_disk_that_breaks_becomes_read_only_and_loses_nothing(disk: Disk):
    with running(Program(disk.at / "home")) as program:
        with Senders(program.port) as ledger:
            wait_for_work(ledger, 30)
            disk.break_down()
            wait_until(lambda: refused(ledger) >= 20)
            is_said_plainly(program)
            program.kill()  # an operator comes: checks the disk and starts again
            disk.mend()
            program.start()
            wait_for_work(ledger, 30)
        program.stop()
        found = recount(program, ledger)
        assert {found[what] for what in WRONG} == {0}, (found, ledger.answers, ledger.oddest)

"""`kill -9` of the whole program under load, again and again."""

import json
import random
import sqlite3
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from tests.faults.drill.program import Program, running
from tests.faults.drill.senders import Ledger, Senders

Result = dict[str, int]
WRONG = ("lost", "twice", "crossed", "caseless", "odd")
"""What must be nought in every count."""
BETWEEN = 20
"""So many receipts at least are given out between two kills."""


def kill_drill(*, kills: int, receipts: int = 0, forgets_key: bool = False) -> Result:
    """At least `kills` kills, and more work between them when there are to be `receipts` receipts.

    Every other kill falls right after a commit: that is when an application is kept and its answer still under way.
    """
    between = max(BETWEEN, receipts // kills)
    with (
        tempfile.TemporaryDirectory(prefix="drill-") as folder,
        running(Program(Path(folder) / "place" / "home")) as program,
    ):
        with Senders(program.port, forgets_key=forgets_key) as ledger:
            for number in range(kills):
                wait_for_work(ledger, between)
                if number % 2:
                    time.sleep(random.uniform(0, 0.3))
                else:
                    wait_for_commit(program)
                program.kill()
                program.start()
            wait_for_work(ledger, between)
        program.stop()
        return {"kills": kills, "broken": ledger.broken} | recount(program, ledger)


def wait_for_work(ledger: Ledger, more: int = BETWEEN, seconds: float = 600) -> None:
    """Until so many more receipts were given out."""
    wanted, until = len(ledger.receipts) + more, time.monotonic() + seconds
    while len(ledger.receipts) < wanted:
        assert time.monotonic() < until, f"no receipts any more: {ledger.answers}"
        time.sleep(0.02)


def wait_for_commit(program: Program) -> None:
    """Until one more application is on the disk."""
    with sqlite3.connect(f"file:{program.home}/madoguchi.sqlite3?mode=ro", uri=True) as base:

        def kept() -> int:
            return int(base.execute("SELECT max(rowid) FROM receive_application").fetchone()[0])

        before, until = kept(), time.monotonic() + 60
        while kept() == before:
            assert time.monotonic() < until, "no commit any more"
    base.close()


def recount(program: Program, ledger: Ledger) -> Result:
    path = program.outside / "receipts.json"
    path.write_text(json.dumps([asdict(one) for one in ledger.receipts]))
    counted = json.loads(program.run("-m", "tests.faults.drill.recount", str(path)))
    return dict(counted) | {"odd": ledger.odd}

"""The power is cut under load, again and again: what was acknowledged before must be on the disk."""

import hashlib
import hmac
import random
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from madoguchi.protect import keys
from tests.faults.drill.disk import Disk, a_disk
from tests.faults.drill.killing import Result, recount, wait_for_work
from tests.faults.drill.program import WEAK, Program, running
from tests.faults.drill.senders import Acknowledged, Senders

BETWEEN = 10
FILED = """
SELECT a.number, a.secret_hash, c.application_id FROM receive_application a
LEFT JOIN decide_case c ON c.application_id = a.number"""


def cut_drill(*, cuts: int, receipts: int = 0, weak: bool = False) -> Result:
    """`weak`: broken on purpose, SQLite does not wait for the disk. `unsound`: pictures that SQLite calls damaged."""
    between = max(BETWEEN, receipts // cuts)
    settings = {"DJANGO_SETTINGS_MODULE": WEAK} if weak else {}
    with a_disk(400 if receipts else 160) as disk:
        program, pictures = Program(disk.at / "home", settings), []
        with running(program):
            with Senders(program.port) as ledger:
                for number in range(cuts):
                    wait_for_work(ledger, between)
                    time.sleep(random.uniform(0, 0.2))
                    at = time.time()
                    pictures.append((disk.cut(str(number)), at))
            program.stop()
            result = recount(program, ledger)
            hashes = secret_hashes(program, ledger.receipts)
        held = list(zip(ledger.receipts, hashes, strict=True))
        found = [look(disk, cut, [secret for one, secret in held if one.at <= at]) for cut, at in pictures]
    return result | {
        "cuts": cuts,
        "held": min(one["held"] for one in found),
        "cuts with loss": sum(one["lost"] > 0 for one in found),
        "lost at a cut": sum(one["lost"] for one in found),
        "caseless at a cut": sum(one["caseless"] for one in found),
        "unsound": sum(one["unsound"] for one in found),
    }


def look(disk: Disk, cut: Path, held: list[str]) -> Result:
    """What a picture holds, asked of the file itself. `held`: the secrets' hashes of the receipts of that moment."""
    with disk.after(cut) as mounted:
        sound, rows = _ask(mounted / "home" / "madoguchi.sqlite3")
    kept = {secret for _, secret, _ in rows}
    return {
        "held": len(held),
        "lost": sum(one not in kept for one in held),
        "caseless": sum(case is None for _, _, case in rows),
        "unsound": not sound,
    }


def secret_hashes(program: Program, held: list[Acknowledged]) -> list[str]:
    """As the program stores them."""
    links = keys.load(program.home / "keys.json", demo=False).links
    return [hmac.new(links, one.secret.encode(), hashlib.sha256).hexdigest() for one in held]


def _ask(path: Path) -> tuple[bool, list[tuple[str, str, str | None]]]:
    """Is it sound, and what applications and cases are in it? What cannot be read is not there."""
    with closing(sqlite3.connect(path)) as base:
        try:
            sound = base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            return sound, base.execute(FILED).fetchall()
        except sqlite3.DatabaseError:
            return False, []

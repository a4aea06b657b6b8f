"""`kill -9` and power cuts under load: what has a receipt is there, once, and is that person's.

Each drill has a floor on the work done, and a twin that is broken on purpose and must be noticed.
The command with 20,000 receipts: `python -m tests.faults.drill kill --receipts 20000` (and `cut`).
"""

import os

import pytest

from tests.faults.drill.cutting import cut_drill
from tests.faults.drill.disk import why_not
from tests.faults.drill.killing import BETWEEN, WRONG, kill_drill

KILLS = CUTS = 20
pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(os.environ.get("MADOGUCHI_TEST_DB") == "postgres", reason="kills and cuts a SQLite of its own"),
]


@pytest.fixture(scope="module")
def disks() -> None:
    if reason := why_not():
        pytest.skip(f"no power to cut here: {reason}")


def test_twenty_kills_lose_double_and_cross_nothing():
    found = kill_drill(kills=KILLS)
    assert found["receipts"] >= KILLS * BETWEEN
    assert found["broken"] >= KILLS, "hardly anybody was sending when it was killed: the drill proved nothing"
    assert {found[what] for what in WRONG} == {0}, found


def test_the_drill_notices_senders_who_forget_their_key():
    assert kill_drill(kills=6, forgets_key=True)["twice"] > 0


def test_twenty_power_cuts_lose_nothing(disks: None):
    found = cut_drill(cuts=CUTS)
    assert found["receipts"] >= CUTS * 10
    assert found["held"] > 0, "there was nothing yet to lose at the first cut"
    at_a_cut = ("lost at a cut", "caseless at a cut", "unsound")
    assert {found[what] for what in (*WRONG, *at_a_cut)} == {0}, found


def test_the_drill_notices_a_database_that_does_not_wait_for_the_disk(disks: None):
    assert cut_drill(cuts=6, weak=True)["cuts with loss"] > 0

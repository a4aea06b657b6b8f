"""A large file through the whole program, as a keeper of data brings it: dropped, watched, mended by kind, taken away.

The worker reads the file from where it lies open in memory without a name (never on a disk); those bytes are no part of
the figure, which is what the processes hold themselves.
"""

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import dataset_town
from tests.faults.drill.keeper import Keeper, peaks
from tests.faults.drill.program import Program

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(os.environ.get("MADOGUCHI_TEST_DB") == "postgres", reason="has a SQLite of its own"),
]
MOST = 400
"""Megabytes that any process of the program may hold."""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    demo = {
        "MADOGUCHI_DEMO": "1",
        "MADOGUCHI_SECRET_KEY": "only-for-tests",
        "DJANGO_SETTINGS_MODULE": "madoguchi.site.settings",
    }
    program = Program(tmp_path_factory.mktemp("large") / "place" / "home", demo)
    del program.env["MADOGUCHI_TOWN"]
    program.run("-m", "tests.faults.drill.seed_ward")
    program.start()
    yield program
    program.stop()


@pytest.mark.parametrize(("megabytes", "rows"), [(30, 94_000), (297, 930_000)])
def test_a_large_file_is_checked_mended_and_taken_away_in_bounded_memory(
    program: Program, tmp_path: Path, megabytes: int, rows: int
) -> None:
    path = dataset_town.write(tmp_path / f"施設一覧{megabytes}.csv", rows)
    assert abs(path.stat().st_size / 1e6 - megabytes) < 2
    keeper = Keeper(program)
    keeper.sign_in()
    upload = keeper.bring(path)
    told = keeper.wait(upload, seconds=400)
    assert len(set(told)) > 1, "the bar stood still"
    page = keeper.get(upload)
    assert f"{rows:,}行" in page or f"{rows}行" in page
    _accept_first_kind(keeper, upload, page)
    keeper.save(f"{upload}clean.csv", tmp_path / "clean.csv")
    before, after = _hashes(path), _hashes(tmp_path / "clean.csv")
    assert len(before) == len(after) == rows + 1
    changed = sum(a != b for a, b in zip(before, after, strict=True))
    assert 0 < changed < rows * dataset_town.SHARE * 2
    assert {name: peak for name, peak in peaks(program).items() if peak > MOST} == {}


def _accept_first_kind(keeper: Keeper, upload: str, page: str) -> None:
    fields = re.search(
        r'name="check" value="(\d+)"><input type="hidden" name="verb" value="accept"><input type="hidden" name="group" value="(\d+)"',
        page,
    )
    assert fields, "nothing that can be proven is offered"
    keeper.post(f"{upload}say/", on=upload, check=fields[1], verb="accept", group=fields[2])


def _hashes(path: Path) -> list[int]:
    """A hash a row: the rows themselves would fill this process."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [hash(tuple(cells)) for cells in csv.reader(file)]

"""From a clean table to the folder of a release; under its last name stands either nothing or the whole release."""

import csv
import gzip
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from madoguchi.opendata.table import Row
from madoguchi.opendata.writing import write
from madoguchi.publish.release import counting, figuring, forms
from madoguchi.publish.release.shape import NotReleasable, Shape, folder_of, load, save

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Progress = Callable[[str, int, int], None]
"""(stage, rows done, rows in all or 0): "writing" | "counting" | "packing" | "keeping"."""
OFTEN = 5000
SMALL = 20_000
"""Rows up to which there is an XLSX too, and all rows in one JSON."""


def build(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, root: Path, progress: Progress = lambda *_: None,
    more: Callable[[Path], None] = lambda _: None,
) -> Shape:  # fmt: skip
    """Build the release of a table under `root`; the same table again is the same release, and is not built twice.
    `more` lays further files beside it, which the table names by their hashes.

    Raises NotReleasable (no rows, a heading missing or twice), OSError. Whatever `progress` raises stops it; then
    nothing of it is left.
    """
    _look(header)
    root.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=".half-", dir=root))
    try:
        count = write(header, _numbered(rows, progress), half / "data.csv")
        if not count:
            raise NotReleasable("行が1つもありません。", "The table has no rows.")
        digest = _digest(half / "data.csv")
        last = folder_of(root, digest)
        return load(last) if last.exists() else _finish(tuple(header), count, digest, half, last, progress, more)
    finally:
        shutil.rmtree(half, ignore_errors=True)


def _look(header: Sequence[str]) -> None:
    if not header or not all(name.strip() for name in header):
        raise NotReleasable("名前のない列があります。見出しを入れてください。", "A column has no heading: name it.")
    if twice := sorted({name for name in header if list(header).count(name) > 1}):
        raise NotReleasable(
            f"同じ見出しの列が2つあります: {twice[0]}。別の名前にしてください。",
            f"Two columns have the heading {twice[0]}: rename one.",
        )


def _numbered(rows: Iterable[Sequence[str]], progress: Progress) -> Iterator[Row]:
    for number, cells in enumerate(rows, 1):
        if number % OFTEN == 1:
            progress("writing", number - 1, 0)
        yield Row(number, cells)


def _finish(
    header: tuple[str, ...],
    count: int,
    digest: str,
    half: Path,
    last: Path,
    progress: Progress,
    more: Callable[[Path], None],
) -> Shape:
    progress("counting", 0, count)
    base = figuring.opened(half / "data.csv", len(header))
    try:
        shape = Shape(digest, count, figuring.figures(base, header), {})
        counted = list(counting.sums(base, shape))
        with _beside(lambda stop: _packed(base, shape, half, stop)):
            forms.sqlite(_cells(half / "data.csv", count, progress), shape, half)
        counting.keep(half, counted)
    finally:
        base.close()
    if shape.place:
        forms.geojson(shape, half)
    if count <= SMALL:
        _workbook(header, half)
        forms.records(half)
    more(half)
    whole = Shape(digest, count, shape.columns, {one.name: one.stat().st_size for one in sorted(half.iterdir())})
    save(whole, half)
    settle(half, last)
    return whole


@contextmanager
def _beside(work: Callable[[Event], None]) -> Iterator[None]:
    """`work` runs on the second core meanwhile; what it raises is raised, and what stops us stops it."""
    stop = Event()
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(work, stop)
        try:
            yield
        except BaseException:
            stop.set()
            raise
        done.result()


def _packed(base: "DuckDBPyConnection", shape: Shape, half: Path, stop: Event) -> None:
    forms.parquet(base, shape, half)
    with (
        (half / "data.csv").open("rb") as whole,
        (half / "data.csv.gz").open("wb") as out,
        gzip.GzipFile("", "wb", 6, out, mtime=0) as packed,
    ):
        while not stop.is_set() and (piece := whole.read(1 << 20)):
            packed.write(piece)


def _cells(path: Path, count: int, progress: Progress) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        for number, cells in enumerate(lines):
            if number % OFTEN == 0:
                progress("packing", number, count)
            yield cells


def _workbook(header: Sequence[str], half: Path) -> None:
    from madoguchi.opendata.errors import Trouble

    try:
        write(header, (Row(at, cells) for at, cells in enumerate(_cells(half / "data.csv", 0, lambda *_: None), 1)),
              half / "data.xlsx")  # fmt: skip
    except Trouble:
        return  # a cell that does not fit into a workbook: there is none, as there is none of a large table


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def settle(half: Path, last: Path) -> None:
    """Give a whole release its name: everything is on the disk before."""
    for one in half.iterdir():
        one.chmod(0o440)
        _sync(one)
    _sync(half)
    last.parent.mkdir(exist_ok=True)
    try:
        half.rename(last)
    except OSError:
        if not last.exists():  # else somebody built the same meanwhile
            raise
    _sync(last.parent)


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)

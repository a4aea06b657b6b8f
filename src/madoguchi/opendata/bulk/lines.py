"""Rows of a text file by their number, with the line on which each begins."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from madoguchi.opendata.bulk.irregular import Irregular

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


_SIZE = 1 << 22
"""Bytes read at once: few and large, since each time the thread waits for its turn beside the others."""

_EVERY = 4
"""The start of every 4th line is marked."""


class Marks(NamedTuple):
    """`starts`: where every 4th line begins, from line 0 on. `lines`: how many there are."""

    starts: "Numbers"
    lines: int


class Lines:
    """Where the rows of a file stand. Row n (from 0) is line n + 2, unless cells hold line ends or lines are blank."""

    def __init__(self, path: Path, delimiter: str, rows: int, marks: Marks) -> None:
        """Raises Irregular where the file has other rows than `rows`."""
        self.path, self.delimiter = path, delimiter
        self._starts = marks.starts
        self._lines = None if marks.lines == rows + 1 else _lines(path, delimiter, rows)

    def line(self, number: int) -> int:
        """The line on which a row begins."""
        return number + 2 if self._lines is None else int(self._lines[number])

    def pick(self, wanted: "Numbers") -> Iterator[tuple[int, list[str]]]:
        """The wanted rows, which are sorted."""
        return self._by_line(wanted.tolist()) if self._lines is None else self._by_record(wanted.tolist())

    def _by_line(self, wanted: list[int]) -> Iterator[tuple[int, list[str]]]:
        """Only what lies between two marks around a wanted line is read. Line `number + 1` (from 0) holds row `number`."""
        taken, lines = -1, [b""]
        with self.path.open("rb", buffering=0) as file:
            handle = file.fileno()
            starts, size = self._starts, os.fstat(handle).st_size
            for number in wanted:
                block, place = divmod(number + 1, _EVERY)
                if block != taken:
                    start, end = int(starts[block]), int(starts[block + 1]) if block + 1 < len(starts) else size
                    taken, lines = block, os.pread(handle, end - start, start).split(b"\n")
                yield number, _cells(lines[place].decode("utf-8"), self.delimiter)

    def _by_record(self, wanted: list[int]) -> Iterator[tuple[int, list[str]]]:
        waiting = iter(wanted)
        following = next(waiting, -1)
        for number, (_, cells) in enumerate(_records(self.path, self.delimiter)):
            if number == following:
                yield number, cells
                following = next(waiting, -1)


def _cells(line: str, delimiter: str) -> list[str]:
    """As `csv` takes a line apart, which is slow to begin with a single one."""
    plain = line.removesuffix("\r")
    if plain and '"' not in plain and "\r" not in plain:
        return plain.split(delimiter)
    (cells,) = csv.reader([line], delimiter=delimiter)
    return cells


def mark(path: Path) -> Marks:
    """One pass over the bytes. Raises Irregular where there is a NUL: the reading has words for it."""
    import numpy as np

    found, offset, lines, last = [np.zeros(1, dtype=np.int64)], 0, 0, b"\n"
    with path.open("rb", buffering=0) as file:
        while read := file.read(_SIZE):
            if b"\0" in read:
                raise Irregular
            ends = np.flatnonzero(np.frombuffer(read, dtype=np.uint8) == ord("\n"))
            found.append(ends[_EVERY - 1 - lines % _EVERY :: _EVERY] + (offset + 1))
            lines, offset, last = lines + len(ends), offset + len(read), read[-1:]
    return Marks(np.concatenate(found), lines + (last != b"\n"))


def _lines(path: Path, delimiter: str, rows: int) -> "Numbers":
    import numpy as np

    found = np.fromiter((line for line, _ in _records(path, delimiter)), dtype=np.int64)
    if len(found) != rows:
        raise Irregular
    return found


def _records(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every record below the header that is not a blank line, as DuckDB counts them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        next(reader)
        before = reader.line_num
        for cells in reader:
            if cells:
                yield before + 1, cells
            before = reader.line_num

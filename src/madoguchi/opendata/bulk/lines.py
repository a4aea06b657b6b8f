"""Rows of a text file by their number, with the line on which each begins."""

import csv
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from madoguchi.opendata.bulk.irregular import Irregular

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


_SIZE = 1 << 20


class Lines:
    """Where the rows of a file stand. Row n (from 0) is line n + 2, unless cells hold line ends or lines are blank."""

    def __init__(self, path: Path, delimiter: str, rows: int) -> None:
        """Raises Irregular where the file has other rows than `rows`."""
        self.path, self.delimiter = path, delimiter
        self._blocks = _blocks(path)
        even = self._blocks[-1].first == rows + 1
        self._lines = None if even else _lines(path, delimiter, rows)

    def line(self, number: int) -> int:
        """The line on which a row begins."""
        return number + 2 if self._lines is None else int(self._lines[number])

    def pick(self, wanted: "Numbers") -> Iterator[tuple[int, list[str]]]:
        """The wanted rows, which are sorted."""
        return self._by_line(wanted.tolist()) if self._lines is None else self._by_record(wanted.tolist())

    def _by_line(self, wanted: list[int]) -> Iterator[tuple[int, list[str]]]:
        """Only blocks with a wanted line are taken apart. Line `number + 1` (from 0) holds row `number`."""
        at = 0
        with self.path.open("rb") as file:
            for block, following in pairwise(self._blocks):
                until = bisect_left(wanted, following.first - 1, at)
                if until == at:
                    continue
                file.seek(block.offset)
                lines = file.read(following.offset - block.offset).split(b"\n")
                for number in wanted[at:until]:
                    text = lines[number + 1 - block.first].decode("utf-8")
                    (cells,) = csv.reader([text], delimiter=self.delimiter)
                    yield number, cells
                at = until

    def _by_record(self, wanted: list[int]) -> Iterator[tuple[int, list[str]]]:
        waiting = iter(wanted)
        following = next(waiting, -1)
        for number, (_, cells) in enumerate(_records(self.path, self.delimiter)):
            if number == following:
                yield number, cells
                following = next(waiting, -1)


class _Block(NamedTuple):
    """A part of the file that begins at the start of a line: its offset, and the number of that line from 0."""

    offset: int
    first: int


def _blocks(path: Path) -> list[_Block]:
    """The last one is the end of the file: its offset is the size, its line the number of lines."""
    found, offset, lines, rest = [_Block(0, 0)], 0, 0, False
    with path.open("rb") as file:
        while block := file.read(_SIZE):
            lines += block.count(b"\n")
            end = block.rfind(b"\n")
            if end >= 0:
                found.append(_Block(offset + end + 1, lines))
            offset += len(block)
            rest = not block.endswith(b"\n")
    return [*found, _Block(offset, lines + 1)] if rest else found


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

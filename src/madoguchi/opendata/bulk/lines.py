"""Rows of a text file by their number, with the line on which each begins."""

import csv
from bisect import bisect_left
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from madoguchi.opendata.bulk.irregular import Irregular

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


_SIZE, _STEP = 1 << 20, 1 << 14
"""Bytes read at once, and bytes after which the next start of a line is marked."""


class Lines:
    """Where the rows of a file stand. Row n (from 0) is line n + 2, unless cells hold line ends or lines are blank."""

    def __init__(self, path: Path, delimiter: str, rows: int, marks: "Marks") -> None:
        """Raises Irregular where the file has other rows than `rows`."""
        self.path, self.delimiter = path, delimiter
        self._blocks = marks.blocks
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


class Block(NamedTuple):
    """A part of the file that begins at the start of a line: its offset, and the number of that line from 0."""

    offset: int
    first: int


class Marks(NamedTuple):
    """Where lines begin, every now and then. The last block is the end of the file: its size, its number of lines."""

    blocks: list[Block]
    digest: str  # SHA-256


def mark(path: Path) -> Marks:
    """One pass over the bytes. Raises Irregular where there is a NUL: the reading has words for it."""
    blocks, offset, lines, last = [Block(0, 0)], 0, 0, b"\n"
    hashed = sha256()
    with path.open("rb") as file:
        while read := file.read(_SIZE):
            hashed.update(read)
            if b"\0" in read:
                raise Irregular
            for start in range(0, len(read), _STEP):
                lines += read.count(b"\n", start, start + _STEP)
                end = read.rfind(b"\n", start, start + _STEP)
                if end >= 0:
                    blocks.append(Block(offset + end + 1, lines))
            offset, last = offset + len(read), read[-1:]
    if last != b"\n":
        blocks.append(Block(offset, lines + 1))
    return Marks(blocks, hashed.hexdigest())


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

"""Rows of a text file by their number, with the line on which each begins."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.opendata.bulk.irregular import Irregular

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


class Lines:
    """Where the rows of a file stand. Row n (from 0) is line n + 2, unless cells hold line ends or lines are blank."""

    def __init__(self, path: Path, delimiter: str, rows: int) -> None:
        """Raises Irregular where the file has other rows than `rows`."""
        self.path, self.delimiter = path, delimiter
        self._lines = None if _is_even(path, rows) else _lines(path, delimiter, rows)

    def line(self, number: int) -> int:
        """The line on which a row begins."""
        return number + 2 if self._lines is None else int(self._lines[number])

    def pick(self, wanted: "Numbers") -> Iterator[tuple[int, list[str]]]:
        """The wanted rows, which are sorted."""
        return self._by_line(wanted.tolist()) if self._lines is None else self._by_record(wanted.tolist())

    def _by_line(self, wanted: list[int]) -> Iterator[tuple[int, list[str]]]:
        with self.path.open("rb") as file:
            file.readline()
            at = 0
            for number in wanted:
                for _ in range(number - at):
                    file.readline()
                at = number + 1
                (cells,) = csv.reader([file.readline().decode("utf-8")], delimiter=self.delimiter)
                yield number, cells

    def _by_record(self, wanted: list[int]) -> Iterator[tuple[int, list[str]]]:
        waiting = iter(wanted)
        following = next(waiting, -1)
        for number, (_, cells) in enumerate(_records(self.path, self.delimiter)):
            if number == following:
                yield number, cells
                following = next(waiting, -1)


def _is_even(path: Path, rows: int) -> bool:
    """Whether there are as many lines as rows and one header."""
    lines, last = 0, b"\n"
    with path.open("rb") as file:
        while block := file.read(1 << 22):
            lines += block.count(b"\n")
            last = block[-1:]
    return lines + (last != b"\n") == rows + 1


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

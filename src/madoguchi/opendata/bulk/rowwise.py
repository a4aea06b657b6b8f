"""The row checker over a file that goes by, in bounded memory: what bulk falls back to."""

from array import array
from collections.abc import Callable
from contextlib import AbstractContextManager

from madoguchi.opendata.bulk import people
from madoguchi.opendata.bulk.tally import Tally
from madoguchi.opendata.checking.judging import Judge, blank_findings, twin, twin_row
from madoguchi.opendata.personal import Look
from madoguchi.opendata.reading import Stream
from madoguchi.opendata.table import Row, Table

Opening = Callable[[], AbstractContextManager[Stream]]
"""Begins to read the file, from its start each time."""


def check_rows(opening: Opening, judge: Judge, tally: Tally, look: Look | None = None) -> tuple[int, Table]:
    """Every row through the judge and the look for people; returns the number of rows and the table without them."""
    blanks = Blanks(judge, tally.most)
    twins = Twins(judge, tally)
    rows = 0
    waiting: list[Row] = []
    with opening() as stream:
        for row in stream:
            rows += 1
            tally.add(judge.row(row.line, row.cells))
            blanks.see(row)
            twins.see(row)
            waiting += [row] if look else []
            if look and len(waiting) == people.CHUNK:
                look.see(waiting)
                waiting = []
    if look:
        look.see(waiting)
    blanks.close(rows, tally)
    return rows, stream.closed()


class Blanks:
    """Empty cells of needed columns."""

    def __init__(self, judge: Judge, most: int) -> None:
        self.judge, self.most = judge, most
        self.counts = dict.fromkeys(judge.needed, 0)
        self.lines: dict[int, list[int]] = {at: [] for at in judge.needed}

    def see(self, row: Row) -> None:
        """One row."""
        for at in self.counts:
            if not self.judge.plain(at, row.cells[at]):
                self.blank(at, row.line)

    def blank(self, at: int, line: int) -> None:
        """One empty cell."""
        self.counts[at] += 1
        if len(self.lines[at]) < self.most:
            self.lines[at].append(line)

    def close(self, rows: int, tally: Tally) -> None:
        """Tell what was seen."""
        for at, count in self.counts.items():
            found = blank_findings(self.judge, at, rows, self.lines[at], count)
            tally.add(found)
            if found and found[0][1].line is not None:
                tally.more(found[0][1].rule, found[0][1].column, count - len(found))


class Twins:
    """Keys, or rows, that stand twice. Only hashes are kept of what went by."""

    def __init__(self, judge: Judge, tally: Tally) -> None:
        self.judge, self.tally = judge, tally
        self.seen = {at: Firsts() for at in judge.keys or [-1]}

    def see(self, row: Row) -> None:
        """One row, in the order of the file."""
        for at, before in self.seen.items():
            cells = row.cells if at < 0 else (row.cells[at],)
            columns = range(len(cells)) if at < 0 else (at,)
            plain = tuple(map(self.judge.plain, columns, cells))
            first = before.line(hash(plain), row.line) if any(plain) else row.line
            if first != row.line:
                one = twin_row(row.line, first) if at < 0 else twin(self.judge, row.line, at, row.cells[at], first)
                self.tally.add([one])


class Firsts:
    """Hash → line on which it stood first. A fifth of what a dict needs, which for a million rows is 120 MB."""

    def __init__(self) -> None:
        self._hashes, self._lines, self._filled = array("q", bytes(8 << 10)), array("I", bytes(4 << 10)), 0

    def line(self, hashed: int, line: int) -> int:
        """The line on which it stood before; else this one, from 1 on, which is remembered."""
        at = self._place(hashed)
        if self._lines[at]:
            return self._lines[at]
        self._hashes[at], self._lines[at] = hashed, line
        self._filled += 1
        if 2 * self._filled > len(self._lines):
            self._grow()
        return line

    def _place(self, hashed: int) -> int:
        """Where it stands, or the free place for it: line 0."""
        last = len(self._lines) - 1
        at = hashed & last
        while self._lines[at] and self._hashes[at] != hashed:
            at = (at + 1) & last
        return at

    def _grow(self) -> None:
        hashes, lines = self._hashes, self._lines
        self._hashes, self._lines = array("q", bytes(16 * len(lines))), array("I", bytes(8 * len(lines)))
        for hashed, line in zip(hashes, lines, strict=True):
            if line:
                at = self._place(hashed)
                self._hashes[at], self._lines[at] = hashed, line

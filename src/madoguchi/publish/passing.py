"""A table too large to be held: its rows go by once, each with what was found in it, and what only the whole tells comes
last. What is found is known before where DuckDB could look at the file; else each row is judged as it goes by."""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from madoguchi.opendata import personal
from madoguchi.opendata.bulk import Irregular, every_finding
from madoguchi.opendata.bulk.rowwise import Blanks, Twins
from madoguchi.opendata.bulk.tally import Tally
from madoguchi.opendata.checking.checking import reading_findings
from madoguchi.opendata.checking.header import header_findings
from madoguchi.opendata.checking.judging import Judge, blank_findings
from madoguchi.opendata.finding import Finding
from madoguchi.opendata.matching import Matching
from madoguchi.opendata.reading import Stream, streamed
from madoguchi.opendata.reading.layout import Layout
from madoguchi.opendata.table import Row, Table
from madoguchi.publish.found import Grouping, Marked
from madoguchi.publish.plain import in_memory

CHUNK = 5_000
"""Rows that are looked through together for people. Of 20,000 rows the cells alone fill 60 MB."""
MOST_KNOWN = 60_000
"""Findings that are held at once, in some 50 MB; a file with more of them is judged row by row."""
_ALL = 1 << 60
_UTF8 = ("utf-8", "utf-8-sig", "ascii")


class Known(NamedTuple):
    """How many rows there are, and what was found, by line; None: about a whole column."""

    rows: int
    by_line: dict[int | None, list[Finding]]


def known(path: Path, first: Table, layout: Layout, judge: Judge) -> Known | None:
    """What DuckDB and the judge find in a file together; None where they cannot tell."""
    source = first.source
    with (
        nullcontext(path) if source.encoding in _UTF8 else in_memory(_as_utf8(path, source.encoding), path.name) as text
    ):
        first = first._replace(source=source._replace(encoding="utf-8"))
        try:
            rows, found = every_finding(text, first, layout, judge, most=MOST_KNOWN)
        except Irregular:
            return None
    by_line: dict[int | None, list[Finding]] = {}
    for finding in found:
        by_line.setdefault(finding.line, []).append(finding)
    return Known(rows, by_line)


def _as_utf8(path: Path, encoding: str) -> Iterator[bytes]:
    with path.open(encoding=encoding, newline="") as file:
        while text := file.read(1 << 20):
            yield text.encode()


class Passing:
    """Iterate once: every row with its marks. Then `rows` and `whole` tell what went by."""

    def __init__(
        self,
        path: Path,
        first: Table,
        judge: Judge,
        matching: Matching | None,
        grouping: Grouping,
        known: Known | None,
        sheet: int | None = None,
    ) -> None:
        self.path, self.first, self.matching, self.grouping = path, first, matching, grouping
        self.judge, self.known, self.sheet = judge, known, sheet
        self.kept = Tally(_ALL)
        self.blanks, self.twins = Blanks(self.judge, 1), Twins(self.judge, self.kept)
        self.rows, self.whole = 0, first
        self._told: set[tuple[str, str]] = set()  # personal findings about a column or the table, told once

    def __iter__(self) -> Iterator[Marked]:
        for finding in header_findings(self.first, self.matching):
            self.grouping.about_all(finding)
        with streamed(self.path, sheet=self.sheet) as stream:
            yield from self._marked(stream)
        self.whole = stream.closed()
        self._close()

    def _marked(self, stream: Stream) -> Iterator[Marked]:
        rows = iter(stream)
        while chunk := list(islice(rows, CHUNK)):
            people = self._people(self.first._replace(rows=chunk, asides=(), ragged=(), remarks=()))
            for row in chunk:
                self.rows += 1
                yield self._row(row, people.get(row.line, ()))

    def _row(self, row: Row, people: Iterable[Finding]) -> Marked:
        found = self._judged(row) if self.known is None else self.known.by_line.pop(row.line, ())
        return Marked(row.line, list(row.cells), [self.grouping.mark(one, row.cells) for one in [*found, *people]])

    def _judged(self, row: Row) -> list[Finding]:
        self.blanks.see(row)
        self.twins.see(row)
        found = [finding for _, finding in self.judge.row(row.line, row.cells)]
        found += [finding for _, finding in self.kept.kept]
        self.kept.kept.clear()
        return found

    def _people(self, table: Table) -> dict[int, list[Finding]]:
        """By line; what is about a column or the table as a whole is told the first time it is seen."""
        by_line: dict[int, list[Finding]] = {}
        for finding in personal.findings(table, self.matching):
            if finding.line is not None:
                by_line.setdefault(finding.line, []).append(finding)
            elif (key := (finding.rule, finding.column)) not in self._told:
                self._told.add(key)
                self.grouping.about_all(finding)
        return by_line

    def _close(self) -> None:
        """What reading met, what stood beside the table, and how many cells were empty that should not be."""
        for finding in reading_findings(self.whole._replace(rows=self.first.rows)):
            self.grouping.about_all(finding)
        for found in self._people(self.whole._replace(rows=[])).values():
            for finding in found:
                self.grouping.about_all(finding)
        for finding in self.known.by_line.pop(None, ()) if self.known else ():
            self.grouping.about_all(finding)
        for at, count in self.blanks.counts.items():
            for _, finding in blank_findings(self.judge, at, self.rows, self.blanks.lines[at], count):
                self.grouping.about_all(finding, count=1 if finding.line is None else count)

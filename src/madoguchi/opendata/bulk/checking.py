"""A large file against a standard, in bounded memory."""

import sys
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from madoguchi.opendata.bulk.glimpse import glimpse
from madoguchi.opendata.bulk.irregular import Irregular
from madoguchi.opendata.bulk.rowwise import Opening, check_rows
from madoguchi.opendata.bulk.tally import Tally
from madoguchi.opendata.checking.checking import beside_findings, in_order, reading_findings
from madoguchi.opendata.checking.header import header_findings
from madoguchi.opendata.checking.judging import Judge
from madoguchi.opendata.checking.place import Place
from madoguchi.opendata.checking.report import Report, counted
from madoguchi.opendata.finding import Finding
from madoguchi.opendata.matching import Matching, match
from madoguchi.opendata.personal import Look
from madoguchi.opendata.reading import streamed
from madoguchi.opendata.reading.layout import Layout
from madoguchi.opendata.standards.model import Standard
from madoguchi.opendata.table import Table

SAMPLE = 2_000
MOST = 100
"""Findings that are kept of a rule and column."""


def check_file(
    path: Path,
    choose: Callable[[Table], Standard | None],
    *,
    place: Place | None = None,
    learned: Mapping[str, str] | None = None,
    opening: Opening | None = None,
    most: int = MOST,
    people: bool = False,
) -> Report:
    """Hold a file against the standard that `choose` takes for its first rows.

    Counts are of all findings, `findings` has the first `most` of each rule and column. Files that DuckDB cannot read
    row by row (uneven rows, titles above the header, a workbook) go through the row checker alone, which is slower.
    `unchecked` of the report names what was left out. `opening`: how the file is read, where more than its path is
    known (a sheet, an encoding). `people`: cells are looked at for personal data as well. The digest
    of the source is known only where the row checker reads the file. Raises Trouble for a file that cannot be read.
    """
    task = _Task(path, choose, place, learned, most, people)
    if opening is None and (head := glimpse(path, SAMPLE)):
        try:
            return task.by_columns(*head)
        except Irregular:
            pass  # nothing was told yet that would be lost
    opening = opening or (lambda: streamed(path))
    with opening() as stream:
        first, layout = stream.closed(list(islice(stream, SAMPLE))), stream.layout
    try:
        return task.by_columns(first, layout)
    except Irregular:
        return task.by_rows(opening, first)


def every_finding(path: Path, first: Table, layout: Layout, judge: Judge, *, most: int) -> tuple[int, list[Finding]]:
    """The number of rows of a file in UTF-8, and every finding about them, in order, as the row checker would tell them;
    those about a whole column have no line. `first`: the table of its first rows.

    Raises Irregular where DuckDB cannot read it row by row, where a rule cannot be asked of it, and where there are more
    than `most` findings, or will be as far as the first rows tell: the row checker takes such a file.
    """
    from madoguchi.opendata.bulk.columns import check_columns

    if not _is_regular(first, layout) or _likely(path, first, judge) > most:
        raise Irregular
    tally = Tally(sys.maxsize, in_all=most)
    checked = check_columns(path, first._replace(rows=first.rows[:SAMPLE]), layout, judge, tally)
    if checked.unchecked:
        raise Irregular
    return checked.rows, in_order(tally.kept)


def _likely(path: Path, first: Table, judge: Judge) -> float:
    """How many findings there are if the rows go on as they begin."""
    rows = first.rows[:SAMPLE]
    size = sum(len(cell.encode()) + 1 for row in rows for cell in row.cells)
    return sum(len(judge.row(row.line, row.cells)) for row in rows) * path.stat().st_size / size


class _Task(NamedTuple):
    """What is asked of a file."""

    path: Path
    choose: Callable[[Table], Standard | None]
    place: Place | None
    learned: Mapping[str, str] | None
    most: int
    people: bool

    def by_columns(self, first: Table, layout: Layout) -> Report:
        """With DuckDB. Raises Irregular."""
        if not _is_regular(first, layout):
            raise Irregular
        from madoguchi.opendata.bulk.columns import check_columns

        standard, matching, judge = self._judge(first)
        tally = Tally(self.most)
        look = self._look(first, matching)
        rows, unchecked, asides = check_columns(self.path, first, layout, judge, tally, look)
        return _report(first._replace(asides=asides), standard, matching, rows, tally, look, unchecked)

    def by_rows(self, opening: Opening, first: Table) -> Report:
        """With the row checker alone."""
        standard, matching, judge = self._judge(first)
        tally = Tally(self.most)
        look = self._look(first, matching)
        rows, whole = check_rows(opening, judge, tally, look)
        return _report(whole._replace(rows=first.rows), standard, matching, rows, tally, look)

    def _look(self, first: Table, matching: Matching | None) -> Look | None:
        return Look(first.header, matching) if self.people else None

    def _judge(self, first: Table) -> tuple[Standard | None, Matching | None, Judge]:
        standard = self.choose(first)
        matching = match(first.header, standard, rows=first.rows, learned=self.learned) if standard else None
        return standard, matching, Judge(first.header, matching, self.place)


def _report(
    table: Table,
    standard: Standard | None,
    matching: Matching | None,
    rows: int,
    tally: Tally,
    look: Look | None,
    unchecked: tuple[str, ...] = (),
) -> Report:
    """`table` has the first rows of the file and all that was set aside."""
    persons = look.told(table) if look else []
    head = [*beside_findings(table), *persons, *reading_findings(table), *header_findings(table, matching)]
    findings = (*head, *in_order(tally.kept))
    counts = counted(head) | tally.counts
    return Report(table.source, standard, rows, len(table.header), findings, counts, unchecked)


def _is_regular(first: Table, layout: Layout) -> bool:
    """A text whose first line is the header and whose first rows are all data."""
    text = first.source.form != "xlsx" and first.source.newline in ("\n", "\r\n")
    plain = not layout.left and not first.asides and not first.ragged and first.header_lines == (1,)
    return bool(text and plain and first.rows and not any("\n" in name for name in first.header))

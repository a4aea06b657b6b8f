"""A large file against a standard, in bounded memory."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path

from madoguchi.opendata.bulk.irregular import Irregular
from madoguchi.opendata.bulk.rowwise import Opening, check_rows
from madoguchi.opendata.bulk.tally import Tally
from madoguchi.opendata.checking.checking import in_order, reading_findings
from madoguchi.opendata.checking.header import header_findings
from madoguchi.opendata.checking.judging import Judge
from madoguchi.opendata.checking.place import Place
from madoguchi.opendata.checking.report import Report, counted
from madoguchi.opendata.finding import Finding
from madoguchi.opendata.matching import match
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
) -> Report:
    """Hold a file against the standard that `choose` takes for its first rows.

    Counts are of all findings, `findings` has the first `most` of each rule and column. Files that DuckDB cannot read
    row by row (uneven rows, titles above the header, a workbook) go through the row checker alone, which is slower.
    `unchecked` of the report names what was left out. `opening`: how the file is read, where more than its path is
    known (a sheet, an encoding). Raises Trouble for a file that cannot be read.
    """
    opening = opening or (lambda: streamed(path))
    with opening() as stream:
        sample = list(islice(stream, SAMPLE))
        first, layout = stream.closed(sample), stream.layout
    standard = choose(first)
    matching = match(first.header, standard, rows=sample, learned=learned) if standard else None
    judge = Judge(first.header, matching, place)
    rows, unchecked, tally, told = _judged(path, opening, first, layout, judge, most)
    head = [*told, *header_findings(first, matching)]
    findings = (*head, *in_order(tally.kept))
    return Report(first.source, standard, rows, len(first.header), findings, counted(head) | tally.counts, unchecked)


def _judged(
    path: Path, opening: Opening, first: Table, layout: Layout, judge: Judge, most: int
) -> tuple[int, tuple[str, ...], Tally, list[Finding]]:
    """Rows, what was not checked, what was found, what reading met."""
    if _is_regular(first):
        from madoguchi.opendata.bulk.columns import check_columns

        tally = Tally(most)
        try:
            rows, unchecked, asides = check_columns(path, first, layout, judge, tally)
            return rows, unchecked, tally, reading_findings(replace(first, asides=asides))
        except Irregular:
            pass  # nothing was told yet that would be lost
    tally = Tally(most)
    rows, whole = check_rows(opening, judge, tally)
    return rows, (), tally, reading_findings(replace(whole, rows=first.rows))


def _is_regular(first: Table) -> bool:
    """A text whose first line is the header and whose first rows are all data."""
    text = first.source.form != "xlsx" and first.source.newline in ("\n", "\r\n")
    return bool(
        text
        and first.rows
        and not first.asides
        and not first.ragged
        and first.header_lines == (1,)
        and not any("\n" in name for name in first.header)
    )

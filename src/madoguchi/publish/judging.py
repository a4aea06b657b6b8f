"""A file held against its standard: what it is, what was found, and the pieces of the file that tells it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Protocol, TypeVar

from madoguchi.opendata import personal
from madoguchi.opendata.checking import Place
from madoguchi.opendata.checking.checking import check_matched
from madoguchi.opendata.checking.judging import Judge
from madoguchi.opendata.finding import Finding
from madoguchi.opendata.learning import Learned
from madoguchi.opendata.matching import Matching, match
from madoguchi.opendata.reading import streamed
from madoguchi.opendata.reading.layout import Layout
from madoguchi.opendata.recognising import Candidate, recognise
from madoguchi.opendata.standards.loading import standards
from madoguchi.opendata.standards.model import Standard
from madoguchi.opendata.table import Row, Table
from madoguchi.publish.found import Grouping, Marked, written
from madoguchi.publish.models import Check
from madoguchi.publish.passing import Passing, known

NONE = "-"
"""What a person chooses who wants no standard."""
SURE = 0.5
"""A standard is taken by itself when so much speaks for it; else a person chooses."""
SHOWN = 5
MOST_HELD = 500_000
"""Cells of a table that is held in memory; a larger one goes by row by row."""
_LOOKED_AT, _KEPT = 50, 2_000
T = TypeVar("T")
Stage = Check.Stage


@dataclass(frozen=True)
class Asked:
    """What a file is held against. `wanted`: a standard's key, "" for the likeliest, NONE; `learned`: of a header, what
    people said about its headings."""

    wanted: str = ""
    place: Place | None = None
    learned: Callable[[Sequence[str]], Learned] = lambda header: {}
    sheet: int | None = None  # of a workbook, by its place from 0


class Told(Protocol):
    """What hears how far it is (`actions.pulse`)."""

    def at(self, stage: Check.Stage, total: int = 0) -> None: ...
    def counting(self, rows: Iterable[T]) -> Iterator[T]: ...


@dataclass
class Judged:
    """What a check knows. `pieces` is read once; what is counted in it is whole after that."""

    table: Table  # its first rows at least
    standard: Standard | None
    candidates: list[Candidate]
    grouping: Grouping
    pieces: Iterator[bytes] = field(default_factory=lambda: iter(()))
    count: Callable[[], int] = int

    def columns(self) -> dict[str, Any]:
        """For `Check`: codes and counts."""
        source = self.table.source
        shown = [[one.standard.key, round(100 * one.share)] for one in self.candidates[:SHOWN]]
        return {
            "standard": self.standard.key if self.standard else "",
            "rows": self.count(),
            "columns": len(self.table.header),
            "groups": [group.counted() for group in self.grouping.groups],
            "candidates": shown,
            "read_as": {"form": source.form, "encoding": source.encoding},
        }


def judged(path: Path, asked: Asked, told: Told) -> Judged:
    """Read, recognise, check. Raises Trouble, and whatever `told` raises to stop it."""
    told.at(Stage.READING)
    with streamed(path, sheet=asked.sheet) as stream:
        most = MOST_HELD // len(stream.header)
        rows = list(islice(told.counting(stream), most + 1))
        table = stream.closed(rows)
    learned = asked.learned(table.header)
    candidates = recognise(table._replace(rows=rows[:_LOOKED_AT]), standards().values(), learned=learned)
    standard = chosen(asked.wanted, candidates)
    outcome = Judged(table, standard, candidates, Grouping(table.header))
    places = None
    if standard:
        places = match(table.header, standard, rows=rows, learned=learned.get(standard.key))
    if len(rows) > most:
        outcome.table = table = table._replace(rows=rows[:_KEPT])
        rows.clear()
        _pass(outcome, path, stream.layout, places, asked, told)
    else:
        _hold(outcome, places, asked.place, told)
    return outcome


def _hold(outcome: Judged, places: Matching | None, place: Place | None, told: Told) -> None:
    """The whole table at once."""
    table, rows = outcome.table, outcome.table.rows
    told.at(Stage.CHECKING, len(rows))
    findings = [*check_matched(table, outcome.standard, places, place).findings, *personal.findings(table, places)]
    told.at(Stage.WRITING, len(rows))
    marked = _marked_rows(outcome, findings, told)
    outcome.count = lambda: len(rows)
    outcome.pieces = written(outcome.grouping, marked, lambda: _contents(table, places))


def _pass(outcome: Judged, path: Path, layout: Layout, places: Matching | None, asked: Asked, told: Told) -> None:
    """Row by row, in bounded memory."""
    told.at(Stage.CHECKING)
    judge = Judge(outcome.table.header, places, asked.place)
    before = known(path, outcome.table, layout, judge)
    passing = Passing(path, outcome.table, judge, places, outcome.grouping, before, asked.sheet)
    told.at(Stage.WRITING, before.rows if before else 0)
    outcome.count = lambda: passing.rows
    outcome.pieces = written(outcome.grouping, told.counting(passing), lambda: _contents(passing.whole, places))


def chosen(wanted: str, candidates: list[Candidate]) -> Standard | None:
    """What a person wanted; else the likeliest, if it is likely enough."""
    if wanted:
        return standards().get(wanted)
    first = candidates[0] if candidates else None
    return first.standard if first and first.share >= SURE and first.telling else None


def _marked_rows(outcome: Judged, findings: Iterable[Finding], told: Told) -> Iterator[Marked]:
    table, grouping = outcome.table, outcome.grouping
    lines = {row.line for row in table.rows}
    by_line: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.line in lines:
            by_line.setdefault(finding.line or 0, []).append(finding)
        else:
            grouping.about_all(finding)
    return (_marked(row, by_line.get(row.line, ()), grouping) for row in told.counting(table.rows))


def _marked(row: Row, findings: Iterable[Finding], grouping: Grouping) -> Marked:
    return Marked(row.line, list(row.cells), [grouping.mark(finding, row.cells) for finding in findings])


def _contents(table: Table, places: Matching | None) -> dict[str, Any]:
    """What stood beyond the header of a row, and which column became which: why, and what is left over on both sides."""
    beyond = {str(one.line): list(one.extra) for one in table.ragged if one.extra}
    told = {"beyond": beyond, "sheets": _sheets(table), "matching": None}
    if places is None:
        return told
    matching = {
        "matches": [[one.header, one.column.name, one.how] for one in places.matches],
        "homeless": [name for _, name in places.homeless],
        "missing": [[column.name, column.need.value] for column in places.missing],
    }
    return told | {"matching": matching}


def _sheets(table: Table) -> list[list[Any]]:
    """Of a workbook the sheets that a person sees: place from 0, name, whether it is the one that was read."""
    hidden = {remark.where for remark in table.remarks if remark.kind == "hidden-sheet"}
    source = table.source
    return [[at, name, name == source.sheet] for at, name in enumerate(source.sheets) if name not in hidden]

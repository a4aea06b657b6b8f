"""A file held against its standard: what it is, what was found, and the pieces of the file that tells it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from madoguchi.opendata import personal
from madoguchi.opendata.checking import check
from madoguchi.opendata.finding import Finding
from madoguchi.opendata.matching import Matching, match
from madoguchi.opendata.reading import streamed
from madoguchi.opendata.recognising import Candidate, recognise
from madoguchi.opendata.standards.loading import standards
from madoguchi.opendata.standards.model import Standard
from madoguchi.opendata.table import Row, Table
from madoguchi.publish.found import Grouping, Marked, written
from madoguchi.publish.models import Check

NONE = "-"
"""What a person chooses who wants no standard."""
SURE = 0.5
"""A standard is taken by itself when so much speaks for it; else a person chooses."""
SHOWN = 5
_LOOKED_AT = 50
T = TypeVar("T")
Stage = Check.Stage


class Told(Protocol):
    """What hears how far it is (`actions.pulse`)."""

    def at(self, stage: Check.Stage, total: int = 0) -> None: ...
    def counting(self, rows: Iterable[T]) -> Iterator[T]: ...


@dataclass
class Judged:
    """What a check knows. `pieces` is read once; the counts of the groups are whole after it."""

    table: Table
    standard: Standard | None
    candidates: list[Candidate]
    grouping: Grouping
    pieces: Iterator[bytes] = field(default_factory=lambda: iter(()))

    def columns(self) -> dict[str, Any]:
        """For `Check`: codes and counts."""
        source = self.table.source
        shown = [[one.standard.key, round(100 * one.share)] for one in self.candidates[:SHOWN]]
        return {
            "standard": self.standard.key if self.standard else "",
            "rows": len(self.table.rows),
            "columns": len(self.table.header),
            "groups": [group.counted() for group in self.grouping.groups],
            "candidates": shown,
            "read_as": {"form": source.form, "encoding": source.encoding, "asides": len(self.table.asides)},
        }


def judged(path: Path, wanted: str, told: Told) -> Judged:
    """Read, recognise, check. Raises Trouble, and whatever `told` raises to stop it."""
    told.at(Stage.READING)
    with streamed(path) as stream:
        rows = list(told.counting(stream))
    table = stream.closed(rows)
    candidates = recognise(table, standards().values())
    standard = chosen(wanted, candidates)
    told.at(Stage.CHECKING, len(rows))
    outcome = Judged(table, standard, candidates, Grouping(table.header))
    places = match(table.header, standard, rows=rows[:_LOOKED_AT]) if standard else None
    findings = [*check(table, standard).findings, *personal.findings(table, places)]
    told.at(Stage.WRITING, len(rows))
    outcome.pieces = _pieces(outcome, findings, told)
    return outcome


def chosen(wanted: str, candidates: list[Candidate]) -> Standard | None:
    """What a person wanted; else the likeliest, if it is likely enough."""
    if wanted:
        return standards().get(wanted)
    return candidates[0].standard if candidates and candidates[0].share >= SURE else None


def _pieces(outcome: Judged, findings: Iterable[Finding], told: Told) -> Iterator[bytes]:
    table, grouping = outcome.table, outcome.grouping
    lines = {row.line for row in table.rows}
    by_line: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.line in lines:
            by_line.setdefault(finding.line or 0, []).append(finding)
        else:
            grouping.about_all(finding)
    rows = (_marked(row, by_line.get(row.line, ()), grouping) for row in told.counting(table.rows))
    return written(grouping, rows, lambda: _contents(outcome))


def _marked(row: Row, findings: Iterable[Finding], grouping: Grouping) -> Marked:
    return Marked(row.line, list(row.cells), [grouping.mark(finding, row.cells) for finding in findings])


def _contents(outcome: Judged) -> dict[str, Any]:
    table = outcome.table
    asides = [[aside.line, aside.kind, list(aside.cells)] for aside in table.asides[:100]]
    beyond = {str(one.line): list(one.extra) for one in table.ragged if one.extra}
    return {"asides": asides, "beyond": beyond, "matching": _places(table, outcome.standard)}


def _places(table: Table, standard: Standard | None) -> dict[str, Any] | None:
    """Which column became which, and why; what is left over on both sides."""
    if standard is None:
        return None
    found: Matching = match(table.header, standard, rows=table.rows[:_LOOKED_AT])
    return {
        "matches": [[one.header, one.column.name, one.how] for one in found.matches],
        "homeless": [name for _, name in found.homeless],
        "missing": [[column.name, column.need.value] for column in found.missing],
    }

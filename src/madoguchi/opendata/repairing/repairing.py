"""Which repairs there are, which of them somebody accepts, and the table after them."""

from collections.abc import Collection, Iterable
from datetime import datetime

from madoguchi.opendata.checking.report import Report
from madoguchi.opendata.finding import Finding
from madoguchi.opendata.repairing.log import Entry
from madoguchi.opendata.table import Row, Table

PROVABLE, ALL = "provable", "all"


def proposals(report: Report) -> list[Finding]:
    """The findings that bring a repair, in the order of the file."""
    return [finding for finding in report.findings if finding.repair]


def chosen(report: Report, words: Collection[str]) -> list[Finding]:
    """The proposals that somebody accepts by kind ("width", "time" …), by "provable" or by "all"."""
    return [finding for finding in proposals(report) if _is_chosen(finding, words)]


def _is_chosen(finding: Finding, words: Collection[str]) -> bool:
    repair = finding.repair
    return repair is not None and (ALL in words or repair.kind in words or (PROVABLE in words and repair.provable))


def apply(table: Table, accepted: Iterable[Finding], *, by: str, when: datetime) -> tuple[Table, tuple[Entry, ...]]:
    """The table with the accepted repairs, and the log of them.

    Repairs of one cell follow each other: one whose `before` no longer stands there, since an earlier one was not
    accepted or it was made already, changes nothing and is not in the log. No other cell is touched.
    """
    by_line: dict[int, list[Finding]] = {}
    for finding in dict.fromkeys(accepted):
        if finding.repair and finding.line is not None:
            by_line.setdefault(finding.line, []).append(finding)
    log: list[Entry] = []
    rows = [_mended(table, row, by_line.get(row.line, ()), log, by, when) for row in table.rows]
    return table._replace(rows=rows), tuple(log)


def _mended(table: Table, row: Row, accepted: Iterable[Finding], log: list[Entry], by: str, when: datetime) -> Row:
    cells = list(row.cells)
    for finding in accepted:
        repair = finding.repair
        at = next(
            (
                at
                for at, name in enumerate(table.header)
                if repair and name == finding.column and cells[at] == repair.before
            ),
            None,
        )
        if repair is None or at is None:
            continue
        cells[at] = repair.after
        log.append(
            Entry(
                row.line,
                finding.column,
                repair.before,
                repair.after,
                finding.rule,
                repair.kind,
                repair.provable,
                by,
                when,
            )
        )
    return Row(row.line, cells) if cells != list(row.cells) else row

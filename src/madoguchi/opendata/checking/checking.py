"""A whole table against a standard, row by row."""

from collections.abc import Hashable, Iterator, Mapping, Sequence

from madoguchi.opendata.checking.header import header_findings
from madoguchi.opendata.checking.judging import Judge, Placing, blank_findings, twin, twin_row
from madoguchi.opendata.checking.place import Place
from madoguchi.opendata.checking.report import Report, counted
from madoguchi.opendata.checking.rows.model import RowRule
from madoguchi.opendata.checking.rules import RULES
from madoguchi.opendata.finding import Finding
from madoguchi.opendata.matching import Matching, match
from madoguchi.opendata.reading import findings
from madoguchi.opendata.standards.model import Standard
from madoguchi.opendata.table import Row, Table

_LOOKED_AT = 500
"""Rows by which reading tells that a column is filled only at the head of each group."""

Found = list[tuple[Placing, Finding]]


def check(
    table: Table,
    standard: Standard | None,
    *,
    place: Place | None = None,
    learned: Mapping[str, str] | None = None,
) -> Report:
    """Hold a table against a standard; None: only what is wrong under any.

    `place`: where the municipality lies; without it no point is called outside. `learned`: heading → column, as somebody
    chose before (`learning.load`). Checking twice finds the same.
    """
    matching = match(table.header, standard, rows=table.rows, learned=learned) if standard else None
    found = check_matched(table, standard, matching, place)
    return found.with_more(beside_findings(table))


def beside_findings(table: Table) -> list[Finding]:
    """What a workbook hides or carries beside its cells. What is in the cells is another matter (`personal`)."""
    if not table.remarks:
        return []
    from madoguchi.opendata.personal.beside import beside

    return list(beside(table))


def check_matched(table: Table, standard: Standard | None, matching: Matching | None, place: Place | None) -> Report:
    """The same, where it is known already which column is which."""
    judge = Judge(table.header, matching, place)
    head = [*reading_findings(table), *header_findings(table, matching), *_empty_table(table)]
    found = (*head, *in_order(judged(judge, table.rows)))
    return Report(table.source, standard, len(table.rows), len(table.header), found, counted(found))


def reading_findings(table: Table) -> list[Finding]:
    """What reading met. Signs that others cannot see are judged with the cells."""
    some = table._replace(rows=table.rows[:_LOOKED_AT])
    return [finding for finding in findings(some) if finding.rule != "value:gaiji"]


def in_order(found: Found) -> list[Finding]:
    """By line and column; what was said first about a cell stays first."""
    return [finding for _, finding in sorted(found, key=lambda one: one[0])]


def judged(judge: Judge, rows: Sequence[Row]) -> Found:
    """Everything about the rows: column by column, since most cells of a column were seen before."""
    found: Found = []
    plain = []
    for at in range(len(judge.header)):
        cells = [row.cells[at] for row in rows]
        some, better = _column(judge, at, rows, cells)
        found += some
        plain.append(better)
    for rule in judge.rules:
        found += _over_rows(judge, rule, rows, plain)
    for at in judge.needed:
        lines = [row.line for row, cell in zip(rows, plain[at], strict=True) if not cell] if "" in plain[at] else []
        found += blank_findings(judge, at, len(rows), lines, len(lines))
    return found + twins(judge, rows, plain)


def _column(judge: Judge, at: int, rows: Sequence[Row], cells: list[str]) -> tuple[Found, list[str]]:
    """Findings about the cells of a column, and the cells with every provable repair."""
    check = judge.checks[at]
    said = {cell: check.told(cell) for cell in set(cells) if not check.is_silent(cell)}
    if not said:
        return [], cells
    there = [(row, cell) for row, cell in zip(rows, cells, strict=True) if cell in said]
    found = [judge.finding(row.line, at, cell, verdict) for row, cell in there for verdict in said[cell].verdicts]
    return found, [said[cell].plain if cell in said else cell for cell in cells]


def _over_rows(judge: Judge, rule: RowRule, rows: Sequence[Row], plain: Sequence[list[str]]) -> Found:
    seen = list(zip(*(plain[column] for column in rule.columns), strict=True))
    troubled = {cells: said for cells in set(seen) if (said := rule.judge(cells))}
    return [
        judge.finding(row.line, rule.columns[at], row.cells[rule.columns[at]], verdict)
        for row, cells in zip(rows, seen, strict=True)
        if cells in troubled
        for at, verdict in troubled[cells]
    ]


def twins(judge: Judge, rows: Sequence[Row], plain: Sequence[list[str]]) -> Found:
    """Keys that stand twice, or, where there is no key, rows. `plain`: the columns."""
    if not judge.keys:
        whole = list(zip(*plain, strict=True))
        return [twin_row(line, first) for line, first, _ in _twice(rows, whole)]
    return [
        twin(judge, line, at, rows[place].cells[at], first)
        for at in judge.keys
        for line, first, place in _twice(rows, plain[at])
    ]


def _twice(rows: Sequence[Row], cells: Sequence[Hashable]) -> Iterator[tuple[int, int, int]]:
    """Line, line of the first that is the same, place in `rows`; blank cells are no twins."""
    if len(set(cells)) == len(cells):
        return
    seen: dict[Hashable, int] = {}
    for place, (row, cell) in enumerate(zip(rows, cells, strict=True)):
        first = seen.setdefault(cell, row.line)
        if first != row.line and (any(cell) if isinstance(cell, tuple) else cell):
            yield row.line, first, place


def _empty_table(table: Table) -> list[Finding]:
    rule = RULES["table:empty"]
    ja, en = "見出しのほかにデータの行がありません。", "There is no row of data below the header."
    return [] if table.rows else [Finding(rule.key, rule.weight, ja, en)]

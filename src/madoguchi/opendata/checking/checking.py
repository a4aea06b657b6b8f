"""A whole table against a standard, row by row."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from madoguchi.opendata.checking.header import header_findings
from madoguchi.opendata.checking.judging import Judge, Placing, blank_findings, twin, twin_row
from madoguchi.opendata.checking.place import Place
from madoguchi.opendata.checking.report import Report, counted
from madoguchi.opendata.checking.rules import RULES
from madoguchi.opendata.finding import Finding
from madoguchi.opendata.matching import match
from madoguchi.opendata.standards.model import Standard
from madoguchi.opendata.table import Ragged, Row, Table

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
    judge = Judge(table.header, matching, place)
    head = header_findings(table.header, table.header_lines[0], matching)
    found = judged(judge, table.rows) + [ragged(one) for one in table.ragged]
    findings = (*head, *_empty_table(table), *in_order(found))
    return Report(table.source, standard, len(table.rows), len(table.header), findings, counted(findings))


def in_order(found: Found) -> list[Finding]:
    """By line and column; what was said first about a cell stays first."""
    return [finding for _, finding in sorted(found, key=lambda one: one[0])]


def judged(judge: Judge, rows: Sequence[Row]) -> Found:
    """Everything about the rows, in no particular order."""
    found = list(chain.from_iterable(judge.row(row.line, row.cells) for row in rows))
    for at in judge.needed:
        lines = [row.line for row in rows if not judge.plain(at, row.cells[at])]
        found += blank_findings(judge, at, len(rows), lines, len(lines))
    return found + twins(judge, rows)


def twins(judge: Judge, rows: Iterable[Row]) -> Found:
    """Keys that stand twice, or, where there is no key, rows."""
    if not judge.keys:
        return _twin_rows(judge, rows)
    found: Found = []
    seen: list[dict[str, int]] = [{} for _ in judge.keys]
    for row in rows:
        for at, before in zip(judge.keys, seen, strict=True):
            cell = judge.plain(at, row.cells[at])
            first = before.setdefault(cell, row.line) if cell else row.line
            if first != row.line:
                found.append(twin(judge, row.line, at, row.cells[at], first))
    return found


def _twin_rows(judge: Judge, rows: Iterable[Row]) -> Found:
    seen: dict[tuple[str, ...], int] = {}
    plain = ((row.line, tuple(map(judge.plain, range(len(row.cells)), row.cells))) for row in rows)
    firsts = ((line, seen.setdefault(cells, line)) for line, cells in plain if any(cells))
    return [twin_row(line, first) for line, first in firsts if first != line]


def ragged(one: Ragged) -> tuple[Placing, Finding]:
    """A row with too few or too many cells."""
    rule = RULES["row:ragged"]
    ja = f"セルの数が見出しと違います ({one.found} 個)。" + (
        "はみ出した部分は調べていません。" if one.extra else "足りない分は空とみなしました。"
    )
    en = f"The row has {one.found} cells, other than the header." + (
        " What stood beyond was not checked." if one.extra else " What is missing was taken as empty."
    )
    return (one.line, -1), Finding(rule.key, rule.weight, ja, en, one.line, "", "、".join(one.extra))


def _empty_table(table: Table) -> list[Finding]:
    rule = RULES["table:empty"]
    ja, en = "見出しのほかにデータの行がありません。", "There is no row of data below the header."
    return [] if table.rows else [Finding(rule.key, rule.weight, ja, en)]

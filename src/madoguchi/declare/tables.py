"""Decision tables: a clerk's rule as a spreadsheet. It proposes a result and says why; it never decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from madoguchi.declare.table_cells import Column, Known, read_cell, read_heading

ENDING = ("result", "reason", "reason-en")
"""The last columns: the proposed result, why (Japanese), and why (English, may be left out)."""

Test = Callable[[Known], bool]


class TableError(ValueError):
    """A table that cannot be read. `row` counts from 1 with the heading, `column` from 1."""

    def __init__(self, *, row: int, column: int, ja: str, en: str) -> None:
        super().__init__(en)
        self.row, self.column, self.ja, self.en = row, column, ja, en


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a table proposes, why, and by which row (1 is the first one under the heading)."""

    result: str
    reasons: list[str]
    row: int
    reasons_en: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: its tests in the order of the columns, and what it proposes when all hold."""

    tests: tuple[Test, ...]
    result: str
    reason: str
    reason_en: str = ""


@dataclass(frozen=True)
class DecisionTable:
    """A read table. `rows` (heading first) is its canonical form; two tables with the same rows are the same."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[Column, ...] = field(compare=False)
    rules: tuple[Rule, ...] = field(compare=False)

    @classmethod
    def from_rows(cls, name: str, rows: tuple[tuple[str, ...], ...]) -> "DecisionTable":
        """From trimmed cells, heading first. Raises TableError at the first cell that cannot be read."""
        columns = _columns(rows)
        rules = tuple(_rule(cells, len(columns), number) for number, cells in enumerate(rows[1:], start=2))
        return cls(name=name, rows=rows, columns=columns, rules=rules)

    @property
    def paths(self) -> tuple[str, ...]:
        """The answer paths that the table looks at, so that `check` can say which do not exist."""
        return tuple(column.path for column in self.columns)

    @property
    def results(self) -> tuple[str, ...]:
        """The results that the table may propose."""
        return tuple(dict.fromkeys(rule.result for rule in self.rules))

    def propose(self, answers: Mapping[str, Any], today: date) -> Suggestion | None:
        """The first row that fits these (complete, pruned) answers on this day; None when no row does."""
        known = [column.known(answers, today) for column in self.columns]
        for number, rule in enumerate(self.rules, start=1):
            if all(test(value) for test, value in zip(rule.tests, known, strict=True)):
                english = [rule.reason_en] if rule.reason_en else []
                return Suggestion(result=rule.result, reasons=[rule.reason], row=number, reasons_en=english)
        return None


def _columns(rows: tuple[tuple[str, ...], ...]) -> tuple[Column, ...]:
    if len(rows) < 2:
        raise TableError(
            row=1, column=1, ja="見出しと1行以上が必要です。", en="A heading and at least one row are needed."
        )
    heading = rows[0]
    conditions = [text for text in heading if text not in ENDING]
    if heading[len(conditions) :] not in (ENDING, ENDING[:2]):
        raise TableError(
            row=1,
            column=len(heading),
            ja="最後の列は result, reason(続けて reason-en)にしてください。",
            en="The last columns must be result, reason (and then reason-en).",
        )
    return tuple(_column(text, number) for number, text in enumerate(conditions, start=1))


def _column(text: str, number: int) -> Column:
    column = read_heading(text)
    if column is None:
        raise TableError(
            row=1,
            column=number,
            ja=f"見出し「{text}」が読めません。項目のパス、age(…)、count(…)、any(…)=選択肢 のどれかにしてください。",
            en=f"The heading “{text}” cannot be read. Use a field's path, age(…), count(…) or any(…)=option.",
        )
    return column


def _rule(cells: tuple[str, ...], conditions: int, row: int) -> Rule:
    if not conditions + 2 <= len(cells) <= conditions + 3:
        raise TableError(
            row=row, column=len(cells), ja="見出しと列の数がちがいます。", en="This row has another number of columns."
        )
    tests = tuple(_test(text, row, number) for number, text in enumerate(cells[:conditions], start=1))
    result, reason, *english = cells[conditions:]
    for column, text in enumerate((result, reason), start=conditions + 1):
        if not text:
            name = ENDING[column - conditions - 1]
            raise TableError(row=row, column=column, ja=f"{name} が空です。", en=f"{name} is empty.")
    return Rule(tests=tests, result=result, reason=reason, reason_en=english[0] if english else "")


def _test(text: str, row: int, column: int) -> Test:
    test = read_cell(text)
    if test is None:
        raise TableError(
            row=row,
            column=column,
            ja=f"条件「{text}」が読めません。a、a|b、!a、>=18、<15、0..2、空(なんでも)のどれかにしてください。",
            en=f"The condition “{text}” cannot be read. Use a, a|b, !a, >=18, <15, 0..2, or leave it empty for anything.",
        )
    return test

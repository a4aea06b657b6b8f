"""What a table is judged by: the checks of its columns and the rules over its rows, and how a verdict is told."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from madoguchi.opendata.checking.cells import ColumnCheck, Judgement, Verdict
from madoguchi.opendata.checking.guessing import guessed
from madoguchi.opendata.checking.place import Place
from madoguchi.opendata.checking.rows import row_rules
from madoguchi.opendata.checking.rows.model import RowRule
from madoguchi.opendata.checking.rules import RULES
from madoguchi.opendata.finding import Finding
from madoguchi.opendata.matching import Matching
from madoguchi.opendata.standards.model import Column, Need

Placing = tuple[int, int]
"""Line (0 for a whole column) and column, by which findings are ordered."""


class Judge:
    """`columns`: what each column of the table is, None for one that the standard does not know.

    Rules over several cells see them as they will be when every provable repair is accepted.
    """

    def __init__(self, header: Sequence[str], matching: Matching | None, place: Place | None = None) -> None:
        self.header = header
        self.columns = _columns(header, matching)
        known = {match.at for match in matching.matches if _says_what(match.column)} if matching else set()
        self.checks = [ColumnCheck(column, guessed=at not in known) for at, column in enumerate(self.columns)]
        self._silences = [check.is_silent for check in self.checks]
        self.places = {column.name: at for at, column in enumerate(self.columns) if column}
        self.rules = row_rules(self.places, place)

    def troubled(self, cells: Sequence[str]) -> dict[int, Judgement]:
        """Column → what there is to say about its cell by itself; most have none."""
        asked = enumerate(zip(self._silences, cells, strict=True))
        return {at: self.checks[at].told(cell) for at, (is_silent, cell) in asked if not is_silent(cell)}

    def row(
        self,
        line: int,
        cells: Sequence[str],
        *,
        said: Mapping[int, Judgement] | None = None,
        skip: Collection[int] = (),
        rules: Sequence[RowRule] | None = None,
    ) -> list[tuple[Placing, Finding]]:
        """What there is to say about a row, but for empty cells and duplicates.

        `said`: what `troubled` found; `skip`: columns of which nothing is told; `rules`: only these are asked.
        """
        said = self.troubled(cells) if said is None else said
        found = [
            self.finding(line, at, cells[at], verdict)
            for at, one in said.items()
            if at not in skip
            for verdict in one.verdicts
        ]
        plain = [said[at].plain if at in said else cell for at, cell in enumerate(cells)] if said else cells
        for rule in self.rules if rules is None else rules:
            for at, verdict in rule.judge([plain[column] for column in rule.columns]):
                found.append(self.finding(line, rule.columns[at], cells[rule.columns[at]], verdict))
        return found

    def plain(self, at: int, cell: str) -> str:
        """A cell as it will be when every provable repair is accepted."""
        check = self.checks[at]
        return cell if check.is_silent(cell) else check.told(cell).plain

    def finding(self, line: int, at: int, cell: str, verdict: Verdict) -> tuple[Placing, Finding]:
        """A verdict at its place."""
        rule, weight, ja, en, repair = verdict
        return (line, at), Finding(rule, weight, ja, en, line, self.header[at], cell, repair)

    @cached_property
    def needed(self) -> list[int]:
        """Columns in which an empty cell is told."""
        return [at for at, column in enumerate(self.columns) if column and self._is_needed(column)]

    def _is_needed(self, column: Column) -> bool:
        blank_is_a_word = "" in column.words or column.format == "flag_1_or_blank"
        return column.need in (Need.REQUIRED, Need.RECOMMENDED) and not blank_is_a_word

    @cached_property
    def keys(self) -> list[int]:
        """Columns whose cells must differ from row to row."""
        return [at for at, column in enumerate(self.columns) if column and column.unique]


def _columns(header: Sequence[str], matching: Matching | None) -> list[Column | None]:
    found: Mapping[int, Column] = {match.at: match.column for match in matching.matches} if matching else {}
    return [_with_guess(found[at]) if at in found else guessed(name) for at, name in enumerate(header)]


def _says_what(column: Column) -> bool:
    """Whether the standard tells what stands in the cells; of some columns nothing but the name is known."""
    return bool(column.format or column.words or column.type != "string")


def _with_guess(column: Column) -> Column:
    guess = None if _says_what(column) else guessed(column.name)
    return column if guess is None else column._replace(format=guess.format)


def blank_findings(judge: Judge, at: int, rows: int, lines: Sequence[int], count: int) -> list[tuple[Placing, Finding]]:
    """Empty cells of a needed column: one finding where all are empty or the column is but recommended.

    `lines`: of the first empty cells; `count`: of all of them.
    """
    column = judge.columns[at]
    if column is None or count == 0:
        return []
    if column.need is Need.REQUIRED and count < rows:
        return [judge.finding(line, at, "", _EMPTY) for line in lines]
    rule = RULES[column.need.value]
    ja = (
        f"{rows:,} 行すべてが空です。"
        if count == rows
        else f"{rows:,} 行のうち {count:,} 行が空です (はじめは {lines[0]} 行目)。"
    )
    en = (
        f"All {rows:,} rows are empty."
        if count == rows
        else f"{count:,} of {rows:,} rows are empty (the first is line {lines[0]})."
    )
    mark_ja, mark_en = (
        ("必須 (◎) の項目です。", " It is marked ◎.")
        if column.need is Need.REQUIRED
        else ("推奨 (○) の項目です。", " It is marked ○.")
    )
    return [((0, at), Finding(rule.key, rule.weight, mark_ja + ja, en + mark_en, None, judge.header[at]))]


_EMPTY = Verdict("required", RULES["required"].weight, "必須 (◎) の項目が空です。", "This item is marked ◎ and empty.")


def twin(judge: Judge, line: int, at: int, cell: str, first: int) -> tuple[Placing, Finding]:
    """A key that stood before."""
    ja, en = f"同じ値が {first} 行目にもあります。", f"The same value stands in line {first}."
    return judge.finding(line, at, cell, Verdict("duplicate:id", RULES["duplicate:id"].weight, ja, en))


def twin_row(line: int, first: int) -> tuple[Placing, Finding]:
    """A row that stood before."""
    rule = RULES["duplicate:row"]
    ja, en = f"{first} 行目とまったく同じ行です。", f"The row is the same as line {first}."
    return (line, -1), Finding(rule.key, rule.weight, ja, en, line)

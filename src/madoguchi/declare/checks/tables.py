"""Decision tables: each heading names a field, each cell can be read, each row proposes a declared result with a reason."""

import re

from madoguchi.declare.checks.desk import Desk, Findings, Spot
from madoguchi.declare.findings import Code, Finding, Word, Words, did_you_mean, listed
from madoguchi.declare.procedure import STORES_NOTHING
from madoguchi.declare.table_cells import Column, read_cell, read_heading
from madoguchi.declare.tables import ENDING

TABLE_ENDING = Code(
    "table-ending",
    "表の最後の列が result, reason（続けて reason-en）ではありません。",
    "The last columns are not result, reason (and then reason-en).",
    "見出しの行を直してください。",
    "Mend the heading row.",
)
TABLE_HEADING = Code(
    "table-heading",
    "表の見出し「{name}」が読めません。",
    "The heading `{name}` cannot be read.",
    "項目のパス、age(…)、count(…)、any(…)=選択肢、all(…)=選択肢 のどれかにしてください。",
    "Use a field's path, age(…), count(…), any(…)=option or all(…)=option.",
)
TABLE_COLUMN = Code(
    "table-unknown-field",
    "表の見出しの項目「{name}」がありません。",
    "There is no field `{name}` for this column.",
    "{hint}使える項目は {known} です。",
    "{hint}Fields: {known}.",
)
TABLE_COLUMN_TWICE = Code(
    "table-column-twice",
    "表の見出し「{name}」が二つあります。",
    "The heading `{name}` stands twice.",
    "どちらか一方の列を削除してください。",
    "Delete one of the two columns.",
)
TABLE_AGE = Code(
    "table-age",
    "「{name}」は日付ではないので、age(…) は使えません。",
    "`{name}` is not a date, so it has no age.",
    "age(…) には日付（date）の項目を書いてください。",
    "age(…) takes a field of type date.",
)
TABLE_CELL = Code(
    "table-cell",
    "条件「{value}」が読めません。",
    "The condition `{value}` cannot be read.",
    "a、a|b、!a、>=18、<15、0..2、空（なんでも）のどれかにしてください。",
    "Use a, a|b, !a, >=18, <15, 0..2, or leave it empty for anything.",
)
TABLE_OPTION = Code(
    "table-unknown-option",
    "「{name}」に選択肢「{option}」はありません。",
    "`{name}` has no option `{option}`.",
    "{hint}選択肢は {known} です。",
    "{hint}Its options are {known}.",
)
TABLE_RESULT = Code(
    "table-unknown-result",
    "表の結果「{name}」は、この手続の results にありません。",
    "The result `{name}` is not among the procedure's results.",
    "{hint}結果は {known} です。",
    "{hint}Results are {known}.",
)
TABLE_EMPTY = Code(
    "table-empty-cell",
    "表の {name} が空です。",
    "`{name}` is empty in this row.",
    "提案する結果とその理由を書いてください。提案しない場合は、行ごと削除してください（どの行にも当てはまらなければ、何も提案しません）。",
    "Write the proposed result and why. To propose nothing, delete the row: what fits no row gets no proposal.",
)
_PARTS: dict[str, tuple[str, ...]] = {
    "address": ("postal_code", "prefecture", "city", "town", "number", "building"),
    "person-name": ("family", "given", "family_kana", "given_kana"),
    "bank-account": ("bank", "branch", "kind", "number", "holder_kana"),
    "date-range": ("from", "to"),
}
_OPTION_CELL = re.compile(r"[!=]?[a-z][a-z0-9-]*(\|[a-z][a-z0-9-]*)*")


def tables_fit_the_procedure(desk: Desk) -> Findings:
    """Every table that the procedure names and that could be read as CSV."""
    for file in dict.fromkeys(proposal.table for proposal in desk.procedure.case.proposals):
        if file in desk.folder.tables and file not in desk.folder.broken:
            yield from _Sheet(desk, file).findings()


class _Sheet:
    """One table beside the procedure that names it."""

    def __init__(self, desk: Desk, file: str) -> None:
        self.desk, self.file = desk, file
        self.heading, *self.rows = desk.folder.tables[file]
        self.lines = desk.folder.table_lines[file]
        self.width = len([text for text in self.heading if text not in ENDING])

    def say(self, code: Code, row: int, column: int, **words: Word) -> Finding:
        """`row` counts from 0 with the heading, `column` from 0. A cell's place is its row and its number."""
        return code.at(self.file, (self.lines[row], column + 1), path=(), **words)

    def findings(self) -> Findings:
        if self.heading[self.width :] not in (ENDING, ENDING[:2]):
            yield self.say(TABLE_ENDING, 0, len(self.heading) - 1)
            return
        for column, text in enumerate(self.heading[: self.width]):
            yield from self.column(column, text)
        for row, cells in enumerate(self.rows, start=1):
            yield from self.ending(row, cells[self.width], cells[self.width + 1])

    def column(self, at: int, text: str) -> Findings:
        column = read_heading(text)
        if column is None:
            yield self.say(TABLE_HEADING, 0, at, name=text)
            return
        if text in self.heading[:at]:
            yield self.say(TABLE_COLUMN_TWICE, 0, at, name=text)
        yield from self.heading_fits(at, column)
        for row, cells in enumerate(self.rows, start=1):
            if read_cell(cells[at]) is None:
                yield self.say(TABLE_CELL, row, at, value=cells[at])
            elif not column.derive:
                yield from self.options_exist(row, at, column.path, cells[at])

    def heading_fits(self, at: int, column: Column) -> Findings:
        spot = self.desk.by_name.get(column.path) or self.whole(column.path)
        if spot is None or spot.field.type in STORES_NOTHING:
            if column.derive == "count" and column.path in self.repeats():
                return
            known = [s.name for s in self.desk.spots if s.field.type not in STORES_NOTHING]
            hint = did_you_mean(column.path, [*known, *self.repeats()])
            yield self.say(TABLE_COLUMN, 0, at, name=column.path, hint=hint, known=listed(known))
        elif column.derive == "age" and spot.field.type != "date":
            yield self.say(TABLE_AGE, 0, at, name=column.path)
        elif column.option:
            yield from self.options_exist(0, at, column.path, column.option)

    def whole(self, path: str) -> Spot | None:
        """The field of which a path names a part: `home.town`."""
        whole, _, part = path.rpartition(".")
        spot = self.desk.by_name.get(whole)
        return spot if spot and part in _PARTS.get(spot.field.type, ()) else None

    def repeats(self) -> list[str]:
        return [page.id for page in self.desk.procedure.pages if page.repeat]

    def options_exist(self, row: int, at: int, path: str, text: str) -> Findings:
        spot = self.desk.by_name.get(path)
        options = self.desk.options_of(spot.field) if spot else ()
        if not options or not _OPTION_CELL.fullmatch(text):
            return
        for option in text.lstrip("!=").split("|"):
            if option not in options:
                words: Words = {"hint": did_you_mean(option, options), "known": listed(options)}
                yield self.say(TABLE_OPTION, row, at, name=path, option=option, **words)

    def ending(self, row: int, result: str, reason: str) -> Findings:
        for offset, (name, cell) in enumerate((("result", result), ("reason", reason))):
            if not cell:
                yield self.say(TABLE_EMPTY, row, self.width + offset, name=name)
        results = [one.id for one in self.desk.procedure.case.results]
        if result and result not in results:
            words: Words = {"hint": did_you_mean(result, results), "known": listed(results)}
            yield self.say(TABLE_RESULT, row, self.width, name=result, **words)


CHECKS = (tables_fit_the_procedure,)

"""What importing a sheet would do: looked at before it is done, and done only as a whole."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from madoguchi.declare.procedure import Field
from madoguchi.declare.versions import Version
from madoguchi.registers import sheet
from madoguchi.registers.models import Book, Row
from madoguchi.registers.queries.rows import every_row
from madoguchi.registers.queries.versions import declared
from madoguchi.registers.sheet import NUMBER, REVISION, CellProblem, Line
from madoguchi.registers.words import Answers


@dataclass(frozen=True)
class Wanted:
    """One row that the import changes: to what, and in which fields."""

    row: Row
    answers: Answers
    changed: tuple[str, ...]


@dataclass
class Plan:
    added: list[Answers] = field(default_factory=list)
    changed: list[Wanted] = field(default_factory=list)
    unchanged: int = 0
    problems: list[CellProblem] = field(default_factory=list)

    @property
    def does_something(self) -> bool:
        return bool(self.added or self.changed)


def plan(book: Book, version: Version, raw: bytes) -> Plan:
    """Read a sheet against the register as it is now. Unreadable when it is no sheet of this register."""
    present, lines = sheet.read(version, raw)
    rows = {row.number: row for row in every_row(book)}
    twice: set[int | None] = {
        number for number, times in Counter(line.number for line in lines).items() if number and times > 1
    }
    made = Plan()
    for line in lines:
        _weigh(made, line, present, version, rows, twice)
    made.problems.sort(key=lambda one: one.line)
    return made


def _weigh(
    made: Plan, line: Line, present: list[Field], version: Version, rows: dict[int, Row], twice: set[int | None]
) -> None:
    row = rows.get(line.number) if line.number else None
    found = [*line.problems, *_of_place(line, row, present, version, twice)]
    made.problems += found
    if found:
        return
    if row is None:
        made.added.append(line.answers)
        return
    answers = _after(row, line.answers, present)
    changed = tuple(sorted(one.id for one in present if row.plain.get(one.id) != answers.get(one.id)))
    if changed:
        made.changed.append(Wanted(row, answers, changed))
    else:
        made.unchanged += 1


def _after(row: Row, answers: Answers, present: list[Field]) -> Answers:
    """What the row says afterwards: a column that the sheet has not is left as it is."""
    kept = {name: value for name, value in row.plain.items() if name not in {one.id for one in present}}
    return {**kept, **answers}


def _of_place(
    line: Line, row: Row | None, present: list[Field], version: Version, twice: set[int | None]
) -> Iterator[CellProblem]:
    """What is wrong with the place of a line: not its words."""
    if line.number in twice and line.number:
        yield CellProblem(line.line, NUMBER, _("同じ番号の行が、ファイルに二つあります。"))
    elif line.number and row is None:
        yield CellProblem(line.line, NUMBER, _("この番号の行はないか、終わっています。新しい行なら空けておきます。"))
    elif row and line.revision != row.revision:
        words = _("書き出したあとに、だれかがこの行を変えました(いまは%(now)s版)。書き出し直してください。")
        yield CellProblem(line.line, REVISION, words % {"now": row.revision})
    elif row and (sealed := _sealed_of(present, version)):
        words = _("人につながる項目は、登録ずみの行では画面で直してください。この列を消すと取り込めます。")
        yield CellProblem(line.line, sealed[0].label.ja, words)
    elif row is None:
        yield from _lacking(line, present, version)


def _sealed_of(present: list[Field], version: Version) -> list[Field]:
    sealed = {one.id for one in declared(version).sealed}
    return [one for one in present if one.id in sealed]


def _lacking(line: Line, present: list[Field], version: Version) -> Iterator[CellProblem]:
    """A new row needs every required column."""
    there = {one.id for one in present}
    for one in declared(version).fields:
        if one.required and one.type != "note" and one.id not in there:
            words = _("新しい行には、「%(column)s」の列が要ります。")
            yield CellProblem(line.line, one.label.ja, words % {"column": one.label.ja})

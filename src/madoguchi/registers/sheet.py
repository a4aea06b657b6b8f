"""A register as CSV: written for a spreadsheet, and read back with everything that is wrong, cell by cell."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from madoguchi.declare.fields import FIELD_TYPES, Context
from madoguchi.declare.procedure import STORES_NOTHING, Field
from madoguchi.declare.register import Register
from madoguchi.declare.versions import Version
from madoguchi.registers import cells
from madoguchi.registers.models import Row
from madoguchi.registers.queries.versions import declared
from madoguchi.registers.words import Answers
from madoguchi.trail import clock

NUMBER, REVISION = "番号", "版"
MOST_ROWS = 5000
MOST_PROBLEMS = 200


class Unreadable(Exception):
    """Not a CSV of this register. `words` say why and how to mend it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class CellProblem:
    """One thing wrong with one cell. `line`: as the spreadsheet counts, the heading being 1."""

    line: int
    column: str
    words: str


@dataclass
class Line:
    """One row of the sheet: what it says, and which row of the register it means (None: a new one)."""

    line: int
    number: int | None = None
    revision: int | None = None
    answers: Answers = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)


def written(version: Version, rows: Iterable[Row], fields: Sequence[Field]) -> str:
    """The rows as CSV: UTF-8 with BOM, CRLF between rows. Only plain fields may be asked for."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([NUMBER, REVISION, *(heading for one in fields for heading, _part in cells.columns(one))])
    for row in rows:
        said = [cell for one in fields for cell in cells.cells(version, one, row.plain.get(one.id))]
        writer.writerow([row.number, row.revision, *said])
    return cells.BOM + out.getvalue()


def decoded(raw: bytes) -> str:
    """UTF-8, or what a Japanese spreadsheet saves as plain CSV."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("文字の種類がわかりません。表計算ソフトで「CSV UTF-8」を選んで保存してください。"))


def read(version: Version, raw: bytes) -> tuple[list[Field], list[Line]]:
    """Which fields the sheet has, and its rows. Unreadable when it is no sheet of this register."""
    table = _table(decoded(raw))
    heading = [cell.strip() for cell in table[0][1]]
    register = declared(version)
    where = _columns(register, heading)
    present = [one for one in register.fields if one.id in where]
    ctx = Context(version, clock.today())
    lines = [_line(version, present, where, heading, (at, row), ctx) for at, row in table[1:]]
    if not lines:
        raise Unreadable(_("見出しの下に、行がありません。"))
    return present, lines


def _table(text: str) -> list[tuple[int, list[str]]]:
    """Rows that are not blank, with their number in the sheet."""
    if "\0" in text:
        raise Unreadable(_("CSV として読めません。表計算ソフトで開き、「CSV UTF-8」で保存し直してください。"))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise Unreadable(
            _("CSV として読めません。表計算ソフトで開き、「CSV UTF-8」で保存し直してください。")
        ) from error
    found = [(at, row) for at, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not found:
        raise Unreadable(_("ファイルに何も書かれていません。"))
    if len(found) > MOST_ROWS + 1:
        raise Unreadable(
            _("一度に取り込めるのは%(most)s行までです。分けて取り込んでください。") % {"most": f"{MOST_ROWS:,}"}
        )
    return found


def _columns(register: Register, heading: list[str]) -> dict[str, dict[str, int]]:
    """Field id -> part -> column."""
    known = {title: (one, part) for one in register.fields for title, part in cells.columns(one)}
    if unknown := [title for title in heading if title not in (*known, NUMBER, REVISION)]:
        words = _("この台帳にない見出しがあります: %(unknown)s。使える見出しは %(known)s です。")
        listed = "、".join([NUMBER, REVISION, *known])
        raise Unreadable(words % {"unknown": "、".join(unknown) or "—", "known": listed})
    if len(set(heading)) < len(heading):
        raise Unreadable(_("同じ見出しの列が二つあります。"))
    where: dict[str, dict[str, int]] = {}
    for at, title in enumerate(heading):
        if title in known:
            one, part = known[title]
            where.setdefault(one.id, {})[part] = at
    return where


def _line(
    version: Version, present: list[Field], where: dict[str, dict[str, int]], heading: list[str],
    numbered: tuple[int, list[str]], ctx: Context,
) -> Line:  # fmt: skip
    at, row = numbered
    line = Line(at)
    if len(row) > len(heading):
        line.problems.append(
            CellProblem(at, heading[-1], _("見出しより列が多くあります。文の中の「,」は引用符で囲みます。"))
        )
        return line
    row = [*row, *[""] * (len(heading) - len(row))]
    line.number = _whole(line, NUMBER, heading, row)
    line.revision = _whole(line, REVISION, heading, row)
    for one in present:
        _value(line, version, one, {part: row[column] for part, column in where[one.id].items()}, ctx)
    return line


def _whole(line: Line, title: str, heading: list[str], row: list[str]) -> int | None:
    text = row[heading.index(title)].strip() if title in heading else ""
    if text and not (text.isascii() and text.isdigit() and len(text) < 10):
        line.problems.append(CellProblem(line.line, title, _("数字で書いてください。新しい行なら空けておきます。")))
        return None
    return int(text) if text else None


def _value(line: Line, version: Version, one: Field, found: dict[str, str], ctx: Context) -> None:
    kind = FIELD_TYPES[one.type]
    value, problems = kind.parse(one, cells.raw(version, one, found), ctx)
    if value is None and not problems and one.required and one.type not in STORES_NOTHING:
        problems = [kind.missing(one)]
    if value is not None:
        line.answers[one.id] = value
    line.problems += _told(line.line, one, problems)


def _told(at: int, one: Field, problems: Iterable[object]) -> Iterator[CellProblem]:
    from madoguchi.registers.said import language

    titles = {part: heading for heading, part in cells.columns(one)}
    first = next(iter(titles.values()))
    for problem in problems:
        yield CellProblem(at, titles.get(problem.part, first), problem.within(language()))  # type: ignore[attr-defined]

"""What is handed out, line by line: the clean table, the same in the newest edition, the log, all findings."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from madoguchi.opendata.converting import Converter
from madoguchi.opendata.matching import match
from madoguchi.opendata.standards.model import Standard
from madoguchi.opendata.table import Row
from madoguchi.publish import words
from madoguchi.publish.found import Found, Mark
from madoguchi.publish.queries.choices import Said
from madoguchi.registers.cells import safe
from madoguchi.trail import clock

BOM = "\ufeff"
Line = Sequence[object]
_LOOKED_AT = 50


class _Echo:
    """A file that gives back what is written into it."""

    def write(self, text: str) -> str:
        return text


def as_csv(lines: Iterable[Line]) -> Iterator[str]:
    """UTF-8 with BOM and CRLF, as a spreadsheet program and the standard want it."""
    writer = csv.writer(_Echo())
    yield BOM
    for line in lines:
        yield writer.writerow(line)


def clean(found: Found, said: Said) -> Iterator[Line]:
    """The table as the person accepted it; every other cell as it came."""
    yield found.header
    for row in found.every_row():
        yield said.mended(row)[0]


def converted(found: Found, said: Said, to: Standard) -> Iterator[Line]:
    """The clean table under the headings of another edition."""
    yield to.names
    converter = _converter(found, to)
    for row in _converted(found, said, converter):
        yield row.cells


def rest(found: Found, said: Said, to: Standard) -> Iterator[Line]:
    """What had no place there, by line of the original."""
    converter = _converter(found, to)
    for _row in _converted(found, said, converter):
        pass
    yield converter.remainder_header()
    for row in converter.left:
        yield row.cells


def _converter(found: Found, to: Standard) -> Converter:
    first = [Row(row.line, row.cells) for row in found.page(None, 0, _LOOKED_AT)]
    header = tuple(found.header)
    return Converter(header, to, match(header, to, rows=first))


def _converted(found: Found, said: Said, converter: Converter) -> Iterator[Row]:
    beyond = found.told("beyond") or {}
    for row in found.every_row():
        yield converter.row(Row(row.line, said.mended(row)[0]), beyond.get(str(row.line), ()))


def log(found: Found, said: Said) -> Iterator[Line]:
    """Which cell was changed, how, and on whose word."""
    yield [
        _("行"),
        _("列"),
        _("直す前"),
        _("直した後"),
        _("規則"),
        _("直し方"),
        _("確かさ"),
        _("採り入れた人"),
        _("日時"),
    ]
    for row in found.every_row():
        for mark, choice in said.mended(row)[1]:
            group = said.check.groups[mark.group]
            sure = _("確か") if group["provable"] else _("人が判断")
            when = choice.at.astimezone(clock.TOKYO).isoformat(timespec="seconds")
            cells = [found.header[mark.at], mark.before or "", mark.after or "", group["rule"]]
            cells += [words.kind_words(group["kind"]), sure, choice.by_label, when]
            yield [row.line, *map(safe, cells)]


def findings(found: Found, said: Said) -> Iterator[Line]:
    """Everything that was found, those about the whole file first."""
    yield [_("行"), _("列"), _("値"), _("重さ"), _("規則"), _("説明"), _("直す案"), _("採り入れた")]
    for mark, column, value, line in found.whole:
        yield [line or "", *map(safe, [column, value]), *_told(mark, said)]
    for row in found.every_row():
        for mark in row.marks:
            at = mark.at if 0 <= mark.at < len(row.cells) else None
            place = ["", ""] if at is None else [found.header[at], row.cells[at]]
            yield [row.line, *map(safe, place), *_told(mark, said)]


def _told(mark: Mark, said: Said) -> list[str]:
    group = said.check.groups[mark.group]
    accepted = _("はい") if mark.after is not None and said.word_on(mark) else ""
    cells = [words.weight_words(group["weight"]), group["rule"], words.finding_words(group["rule"], mark.ja, mark.en)]
    return list(map(safe, [*cells, mark.after or "", accepted]))

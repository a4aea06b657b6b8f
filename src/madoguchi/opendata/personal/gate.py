"""Everything in a table that may be personal data, as findings for a person to judge."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from madoguchi.opendata.finding import Finding
from madoguchi.opendata.folding import fold
from madoguchi.opendata.matching import Matching
from madoguchi.opendata.personal.beside import beside
from madoguchi.opendata.personal.headings import Heading, headings
from madoguchi.opendata.personal.names import is_name
from madoguchi.opendata.personal.values import clues, may_hold_my_number, my_numbers, suspects
from madoguchi.opendata.personal.words import finding
from madoguchi.opendata.table import Row, Table

MOST = 20
"""Cells told of one column and kind; the rest is counted."""

_FACILITY = ("名称", "施設", "事業所", "団体", "店舗", "法人", "学校", "病院")
_SHARE = 0.5
"""Of the filled cells of a column without a telling heading: from so many names on it is a column of names."""


def findings(table: Table, matching: Matching | None = None) -> list[Finding]:
    """What may be personal data. With `matching`, the columns that the standard means for organisations are no hits.

    Weights: ERROR stops publishing (My Numbers, other identifiers, births, lists of persons), WARNING asks a person,
    NOTE is good to know. A My Number is never in a finding's value.
    """
    return [*beside(table), *in_cells(table, matching)]


def in_cells(table: Table, matching: Matching | None = None) -> list[Finding]:
    """The same, but for what a workbook hides or carries beside its cells."""
    seen = headings(table.header, matching)
    found = [*_whole(seen)]
    for at, heading in enumerate(seen):
        found += _column(heading, table.rows, at)
    return [*found, *_aside(table)]


def _column(heading: Heading, rows: Sequence[Row], at: int) -> Iterator[Finding]:
    """Different texts are looked at first, since hardly any column gives something away; then where they stand."""
    texts = Counter([row.cells[at] for row in rows])
    del texts[""]
    if not texts:
        return
    if may_hold_my_number(texts):
        yield from _told("my-number", heading, [(line, "") for line in my_numbers(_filled(rows, at))])
    if heading.kind:
        line, _ = _filled(rows, at)[0]
        yield finding(heading.kind, column=heading.name, line=line, more=texts.total() - 1)
        return
    if not heading.plain and not heading.holder:
        names = sum(times for text, times in texts.items() if is_name(text))
        if names >= 3 and names >= _SHARE * texts.total():
            line, value = _filled(rows, at)[0]
            yield finding("name", column=heading.name, line=line, value=value, more=names - 1)
            return
    yield from _in_cells(heading, rows, at, texts)


def _in_cells(heading: Heading, rows: Sequence[Row], at: int, texts: Collection[str]) -> Iterator[Finding]:
    """What single cells give away, each where it stands."""
    telling = {text: found for text in suspects(texts, heading) if (found := clues(text, heading))}
    pieces: dict[str, list[tuple[int, str]]] = {}
    for line, cell in _filled(rows, at) if telling else ():
        for kind, piece in telling.get(cell, ()):
            pieces.setdefault(kind, []).append((line, piece))
    for kind, hits in pieces.items():
        yield from _told(kind, heading, hits)


def _filled(rows: Sequence[Row], at: int) -> list[tuple[int, str]]:
    return [(row.line, row.cells[at]) for row in rows if row.cells[at]]


def _told(kind: str, heading: Heading, hits: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    for at, (line, piece) in enumerate(islice(hits, MOST)):
        last = at == MOST - 1
        yield finding(kind, line=line, column=heading.name, value=piece, more=len(hits) - MOST if last else 0)


def _whole(seen: Sequence[Heading]) -> Iterator[Finding]:
    """Names beside addresses or telephones, and nothing that names a facility."""
    keys = [fold(heading.name) for heading in seen]
    names = any(heading.kind == "name" for heading in seen)
    contacts = any(word in key for key in keys for word in ("住所", "電話", "携帯", "メール"))
    facility = any(word in key for key in keys for word in _FACILITY)
    if names and contacts and not facility:
        yield finding("register")


def _aside(table: Table) -> Iterator[Finding]:
    """My Numbers in what was set aside or stood beyond the header."""
    apart = [(aside.line, cell) for aside in table.asides for cell in aside.cells]
    apart += [(ragged.line, cell) for ragged in table.ragged for cell in ragged.extra]
    for line in my_numbers(apart):
        yield finding("my-number", line=line)

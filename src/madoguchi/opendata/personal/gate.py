"""Everything in a table that may be personal data, as findings for a person to judge."""

from collections import Counter
from collections.abc import Iterator, Sequence

from madoguchi.opendata.finding import Finding
from madoguchi.opendata.folding import fold
from madoguchi.opendata.matching import Matching
from madoguchi.opendata.personal.beside import beside
from madoguchi.opendata.personal.headings import Heading, headings
from madoguchi.opendata.personal.names import is_name
from madoguchi.opendata.personal.values import Numbers, clues, may_hold_my_number, my_numbers, suspects
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
    look = Look(table.header, matching)
    look.see(table.rows)
    return look.told(table)


class Look:
    """Rows may come in parts, so that a large file needs no more memory than a small one."""

    def __init__(self, header: tuple[str, ...], matching: Matching | None) -> None:
        self.columns = [_Column(heading) for heading in headings(header, matching)]

    def see(self, rows: Sequence[Row]) -> None:
        """Some more rows, in the order of the file."""
        for at, column in enumerate(self.columns):
            column.see(rows, at)

    def told(self, table: Table) -> list[Finding]:
        """After the last rows; of `table` what was set aside is looked at."""
        found = [*_whole([column.heading for column in self.columns])]
        for column in self.columns:
            found += column.told()
        return [*found, *_aside(table)]


class _Hits:
    """Where something of one kind was seen: the first places, and how often in all."""

    def __init__(self) -> None:
        self.first: list[tuple[int, str]] = []
        self.count = 0

    def see(self, line: int, piece: str) -> None:
        self.count += 1
        if len(self.first) < MOST:
            self.first.append((line, piece))


class _Column:
    def __init__(self, heading: Heading) -> None:
        self.heading = heading
        self.filled = self.names = 0
        self.first = (0, "")
        self.numbers = Numbers(MOST)
        self.hits: dict[str, _Hits] = {}

    def see(self, rows: Sequence[Row], at: int) -> None:
        """Different texts are looked at first, since hardly any column gives something away; then where they stand."""
        heading, texts = self.heading, Counter([row.cells[at] for row in rows])
        del texts[""]
        if not texts:
            return
        if not self.filled:
            self.first = next((row.line, row.cells[at]) for row in rows if row.cells[at])
        self.filled += texts.total()
        if may_hold_my_number(texts):
            self.numbers.see([(row.line, row.cells[at]) for row in rows])
        if heading.kind:
            return
        if not heading.plain and not heading.holder:
            self.names += sum(times for text, times in texts.items() if is_name(text))
        telling = {text: found for text in suspects(texts, heading) if (found := clues(text, heading))}
        for row in rows if telling else ():
            for kind, piece in telling.get(row.cells[at], ()):
                self.hits.setdefault(kind, _Hits()).see(row.line, piece)

    def told(self) -> Iterator[Finding]:
        name, (line, value) = self.heading.name, self.first
        yield from self._each("my-number", self.numbers.lines, self.numbers.count)
        if self.heading.kind and self.filled:
            yield finding(self.heading.kind, column=name, line=line, more=self.filled - 1)
        elif self.names >= 3 and self.names >= _SHARE * self.filled:
            yield finding("name", column=name, line=line, value=value, more=self.names - 1)
        else:
            for kind, hits in self.hits.items():
                yield from self._each(kind, hits.first, hits.count)

    def _each(self, kind: str, first: Sequence[tuple[int, str]], count: int) -> Iterator[Finding]:
        for at, (line, piece) in enumerate(first if count else ()):
            more = count - MOST if at == MOST - 1 else 0
            yield finding(kind, line=line, column=self.heading.name, value=piece, more=more)


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

"""From the headings of a table to those of a standard, without losing a value.

What has no place goes into 備考 as `見出し: 値`, or, where the standard has none or there is too much of it, into a
remainder: a table of its own with the line of the original.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from madoguchi.opendata.addresses import split
from madoguchi.opendata.matching import Matching, match
from madoguchi.opendata.standards.model import Standard
from madoguchi.opendata.table import Row, Table

NOTE = "備考"
MOST_IN_NOTE = 8
"""Columns without a place: more of them would make 備考 unreadable, and go into the remainder."""

_PARTS = ("所在地_都道府県", "所在地_市区町村", "所在地_町字", "所在地_番地以下")
_ADDRESS, _BODY = "所在地_連結表記", "地方公共団体名"
_OWNER = ("都道府県名", "市区町村名")


@dataclass(frozen=True)
class Step:
    """One thing that was done, and in how many rows. `kind`: "kept" | "renamed" | "joined" | "split" | "noted" | "remainder" | "empty"."""

    kind: str
    source: str
    target: str
    rows: int


@dataclass(frozen=True)
class Converted:
    """`remainder`: what had no place, None where all had; its first column is the line of the original."""

    table: Table
    remainder: Table | None
    log: tuple[Step, ...]
    matching: Matching


@dataclass
class Converter:
    """Converts row by row. Afterwards `left` holds the remainder's rows, `log()` what was done."""

    header: Sequence[str]
    to: Standard
    matching: Matching
    counts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    left: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.places = {name: at for at, name in enumerate(self.to.names)}
        homeless = list(self.matching.homeless)
        self.owner = _owner(homeless, self.places, self.matching)
        joined = self.owner is not None and _BODY in self.places and not _is_found(self.matching, _BODY)
        self.body = self.owner if joined else None
        self.homeless = [(at, name) for at, name in homeless if not (self.body and at in self.body)]
        self.noted = NOTE in self.places and len(self.homeless) <= MOST_IN_NOTE
        self.parts = tuple(name for name in _PARTS if name in self.places and not _is_found(self.matching, name))

    def row(self, row: Row, extra: Sequence[str] = ()) -> Row:
        """The row under the standard's headings; `extra` are cells of the file beyond its header."""
        cells = [""] * len(self.places)
        for one in self.matching.matches:
            cells[self.places[one.column.name]] = row.cells[one.at]
            self._count("kept" if one.how == "exact" else "renamed", one.header, one.column.name, row.cells[one.at])
        self._join_body(cells, row)
        self._split_address(cells, row)
        self._house(cells, row, extra)
        return Row(row.line, cells)

    def log(self) -> tuple[Step, ...]:
        """What was done, and the columns of the standard that stay empty."""
        filled = {target for _, _, target in self.counts}
        steps = [Step(*key, rows) for key, rows in self.counts.items()]
        return (*steps, *(Step("empty", "", name, 0) for name in self.places if name not in filled))

    def _count(self, kind: str, source: str, target: str, value: str = "x") -> None:
        key = kind, source, target
        self.counts[key] = self.counts.get(key, 0) + bool(value.strip())

    def _join_body(self, cells: list[str], row: Row) -> None:
        if self.body:
            whole = "".join(row.cells[at] for at in self.body)
            cells[self.places[_BODY]] = whole
            self._count("joined", "+".join(self.header[at] for at in self.body), _BODY, whole)

    def _split_address(self, cells: list[str], row: Row) -> None:
        """The parts are told from the whole; the whole gets the prefecture where it begins with the city."""
        if _ADDRESS not in self.places or not cells[self.places[_ADDRESS]]:
            return
        written = cells[self.places[_ADDRESS]]
        owner = tuple(row.cells[at] for at in self.owner) if self.owner else ("", "")
        found = split(written, *owner)
        cells[self.places[_ADDRESS]] = found.whole
        if found.whole != written:
            self._count("joined", f"{_OWNER[0]}+{_ADDRESS}", _ADDRESS)
        for name, part in zip(_PARTS, found[1:], strict=True):
            if name in self.parts and part:
                cells[self.places[name]] = part
                self._count("split", _ADDRESS, name)

    def _house(self, cells: list[str], row: Row, extra: Sequence[str]) -> None:
        """What has no place, and what stood beyond the header."""
        homeless = [(name, row.cells[at]) for at, name in self.homeless]
        over = [cell for cell in extra if cell.strip()]
        if not self.noted:
            if any(value.strip() for _, value in homeless) or over:
                self.left.append(Row(row.line, [str(row.line), *(value for _, value in homeless), "\n".join(over)]))
            for name, value in homeless:
                self._count("remainder", name, "", value)
            return
        told = [(name, value) for name, value in [*homeless, *(("", cell) for cell in over)] if value.strip()]
        note = self.places[NOTE]
        for name, value in told:
            label = " ".join(name.split())
            cells[note] += (" / " if cells[note] else "") + (f"{label}: {value}" if label else value)
            self._count("noted", name, NOTE)

    def remainder_header(self) -> tuple[str, ...]:
        """The headings of the remainder."""
        return ("行", *(name for _, name in self.homeless), "見出しより右のセル")


def convert(
    table: Table, to: Standard, *, learned: Mapping[str, str] | None = None, matching: Matching | None = None
) -> Converted:
    """The table under the headings of `to`, what had no place, and what was done.

    `matching`: as a person has settled it; found anew where None. No value is changed but for an address, before
    which the prefecture is set where that is certain.
    """
    matching = matching or match(table.header, to, rows=table.rows, learned=learned)
    converter = Converter(table.header, to, matching)
    extras = {ragged.line: ragged.extra for ragged in table.ragged}
    rows = [converter.row(row, extras.get(row.line, ())) for row in table.rows]
    made = table._replace(header=to.names, rows=rows, ragged=())
    return Converted(made, remainder(table, converter), converter.log(), matching)


def remainder(table: Table, converter: Converter) -> Table | None:
    """What had no place, as a table; None where nothing is left."""
    if not converter.left:
        return None
    return table._replace(header=converter.remainder_header(), rows=converter.left, asides=(), remarks=(), ragged=())


def _owner(
    homeless: Iterable[tuple[int, str]], places: Mapping[str, int], matching: Matching
) -> tuple[int, int] | None:
    """Where the municipality's own prefecture and name stand, in tables of the old edition."""
    stand = {name: at for at, name in homeless} | {one.header: one.at for one in matching.matches}
    return (stand[_OWNER[0]], stand[_OWNER[1]]) if set(_OWNER) <= set(stand) else None


def _is_found(matching: Matching, column: str) -> bool:
    return any(one.column.name == column for one in matching.matches)

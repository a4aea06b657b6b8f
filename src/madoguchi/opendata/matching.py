"""Which column of a table is which column of a standard, how that was found, and what is left over on both sides."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from madoguchi.japan.patterns import lazily
from madoguchi.opendata.folding import fold
from madoguchi.opendata.middle import median
from madoguchi.opendata.standards.loading import index
from madoguchi.opendata.standards.model import Column, Need, Standard
from madoguchi.opendata.table import Row

HOW = ("exact", "spelling", "learned", "renamed", "synonym", "values")
"""The ways of finding, surest first: letter for letter; but for width, dashes, kana, brackets; as somebody chose before;
by its name in another edition; by a heading that municipalities use; by the values below it."""

_AXIS = lazily(r"f?[xy](ー?座標)?(\(.*\))?")
_REACH = {"緯度": (20.0, 46.0), "経度": (122.0, 154.0)}
_REMARK = lazily(r"\([^()]*\)$")
_LOOKED_AT = 50


class Match(NamedTuple):
    """Column `at` (from 0) of the table is `column` of the standard."""

    at: int
    header: str
    column: Column
    how: str


class Matching(NamedTuple):
    """`homeless`: columns of the table with no place in the standard. `missing`: the standard's that were not found."""

    standard: Standard
    matches: tuple[Match, ...]
    homeless: tuple[tuple[int, str], ...]
    missing: tuple[Column, ...]

    @property
    def missing_required(self) -> tuple[Column, ...]:
        """Columns marked ◎ that the table does not have."""
        return tuple(column for column in self.missing if column.need is Need.REQUIRED)

    @property
    def share(self) -> float:
        """The share of the table's columns that have a place."""
        return len(self.matches) / max(1, len(self.matches) + len(self.homeless))

    def column_at(self, at: int) -> Column | None:
        """The standard's column of the table's column `at`."""
        return next((match.column for match in self.matches if match.at == at), None)


def match(
    header: Sequence[str],
    standard: Standard,
    *,
    rows: Sequence[Row] = (),
    learned: Mapping[str, str] | None = None,
) -> Matching:
    """Find the place of every heading. `rows`: the first ones help where a heading like X座標 says too little.

    `learned`: heading → column, as `learning.load` gives it. A column of the standard is given once, to the surest
    heading; a second heading for it has no place. Columns without a heading are left out where they are empty.
    """
    columns = {column.name: column for column in standard.columns}
    found: dict[int, Match] = {}
    taken: set[str] = set()
    for how, at, name in _proposals(header, columns, rows, learned or {}):
        if at not in found and name not in taken:
            found[at] = Match(at, header[at], columns[name], how)
            taken.add(name)
    homeless = [
        (at, name) for at, name in enumerate(header) if at not in found and (name.strip() or _is_used(at, rows))
    ]
    return Matching(
        standard,
        tuple(found[at] for at in sorted(found)),
        tuple(homeless),
        tuple(column for name, column in columns.items() if name not in taken),
    )


def _proposals(
    header: Sequence[str], columns: Mapping[str, Column], rows: Sequence[Row], learned: Mapping[str, str]
) -> Iterator[tuple[str, int, str]]:
    """Way, place in the table, column of the standard; the surest ways first."""
    yield from (("exact", at, name) for at, name in enumerate(header) if name in columns)
    folded = {fold(name): name for name in columns}
    keys = [fold(name) for name in header]
    yield from (("spelling", at, folded[key]) for at, key in enumerate(keys) if key and key in folded)
    chosen = {fold(name): column for name, column in learned.items() if column in columns}
    yield from (("learned", at, chosen[key]) for at, key in enumerate(keys) if key in chosen)
    for how, names in (("renamed", index()["renamed"]), ("synonym", index()["synonyms"])):
        yield from _by_other_names(how, keys, names, columns)
    yield from _in_part(_bare(keys), keys, columns)
    yield from _in_part(_tails(header), keys, columns)
    yield from _by_values(keys, columns, rows)


def _by_other_names(
    how: str, keys: Sequence[str], names: Mapping[str, Sequence[str]], columns: Mapping[str, Column]
) -> Iterator[tuple[str, int, str]]:
    """In the order of the list of other names, so that the likelier heading comes first."""
    places: dict[str, int] = {}
    for at, key in enumerate(keys):
        places.setdefault(key, at)
    for name, others in names.items():
        if name in columns:
            yield from ((how, places[fold(other)], name) for other in others if fold(other) in places)


def _bare(keys: Sequence[str]) -> list[str]:
    """緯度 (世界測地系), 口径 (mm): without what stands in brackets."""
    return [_REMARK.sub("", key) for key in keys]


def _tails(header: Sequence[str]) -> list[str]:
    """施設_名称, 連絡先_電話: without the name of a group, as of a header of two rows."""
    return [fold(name.rsplit("_", 1)[-1]) for name in header]


def _in_part(
    parts: Sequence[str], keys: Sequence[str], columns: Mapping[str, Column]
) -> Iterator[tuple[str, int, str]]:
    """By a part of the heading, where no other heading has the same."""
    places = {part: at for at, part in enumerate(parts) if part and part != keys[at] and parts.count(part) == 1}
    yield from (("synonym", places[fold(name)], name) for name in columns if fold(name) in places)
    for name, others in index()["synonyms"].items():
        if name in columns:
            yield from (("synonym", places[fold(other)], name) for other in others if fold(other) in places)


def _by_values(
    keys: Sequence[str], columns: Mapping[str, Column], rows: Sequence[Row]
) -> Iterator[tuple[str, int, str]]:
    """X and Y mean longitude and latitude, or north and east, or metres: only the values tell."""
    for at, key in enumerate(keys):
        if not _AXIS.fullmatch(key):
            continue
        numbers = [number for row in rows[:_LOOKED_AT] if (number := _number(row.cells[at])) is not None]
        for name, (low, high) in _REACH.items():
            if numbers and low <= median(numbers) <= high and name in columns:
                yield "values", at, name


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _is_used(at: int, rows: Sequence[Row]) -> bool:
    return any(row.cells[at].strip() for row in rows)

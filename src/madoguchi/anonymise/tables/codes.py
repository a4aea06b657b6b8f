"""From a declared dimension to its axis, and from what stands in the data to the axis's nodes."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from madoguchi.anonymise.tables.axes import Axis, flat, nested
from madoguchi.anonymise.tables.errors import TableError
from madoguchi.anonymise.tables.spec import Bands, Dimension

_NUMBER = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class Coding:
    """An axis, and the node of every value that its column may hold."""

    dimension: Dimension
    axis: Axis

    def node(self, value: str, *, totals: bool = False) -> int | None:
        """The node that a value of the data stands for; None where it is not covered."""
        if self.dimension.bands and _NUMBER.fullmatch(value):
            return self.axis.number.get(band_of(self.dimension.bands, int(value)))
        node = self.axis.number.get(value)
        if node is None or (self.axis.children[node] and not totals):
            return None
        return node


def coding(dimension: Dimension, folder: Path, found: Iterable[str]) -> Coding:
    """The axis of a dimension; `found` are the values in the data, for one that takes what is there."""
    if dimension.values is not None:
        axis = flat(dimension.id, dimension.values, total=dimension.total)
    elif dimension.groups is not None:
        paths = {code: (group,) for group, codes in dimension.groups.items() for code in codes}
        axis = nested(dimension.id, paths, total=dimension.total)
    elif dimension.bands is not None:
        axis = nested(dimension.id, _band_paths(dimension.bands), total=dimension.total)
    elif dimension.file is not None:
        axis = _from_file(dimension, folder / dimension.file)
    else:
        axis = flat(dimension.id, sorted(set(found) - {dimension.total}), total=dimension.total)
    _refuse_twins(dimension, axis)
    return Coding(dimension, axis)


def _refuse_twins(dimension: Dimension, axis: Axis) -> None:
    twins = sorted({name for name in axis.names if axis.names.count(name) > 1}) if len(axis.number) < len(axis) else []
    if twins:
        raise TableError(
            ja=f"軸「{dimension.id}」に「{twins[0]}」が2回出てきます。値、グループ、合計の呼び名は、別々の名前にしてください。",
            en=f"The axis `{dimension.id}` has `{twins[0]}` twice. Give codes, groups and the total different names.",
        )


def band_of(bands: Bands, number: int, level: int = 0) -> str:
    """The name of the band that a number is in."""
    if number >= bands.last:
        return f"{bands.last}{bands.unit}以上"
    if number < bands.first:
        return f"{bands.first}{bands.unit}未満"
    width = bands.widths[level]
    begin = bands.first + (number - bands.first) // width * width
    return f"{begin}{bands.unit}" if width == 1 else f"{begin}〜{begin + width - 1}{bands.unit}"


def _band_paths(bands: Bands) -> dict[str, tuple[str, ...]]:
    edges = ([bands.first - 1] if bands.first else []) + list(range(bands.first, bands.last, bands.widths[0]))
    paths = {}
    for number in [*edges, bands.last]:
        own, *above = (band_of(bands, number, level) for level in range(len(bands.widths)))
        paths[own] = tuple(name for name in above if name != own)
    return paths


def _from_file(dimension: Dimension, path: Path) -> Axis:
    rows = _rows(dimension, path)
    if dimension.population is None and _is_one_of(rows[1:], rows[0]):
        rows = [[""] * len(rows[0]), *rows]
    heading = rows[0]
    counted = heading.index(dimension.population) if dimension.population in heading else None
    if dimension.population and counted is None:
        raise TableError(
            ja=f"{path.name} の1行目に、人口の列「{dimension.population}」がありません。あるのは {'、'.join(heading)} です。",
            en=f"{path.name} has no column `{dimension.population}`. It has {', '.join(heading)}.",
        )
    levels = [at for at in range(1, len(heading)) if at != counted]
    paths = {row[0]: tuple(row[at] for at in levels) for row in rows[1:]}
    population = {}
    for number, row in enumerate(rows[1:], start=2):
        if counted is not None:
            population[row[0]] = _inhabitants(path, number, counted, row[counted])
    return nested(dimension.id, paths, total=dimension.total, population=population)


def _rows(dimension: Dimension, path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = [[cell.strip() for cell in row] for row in csv.reader(lines) if any(row)]
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(
            ja=f"軸「{dimension.id}」の値の一覧「{path.name}」を読めません。UTF-8 の CSV を、宣言と同じフォルダーに置いてください。",
            en=f"The codes of `{dimension.id}` cannot be read from {path.name}: put a UTF-8 CSV beside the declaration.",
        ) from error
    if len(rows) < 2 or any(len(row) != len(rows[0]) for row in rows):
        wrong = next((n for n, row in enumerate(rows, start=1) if len(row) != len(rows[0])), 1)
        raise TableError(
            ja=f"{path.name} の{wrong}行目の列の数が、1行目と合いません (または、中身がありません)。",
            en=f"Row {wrong} of {path.name} has another number of columns than the first (or there are no rows).",
        )
    return rows


def _is_one_of(rows: list[list[str]], first: list[str]) -> bool:
    """A first line whose group others have too is no heading: trees of recipes are written without one."""
    return any(first[at] == row[at] for row in rows for at in range(1, len(first)))


def _inhabitants(path: Path, row: int, column: int, value: str) -> int:
    if not _NUMBER.fullmatch(value.replace(",", "")) and not value.isdigit():
        raise TableError(
            ja=f"{path.name} の{row}行目{column + 1}列目の人口「{value}」は数ではありません。",
            en=f"Row {row}, column {column + 1} of {path.name} is no number: `{value}`.",
        )
    return int(value.replace(",", ""))

"""Writes the released files: long and wide CSV. A hidden cell is an X, whatever the reason."""

import csv
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

import numpy as np

from madoguchi.anonymise.tables.grid import Grid, Layout, Mask
from madoguchi.anonymise.tables.job import Case

HIDDEN = "X"
Row = list[str]


def write_release(case: Case, hidden: Mask, folder: Path) -> list[Path]:
    """The files of every table; returns their paths."""
    written = []
    for layout in case.grid.layouts:
        for suffix, rows in (("", long_rows), ("-wide", wide_rows)):
            path = folder / f"{layout.id}{suffix}.csv"
            _write(path, rows(case, layout, hidden))
            written.append(path)
    return written


def _write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(rows)


def long_rows(case: Case, layout: Layout, hidden: Mask) -> Iterator[Row]:
    """One row a cell."""
    chosen = _places(case.grid, layout)
    yield [*(case.spec.dimension(name).column for name in layout.by), value_name(case)]
    for cell in case.grid.cells_of(layout).tolist():
        names = case.grid.name(cell)
        yield [*(names[at] for at in chosen), shown(case, hidden, cell)]


def wide_rows(case: Case, layout: Layout, hidden: Mask) -> Iterator[Row]:
    """The first axis down, all others across."""
    first, columns = columns_of(case.grid, layout)
    yield [case.spec.dimension(layout.by[0]).column, *("・".join(names) for names in columns)]
    for name, row in zip(first, rows_of_cells(case.grid, layout), strict=True):
        yield [name, *(shown(case, hidden, cell) for cell in row)]


def columns_of(grid: Grid, layout: Layout) -> tuple[list[str], list[tuple[str, ...]]]:
    """The names down the side and across the top."""
    nodes = layout.nodes(grid.axes)
    side, *across = ([grid.axes[at].names[node] for node in nodes[at]] for at in _places(grid, layout))
    return side, list(product(*across)) if across else [(value_heading(),)]


def rows_of_cells(grid: Grid, layout: Layout) -> list[list[int]]:
    """The cells of a table as it is drawn: the first axis of `by` down, the others across in their order."""
    nodes = layout.nodes(grid.axes)
    places = _places(grid, layout)
    rows = []
    for node in nodes[places[0]]:
        codes = [
            sum(int(grid.strides[at]) * chosen for at, chosen in zip(places, (node, *others), strict=True))
            for others in product(*(nodes[at] for at in places[1:]))
        ]
        rows.append(grid.number(np.array(codes, np.int64)).tolist())
    return rows


def value_heading() -> str:
    """The one column of a table with a single axis."""
    return "値"


def _places(grid: Grid, layout: Layout) -> list[int]:
    return [_place(grid, name) for name in layout.by]


def _place(grid: Grid, name: str) -> int:
    return next(at for at, axis in enumerate(grid.axes) if axis.id == name)


def shown(case: Case, hidden: Mask, cell: int) -> str:
    """What stands in a released cell."""
    return HIDDEN if hidden[cell] else str(case.values[cell])


def value_name(case: Case) -> str:
    """The heading of the figures."""
    unit = case.spec.measure.unit
    return unit.ja if unit else (case.spec.measure.column or "人数")

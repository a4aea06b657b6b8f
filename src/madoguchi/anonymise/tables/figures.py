"""What is known of every cell: its value, how many stand behind it, and the largest of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.tables.axes import Axis, Ints
from madoguchi.anonymise.tables.grid import Grid


@dataclass(frozen=True)
class Records:
    """The data, counted by the codes of all axes (and by contributor where there is one). One row a combination."""

    leaves: Ints  # (rows, axes): nodes
    values: Ints
    contributors: Ints | None = None  # numbers from 0; None where nobody asked
    people: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Figures:
    """Per cell of a grid. `largest` has one column for each of the greatest contributions; `lone` is the one
    contributor of a cell that has a single one, else -1."""

    values: Ints
    contributors: Ints | None = None
    largest: Ints | None = None
    lone: Ints | None = None


def add_up(grid: Grid, records: Records, *, largest: int = 0) -> Figures:
    """Every cell's figures, from the bottom to every total."""
    cells, rows = _spread(grid, records.leaves)
    values = np.zeros(len(grid), np.int64)
    np.add.at(values, cells, records.values[rows])
    if records.contributors is None:
        return Figures(values)
    return _by_contributor(values, cells, records.contributors[rows], records.values[rows], max(largest, 1))


def _spread(grid: Grid, leaves: Ints) -> tuple[Ints, Ints]:
    """Each row of the data goes into its own cell and into every total above it: (cells, rows)."""
    found: list[tuple[Ints, Ints]] = []
    rows = np.arange(len(leaves))
    for heights in product(*(range(axis.above.shape[1]) for axis in grid.axes)):
        codes, there = _codes_at(grid.axes, grid.strides, leaves, heights)
        cells = grid.number(codes)
        kept = there & (cells >= 0)
        found.append((cells[kept], rows[kept]))
    return np.concatenate([cells for cells, _ in found]), np.concatenate([rows for _, rows in found])


def _codes_at(
    axes: Sequence[Axis], step: Ints, leaves: Ints, heights: tuple[int, ...]
) -> tuple[Ints, NDArray[np.bool_]]:
    """The codes of the cells that lie `heights` steps above the leaves; a short branch has none."""
    codes = np.zeros(len(leaves), np.int64)
    there = np.ones(len(leaves), np.bool_)
    for index, (axis, height) in enumerate(zip(axes, heights, strict=True)):
        above = axis.above[leaves[:, index], height]
        there &= above >= 0
        codes += above * step[index]
    return codes, there


def _by_contributor(values: Ints, cells: Ints, who: Ints, amounts: Ints, largest: int) -> Figures:
    """One contributor's rows in one cell are one contribution; then the greatest of each cell."""
    order = np.lexsort((who, cells))
    cells, who, amounts = cells[order], who[order], amounts[order]
    first = np.ones(len(cells), np.bool_)
    first[1:] = (cells[1:] != cells[:-1]) | (who[1:] != who[:-1])
    starts = np.flatnonzero(first)
    cells, who, sums = cells[starts], who[starts], np.add.reduceat(amounts, starts) if len(starts) else amounts
    contributors = np.bincount(cells, minlength=len(values)).astype(np.int64)
    lone = np.full(len(values), -1, np.int64)
    lone[cells] = who
    lone[contributors != 1] = -1
    return Figures(values, contributors, _largest(cells, sums, len(values), largest), lone)


def _largest(cells: Ints, sums: Ints, size: int, columns: int) -> Ints:
    order = np.lexsort((-sums, cells))
    cells, sums = cells[order], sums[order]
    begins = np.searchsorted(cells, np.arange(size))
    rank = np.arange(len(cells)) - begins[cells]
    table = np.zeros((size, columns), np.int64)
    kept = rank < columns
    table[cells[kept], rank[kept]] = sums[kept]
    return table

"""The cells of one table, or of several linked ones, and the equations that their totals make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.tables.axes import ROOT, Axis, Ints

Signs = NDArray[np.int8]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Layout:
    """One table: the axes it shows, and how deep (None: down to the codes). The other axes stand at their total."""

    id: str
    by: tuple[str, ...]
    depth: tuple[int | None, ...] = ()

    def nodes(self, axes: Sequence[Axis]) -> list[list[int]]:
        """The nodes that this table shows on every axis of the world."""
        deep = dict(zip(self.by, self.depth or (None,) * len(self.by), strict=True))
        return [self._of(axis, deep) for axis in axes]

    def _of(self, axis: Axis, deep: dict[str, int | None]) -> list[int]:
        if axis.id not in deep:
            return [ROOT]
        limit = deep[axis.id]
        return [node for node in range(len(axis)) if limit is None or axis.depths[node] <= limit]


@dataclass(frozen=True)
class Equations:
    """Σ signs·cells = 0, many of them, one after another: equation i is `cells[starts[i]:starts[i + 1]]`."""

    starts: Ints
    cells: Ints
    signs: Signs

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __iter__(self) -> Iterator[tuple[Ints, Signs]]:
        for begin, end in zip(self.starts[:-1], self.starts[1:], strict=True):
            yield self.cells[begin:end], self.signs[begin:end]

    @cached_property
    def rows(self) -> Ints:
        """The equation of every entry."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def residuals(self, values: Ints) -> Ints:
        """What is left of every equation: zero everywhere where the totals add up. Exact, in integers."""
        left = np.zeros(len(self), np.int64)
        np.add.at(left, self.rows, self.signs * values[self.cells])
        return left


@dataclass(frozen=True)
class Grid:
    """Every cell once, also when two tables show it; so a cell that two tables share can only have one fate."""

    axes: tuple[Axis, ...]
    layouts: tuple[Layout, ...]
    nodes: Ints  # one row a cell: its node on every axis
    codes: Ints  # the rows of `nodes` as one number each, ascending
    equations: Equations

    def __len__(self) -> int:
        return len(self.codes)

    def number(self, codes: Ints) -> Ints:
        """The cells of these codes; -1 where no table shows it."""
        at = np.minimum(np.searchsorted(self.codes, codes), len(self) - 1)
        return np.where(self.codes[at] == codes, at, -1)

    @cached_property
    def strides(self) -> Ints:
        return strides(self.axes)

    def cells_of(self, layout: Layout) -> Ints:
        """The cells of one table, in the order of its axes."""
        return self.number(_codes(layout.nodes(self.axes), self.strides))

    def name(self, cell: int) -> tuple[str, ...]:
        """The names of a cell's nodes, axis by axis."""
        return tuple(axis.names[node] for axis, node in zip(self.axes, self.nodes[cell], strict=True))


def build(axes: Sequence[Axis], layouts: Sequence[Layout]) -> Grid:
    """The cells of all tables together, and each equation once."""
    step = strides(axes)
    shown = [layout.nodes(axes) for layout in layouts]
    codes = np.unique(np.concatenate([_codes(nodes, step) for nodes in shown]))
    nodes = np.stack([codes // step[i] % len(axis) for i, axis in enumerate(axes)], axis=1)
    return Grid(tuple(axes), tuple(layouts), nodes, codes, _equations(axes, shown, codes, step))


def strides(axes: Sequence[Axis]) -> Ints:
    """What one node further on an axis adds to a cell's code."""
    sizes = [len(axis) for axis in axes]
    return np.array([int(np.prod(sizes[i + 1 :], dtype=np.int64)) for i in range(len(sizes))], np.int64)


def _codes(nodes: Sequence[Sequence[int]], step: Ints) -> Ints:
    codes = np.zeros(1, np.int64)
    for chosen, stride in zip(nodes, step, strict=True):
        codes = (codes[:, None] + np.asarray(chosen, np.int64)[None, :] * stride).ravel()
    return codes


def _equations(axes: Sequence[Axis], shown: list[list[list[int]]], codes: Ints, step: Ints) -> Equations:
    """Children minus parent is zero, on every axis of every table; an equation that two tables make stands once."""
    found: dict[tuple[int, int], tuple[Ints, Signs]] = {}
    for nodes, (index, axis) in product(shown, enumerate(axes)):
        for parent in nodes[index]:
            children = [node for node in axis.children[parent] if node in set(nodes[index])]
            if children:
                lines = _lines(nodes, index, [parent, *children], step)
                found |= {(index, int(line[0])): (np.searchsorted(codes, line), _signs(len(line))) for line in lines}
    return _joined(list(found.values()))


def _lines(nodes: list[list[int]], index: int, chosen: list[int], step: Ints) -> Ints:
    """One row an equation: the parent's code, then the children's."""
    others = [[0] if i == index else list(some) for i, some in enumerate(nodes)]
    return _codes(others, step)[:, None] + np.asarray(chosen, np.int64)[None, :] * step[index]


def _signs(length: int) -> Signs:
    return np.array([-1] + [1] * (length - 1), np.int8)


def _joined(equations: list[tuple[Ints, Signs]]) -> Equations:
    lengths = [len(cells) for cells, _ in equations]
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    cells = np.concatenate([cells for cells, _ in equations]) if equations else np.zeros(0, np.int64)
    signs = np.concatenate([signs for _, signs in equations]) if equations else np.zeros(0, np.int8)
    return Equations(starts, cells.astype(np.int64), signs)

"""One axis of a table as a tree: the total on top, groups below it, the codes of the data at the bottom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
ROOT = 0


@dataclass(frozen=True)
class Axis:
    """The nodes of one axis: `names[0]` is the total, `parents` points upwards (-1 above the total)."""

    id: str
    names: tuple[str, ...]
    parents: tuple[int, ...]
    population: Mapping[str, int] = field(default_factory=dict)  # inhabitants of a municipality, by its code

    def __len__(self) -> int:
        return len(self.names)

    @cached_property
    def number(self) -> dict[str, int]:
        """The node of a name."""
        return {name: node for node, name in enumerate(self.names)}

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The nodes right below each node."""
        below: list[list[int]] = [[] for _ in self.names]
        for node, parent in enumerate(self.parents):
            if parent >= 0:
                below[parent].append(node)
        return tuple(map(tuple, below))

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        """The nodes with nothing below them: what the data say."""
        return tuple(node for node, below in enumerate(self.children) if not below)

    @cached_property
    def depths(self) -> Ints:
        """How far below the total each node lies."""
        depths = np.zeros(len(self), np.int64)
        for node in range(1, len(self)):
            depths[node] = depths[self.parents[node]] + 1
        return depths

    @cached_property
    def above(self) -> Ints:
        """`above[node]`: the node itself and every node over it, padded with -1 (one row a node)."""
        rows = np.full((len(self), int(self.depths.max()) + 1), -1, np.int64)
        for node in range(len(self)):
            path = self.path(node)
            rows[node, : len(path)] = path
        return rows

    def path(self, node: int) -> list[int]:
        """From a node up to the total."""
        path = [node]
        while self.parents[path[-1]] >= 0:
            path.append(self.parents[path[-1]])
        return path

    def inhabitants(self, node: int) -> int:
        """The population under a node."""
        below = self.children[node]
        return sum(map(self.inhabitants, below)) if below else self.population.get(self.names[node], 0)


def flat(name: str, codes: Sequence[str], *, total: str) -> Axis:
    """An axis without groups."""
    return Axis(name, (total, *codes), (-1, *(ROOT for _ in codes)))


def nested(
    name: str, paths: Mapping[str, Sequence[str]], *, total: str, population: Mapping[str, int] | None = None
) -> Axis:
    """An axis of groups: for every code the groups over it, the nearest first. A parent stands before its children."""
    names, parents = [total], [-1]
    number: dict[tuple[str, ...], int] = {(): ROOT}
    for code, groups in paths.items():
        chain = (*reversed(groups), code)
        for length in range(1, len(chain) + 1):
            if chain[:length] not in number:
                number[chain[:length]] = len(names)
                names.append(chain[length - 1])
                parents.append(number[chain[: length - 1]])
    return Axis(name, tuple(names), tuple(parents), population or {})

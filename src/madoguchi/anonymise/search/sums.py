"""Counts that were once made for a node, kept with an axis for each column: every coarser node is their sums."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.hierarchies import Ladder
from madoguchi.anonymise.search.cells import Codes, Counts, Node, first_of_runs

Numbers = NDArray[np.unsignedinteger]
MANY = 3


@dataclass(frozen=True)
class Sums:
    """Rows of every class of a node, those that nobody is in too."""

    node: Node
    count: Numbers

    def serves(self, node: Node) -> bool:
        """Is that node nowhere finer?"""
        return all(a <= b for a, b in zip(self.node, node, strict=True))

    def up(self, ladders: Sequence[Ladder], node: Node) -> Numbers:
        """Rows by key at a coarser node; the column that shrinks most goes first, which leaves least to add."""
        tables = [one.up(low, high) for one, low, high in zip(ladders, self.node, node, strict=True)]
        count = self.count
        for place in sorted(range(len(node)), key=lambda place: len(np.unique(tables[place])) / len(tables[place])):
            if self.node[place] != node[place]:
                count = _merged(count, tables[place], place)
        return count.ravel()


def _merged(count: Numbers, table: Codes, place: int) -> Numbers:
    order = np.argsort(table, kind="stable")
    return np.asarray(np.add.reduceat(count.take(order, place), first_of_runs(table[order]), place))


class Kept:
    """As many counts as there is room for; the oldest make way."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.every: list[Sums] = []

    def keep(self, node: Node, cards: Sequence[int], count: Counts) -> None:
        """For later, in half the memory; nothing is kept that would fill much of the room by itself."""
        if len(count) > self.room // MANY:
            return
        narrow = np.uint32 if count.sum() < 1 << 32 else np.uint64
        self.every.append(Sums(node, count.reshape(cards).astype(narrow)))
        while sum(one.count.size for one in self.every) > self.room:
            self.every.pop(0)

    def serving(self, node: Node) -> Sums | None:
        """The smallest from which a node can be added up."""
        return min((one for one in self.every if one.serves(node)), key=lambda one: one.count.size, default=None)

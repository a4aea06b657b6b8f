"""Looking at one node: how many rows it must leave out, and what it loses by that. Keeps the useful coarser tables."""

from dataclasses import dataclass
from math import prod

import numpy as np

from madoguchi.anonymise.search.cells import (
    SMALL,
    Cells,
    Classes,
    Codes,
    Counts,
    Node,
    classes,
    digits,
    fits,
    keys,
    rolled,
    tally,
)
from madoguchi.anonymise.search.question import Question

WORTH_KEEPING = 0.5
WORTH_ROLLING = 100_000


@dataclass(frozen=True)
class Look:
    """`excess`: what the left-out rows lose beyond the floor of the node, as a part of 1. `classes` are those released.

    Where `left_out` is beyond the limit it is a lower bound, and nothing else was worked out.
    """

    node: Node
    left_out: int
    excess: float = 0.0
    classes: int = 0


class Looker:
    """Answers from the smallest table that is fine enough."""

    def __init__(self, question: Question, base: Cells) -> None:
        self.question = question
        self.tables = [base]
        self.buckets = 1 << max(16, (2 * question.rows // question.k).bit_length())
        self.looks = 0
        self.visits = 0

    def look(self, node: Node) -> Look:
        """Count the classes of a node; a node that leaves out too much is told as soon as that is certain."""
        cells, size = self.source(node), prod(self.cards(node))
        self.looks += 1
        self.visits += len(cells)
        if size > 2 * self.buckets:
            lost = self._small(tally(cells, self.question.ladders, node, size, self.buckets))
            if lost > self.question.may_leave_out:
                return Look(node, lost)
        return self._judged(node, self._classes(cells, node, size))

    def _classes(self, cells: Cells, node: Node, size: int) -> Classes:
        """Without marks the direct count is enough, and it is never longer than the table of addresses."""
        question = self.question
        if cells.marks or not fits(size, len(cells)):
            return classes(cells, keys(cells, question.ladders, node), size, question.cards)
        count = tally(cells, question.ladders, node, size)
        there = np.flatnonzero(count)
        return Classes(there, count[there])

    def _judged(self, node: Node, found: Classes) -> Look:
        question = self.question
        bad = question.fails(found)
        left_out = int(found.count[bad].sum())
        if left_out > question.may_leave_out:
            return Look(node, left_out)
        excess = float(found.count[bad] @ (1 - self.costs(found.key[bad], node))) / question.rows
        return Look(node, left_out, excess, int(len(bad) - bad.sum()))

    def _small(self, count: Counts) -> int:
        """Rows in buckets below k. A bucket holds whole classes, so that at least these rows are in classes below k."""
        return int(count[count < self.question.k].sum())

    def cards(self, node: Node) -> tuple[int, ...]:
        """How many labels each column has at a node."""
        return tuple(one.cards()[level] for one, level in zip(self.question.ladders, node, strict=True))

    def costs(self, key: Codes, node: Node) -> Counts:
        """What a row of each class loses."""
        lost = np.zeros(len(key))
        for place, digit in enumerate(digits(key, self.cards(node))):
            lost += self.question.cost_of_labels(place, node[place])[digit]
        return lost

    def source(self, node: Node) -> Cells:
        """The smallest table from which a node can be counted."""
        fitting = [one for one in self.tables if all(a <= b for a, b in zip(one.levels, node, strict=True))]
        return min(fitting, key=len)

    def keep(self, node: Node) -> None:
        """Make the table of a node, if it is not there and spares enough work."""
        source = self.source(node)
        if source.levels == node or len(source) < WORTH_ROLLING or prod(self.cards(node)) < SMALL:
            return
        table = rolled(source, self.question.ladders, node, self.question.cards)
        if len(table) < WORTH_KEEPING * len(source):
            self.tables.append(table)

"""Looking at one node: how many rows it must leave out, and what it loses by that."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

import numpy as np

from madoguchi.anonymise.search.cells import Cells, Codes, Counts, Node, classes, digits, fits, keys, tally
from madoguchi.anonymise.search.question import Question
from madoguchi.anonymise.search.sums import Kept, Numbers

ROOM = 3
"""Counts are kept while they have at most so many numbers per combination."""


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
    """Answers from the smallest count that is fine enough, else from the combinations."""

    def __init__(self, question: Question, cells: Cells) -> None:
        self.question, self.cells = question, cells
        self.kept = Kept(ROOM * len(cells))
        self.buckets = 1 << max(16, (2 * question.rows // question.k).bit_length())
        self.looks = 0
        self.visits = 0

    def prepare(self, chain: Iterable[Node]) -> None:
        """One count for as much of a chain (from fine to coarse) as can be kept."""
        node = next((one for one in chain if prod(self.cards(one)) <= len(self.cells)), None)
        if node is not None and not self.cells.marks and not self.kept.serving(node):
            self._count(node)

    def look(self, node: Node) -> Look:
        """Count the classes of a node; a node that leaves out too much is told as soon as that is certain."""
        cells, size = self.cells, prod(self.cards(node))
        self.looks += 1
        if size > 2 * self.buckets:
            self.visits += len(cells)
            lost = self._small(tally(cells, self.question.ladders, node, size, self.buckets))
            if lost > self.question.may_leave_out:
                return Look(node, lost)
        return self._judged(node, *self._failing(node, size))

    def _failing(self, node: Node, size: int) -> tuple[Codes, Counts, int]:
        """The classes that may not be released, their rows, and how many may. Without marks the counts are enough."""
        question, cells = self.question, self.cells
        if not cells.marks and fits(size, len(cells)):
            count = self._count(node)
            bad = np.flatnonzero((count > 0) & (count < question.k))
            return bad, count[bad].astype(np.float64), int(np.count_nonzero(count >= question.k))
        self.visits += len(cells)
        found = classes(cells, keys(cells, question.ladders, node), size, question.cards)
        failing = question.fails(found)
        return found.key[failing], found.count[failing], len(failing) - int(failing.sum())

    def _count(self, node: Node) -> Numbers | Counts:
        """Rows by key."""
        ladders = self.question.ladders
        finer = self.kept.serving(node)
        if finer:
            self.visits += finer.count.size
            return finer.up(ladders, node)
        self.visits += len(self.cells)
        count = tally(self.cells, ladders, node, prod(self.cards(node)))
        self.kept.keep(node, self.cards(node), count)
        return count

    def _judged(self, node: Node, keys: Codes, rows: Counts, released: int) -> Look:
        question = self.question
        left_out = int(rows.sum())
        if left_out > question.may_leave_out:
            return Look(node, left_out)
        excess = float(rows @ (1 - self.costs(keys, node))) / question.rows
        return Look(node, left_out, excess, released)

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

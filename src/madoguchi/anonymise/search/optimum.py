"""The node of least loss, with a proof: what was not looked at cannot be better.

Three facts carry the proof (docs/explanation/anonymise-search.md):
a node's floor is a lower bound of its loss; a node that leaves out too many rows takes all finer nodes with it;
and what left-out rows cost at a node, they cost at least at every finer one.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.search.cells import Cells, Node, weigh
from madoguchi.anonymise.search.looks import Look, Looker
from madoguchi.anonymise.search.question import Question, floors

TIE = 1e-12
CROWDED = 1
Tell = Callable[[float], None]


@dataclass(frozen=True)
class Optimum:
    """`bound`: no node loses less. Proven when it equals the loss; with a time limit a gap may remain."""

    node: Node
    loss: float
    bound: float
    left_out: int
    classes: int
    looks: int
    nodes: int
    visits: int

    @property
    def gap(self) -> float:
        """By how much a better node could be better; 0 is a proof."""
        return max(0.0, self.loss - self.bound)

    @property
    def proven(self) -> bool:
        """Nothing better exists."""
        return self.gap <= TIE


def marginals(cells: Cells) -> list[NDArray[np.float64]]:
    """Rows by value, for each column: one count for each group of columns, added up."""
    found: dict[int, NDArray[np.float64]] = {}
    for group, packed in zip(cells.groups, cells.packed, strict=True):
        shape = [cells.cards[place] for place in group]
        count = weigh(packed, cells.count, prod(shape)).reshape(shape)
        for axis, place in enumerate(group):
            found[place] = count.sum(axis=tuple(one for one in range(len(group)) if one != axis))
    return [found[place] for place in range(len(cells.cards))]


def find(
    question: Question, cells: Cells, *, seconds: float | None = None, tell: Tell = lambda part: None
) -> Optimum | None:
    """The optimum; None when not even `*` everywhere can be released."""
    return Search(question, cells, seconds, tell).run()


class Search:
    """The lattice as arrays: a floor, a bound that only rises, and which nodes are still open."""

    def __init__(self, question: Question, cells: Cells, seconds: float | None, tell: Tell) -> None:
        self.question = question
        self.looker = Looker(question, cells)
        self.floor = floors(question, marginals(cells))
        self.bound = self.floor.copy()
        self.open = np.ones(question.heights, dtype=np.bool_)
        self.dead = np.zeros(question.heights, dtype=np.bool_)
        self.best: tuple[float, Look] | None = None
        self.until = None if seconds is None else time.monotonic() + seconds
        self.tell = tell

    def run(self) -> Optimum | None:
        """Look at nodes until none is left that could be better."""
        if not self.look(self.question.top):
            return None
        while (start := self.next()) is not None and not self.late():
            chain = self.chain(start)
            beyond = self.overshoot(chain[-1])
            if beyond == chain[-1] or self.look(beyond):
                self.looker.prepare(chain)
                self.climb(chain)
            self.tell(1 - self.hopeful().mean())
        return self.answer()

    def late(self) -> bool:
        """Is the time over?"""
        return self.until is not None and time.monotonic() > self.until

    def hopeful(self) -> NDArray[np.bool_]:
        """Which nodes could still be better than the best."""
        limit = self.best[0] - TIE if self.best else np.inf
        return self.open & (self.bound < limit)

    def next(self) -> Node | None:
        """The hopeful node of least bound."""
        hopeful = self.hopeful()
        if not hopeful.any():
            return None
        at = int(np.argmin(np.where(hopeful, self.bound, np.inf)))
        return tuple(int(one) for one in np.unravel_index(at, self.bound.shape))

    def chain(self, node: Node) -> list[Node]:
        """From a node up through hopeful ones, each time by the step that costs least."""
        hopeful, chain = self.hopeful(), [node]
        while above := [one for one in _above(node, self.question.top) if hopeful[one]]:
            node = min(above, key=lambda one: float(self.bound[one]))
            chain.append(node)
        return chain

    def overshoot(self, node: Node) -> Node:
        """From the end of a chain further up, while there are far too many classes to hold: its failing settles more."""
        many = CROWDED * self.question.rows / self.question.k
        while above := [one for one in _above(node, self.question.top) if prod(self.looker.cards(one)) >= many]:
            node = max(above, key=lambda one: prod(self.looker.cards(one)))
        return node

    def climb(self, chain: list[Node]) -> None:
        """Find where a chain begins to hold; its coarsest node is asked first, since its failing settles them all."""
        low, high = 0, len(chain) - 1
        middle = high
        while low <= high and not self.late():
            node = chain[middle]
            holds = self.look(node) if self.hopeful()[node] else not self.dead[node]
            low, high = (low, middle - 1) if holds else (middle + 1, high)
            middle = (low + high) // 2

    def look(self, node: Node) -> bool:
        """Look at one node and draw every conclusion; True if it may be released."""
        found = self.looker.look(node)
        finer = tuple(slice(0, level + 1) for level in node)
        if found.left_out > self.question.may_leave_out:
            self.open[finer], self.dead[finer] = False, True
            return False
        self.open[node] = False
        np.maximum(self.bound[finer], self.floor[finer] + found.excess, out=self.bound[finer])
        loss = float(self.floor[node]) + found.excess
        if self.best is None or loss < self.best[0]:
            self.best = (loss, found)
        return True

    def answer(self) -> Optimum | None:
        """The best, and how sure it is."""
        if self.best is None:
            return None
        loss, found = self.best
        hopeful = self.hopeful()
        bound = float(self.bound[hopeful].min()) if hopeful.any() else loss
        looker = self.looker
        return Optimum(
            found.node, loss, bound, found.left_out, found.classes, looker.looks, self.open.size, looker.visits
        )


def _above(node: Node, top: Node) -> list[Node]:
    return [(*node[:place], level + 1, *node[place + 1 :]) for place, level in enumerate(node) if level < top[place]]

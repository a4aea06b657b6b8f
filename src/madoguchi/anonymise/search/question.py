"""What is asked of a release (k, l, how many rows may be left out) and what detail is worth (loss or precision)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.hierarchies import Ladder
from madoguchi.anonymise.search.cells import Classes, Node

Measure = Literal["loss", "precision"]


@dataclass(frozen=True)
class Question:
    """`distinct[j]` values of the j-th sensitive column must be in every class; `card[j]` it has in all."""

    ladders: tuple[Ladder, ...]
    weights: tuple[int, ...]
    rows: int
    k: int
    may_leave_out: int
    measure: Measure = "loss"
    distinct: tuple[int, ...] = ()
    cards: tuple[int, ...] = ()

    @property
    def heights(self) -> Node:
        """The number of steps of each ladder: the shape of the lattice."""
        return tuple(ladder.height for ladder in self.ladders)

    @property
    def top(self) -> Node:
        """Everything `*`."""
        return tuple(height - 1 for height in self.heights)

    def cost(self, place: int, level: int) -> NDArray[np.float64]:
        """What a value of a column loses at a step, by the value's code: between 0 and its weight's part of 1."""
        ladder = self.ladders[place]
        part = self.weights[place] / sum(self.weights)
        if self.measure == "loss":
            return ladder.shares[level] * part
        return np.full(len(ladder.values), part * level / max(1, ladder.height - 1))

    def cost_of_labels(self, place: int, level: int) -> NDArray[np.float64]:
        """The same by the code of the label."""
        by_label = np.zeros(len(self.ladders[place].labels[level]))
        by_label[self.ladders[place].codes[level]] = self.cost(place, level)
        return by_label

    def fails(self, found: Classes) -> NDArray[np.bool_]:
        """Which classes may not be released."""
        bad = found.count < self.k
        for distinct, wanted in zip(found.distinct, self.distinct, strict=True):
            bad |= distinct < wanted
        return bad


def floors(question: Question, marginals: Sequence[NDArray[np.float64]]) -> NDArray[np.float64]:
    """For every node the loss that it has even if no row were left out: the sum of what each column loses by itself."""
    total = np.zeros(question.heights)
    for place, counts in enumerate(marginals):
        ladder = question.ladders[place]
        lost = [
            float(counts @ question.cost_of_labels(place, level)[ladder.up(0, level)]) for level in range(ladder.height)
        ]
        shape = [-1 if one == place else 1 for one in range(len(question.heights))]
        total = total + np.array(lost).reshape(shape) / question.rows
    return total

"""Where those that stay behind at a split are too few together: single combinations of the good children stay with them.

A loan costs a few rows one step of detail; without it a whole good child would have to stay. Each round lends one
combination, the lightest that helps, to every class that is still short, and only where its child holds without it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.search.cells import Codes, Counts, first_of_runs, weigh
from madoguchi.anonymise.search.question import Question

Flags = NDArray[np.bool_]
Marks = NDArray[np.unsignedinteger]
Numbers = NDArray[np.signedinteger]

LOOKED_AT = 1_000


@dataclass(frozen=True)
class Shares:
    """What one column would split: of each combination its class, its child, its rows, its marks, and whether it stays.

    `order` is the combinations child by child, and `starts` where each child begins in it. `sizes` are the rows of each
    child, `marks[j]` the codes in the j-th sensitive column.
    """

    part: Codes
    child: Numbers
    order: Codes
    starts: Codes
    count: Counts
    marks: Sequence[Marks]
    stays: Flags
    sizes: Counts
    classes: int

    def rest(self) -> Counts:
        """Of each class the rows that stay."""
        return weigh(self.part[self.stays], self.count[self.stays], self.classes)


def distinct(group: Numbers, mark: Marks, card: int, groups: int) -> Codes:
    """How many different marks each group has."""
    pairs = np.unique(group * card + mark) // card
    return np.bincount(pairs, minlength=groups)


def short(question: Question, shares: Shares) -> Flags:
    """Classes whose remainder may not be released: there is one, with fewer than k rows or too few values."""
    rest, part = shares.rest(), shares.part[shares.stays]
    weak = rest < question.k
    for mark, card, wanted in zip(shares.marks, question.cards, question.distinct, strict=True):
        weak |= distinct(part, mark[shares.stays], card, shares.classes) < wanted
    return np.asarray(weak & (rest > 0))


def borrow(question: Question, shares: Shares, weak: Flags) -> Flags:
    """Who stays after the loans. A class that they do not mend borrows nothing."""
    pool = _lendable(question, shares, weak)
    if not len(pool):
        return shares.stays
    loans = _Loans(question, shares, weak, pool)
    while loans.lend():
        pass
    stays = shares.stays.copy()
    stays[pool[loans.lent()]] = True
    return stays


def _lendable(question: Question, shares: Shares, weak: Flags) -> Codes:
    """By class and weight, of each child of a weak class the lightest few with each mark: more are never needed.

    They are chosen among the first of each child, so that the largest classes need no more memory than others.
    """
    first = shares.order[_rank(shares.starts, len(shares.order)) < LOOKED_AT]
    pool = first[weak[shares.part[first]] & ~shares.stays[first]]
    pool = pool[np.lexsort((shares.count[pool], shares.part[pool]))]
    child = shares.child[pool].astype(np.int64)
    few = np.zeros(len(pool), dtype=np.bool_)
    for mark, card in zip(shares.marks, question.cards, strict=True):
        few |= _among_first(question.k, child * card + mark[pool])
    return pool[few if shares.marks else _among_first(question.k, child)]


def _among_first(few: int, group: Codes) -> Flags:
    """Which are among the first few of their group."""
    order = np.argsort(group, kind="stable")
    found = np.zeros(len(group), dtype=np.bool_)
    found[order] = _rank(first_of_runs(group[order]), len(group)) < few
    return found


def _rank(starts: Codes, size: int) -> Numbers:
    """The how manieth of its run each is."""
    return np.arange(size, dtype=np.int32) - np.repeat(starts.astype(np.int32), np.diff(np.append(starts, size)))


class _Loans:
    def __init__(self, question: Question, shares: Shares, weak: Flags, pool: Codes) -> None:
        self.k, self.part, self.count = question.k, shares.part[pool], shares.count[pool]
        children, self.child = np.unique(shares.child[pool], return_inverse=True)
        self.size, self.rest = shares.sizes[children], shares.rest()
        self.open, self.free = weak.copy(), np.ones(len(pool), dtype=np.bool_)
        self.varieties = [
            _Variety(wanted, mark[pool], self.child, _held(shares, mark, card), card)
            for mark, card, wanted in zip(shares.marks, question.cards, question.distinct, strict=True)
        ]

    def lend(self) -> bool:
        """One combination to every class that is short; False when nothing helps any more."""
        fitting = self.open[self.part] & self.free & (self.size[self.child] - self.count >= self.k)
        for one in self.varieties:
            fitting &= one.spared() & one.helps(self.part)
        places = np.flatnonzero(fitting)
        lightest = places[first_of_runs(self.part[places])]
        self._take(lightest)
        return len(lightest) > 0

    def _take(self, lent: Codes) -> None:
        part, child = self.part[lent], self.child[lent]
        self.free[lent] = False
        self.size[child] -= self.count[lent]
        self.rest[part] += self.count[lent]
        self.open[part] = self.rest[part] < self.k
        for one in self.varieties:
            one.take(lent, part)
            self.open[part] |= one.lacks(part)

    def lent(self) -> Flags:
        """What was lent to classes that are mended by it."""
        return ~self.free & ~self.open[self.part]


class _Variety:
    """One sensitive column: which marks each remainder holds, and how many combinations of each mark a child still has."""

    def __init__(self, wanted: int, mark: Marks, child: Codes, held: Flags, card: int) -> None:
        self.wanted, self.mark, self.child, self.held = wanted, mark, child, held
        pairs = child * card + mark
        self.have = np.bincount(pairs, minlength=(int(child.max()) + 1) * card).reshape(-1, card)
        self.left, self.seen = (self.have > 0).sum(axis=1), held.sum(axis=1)

    def spared(self) -> Flags:
        """Which a child can do without."""
        return np.asarray((self.have[self.child, self.mark] > 1) | (self.left[self.child] > self.wanted))

    def helps(self, part: Codes) -> Flags:
        """Which bring a class something new, where it needs that."""
        return np.asarray(~self.lacks(part) | ~self.held[part, self.mark])

    def lacks(self, part: Codes) -> Flags:
        """Which classes hold too few marks."""
        return np.asarray(self.seen[part] < self.wanted)

    def take(self, lent: Codes, part: Codes) -> None:
        """No class and no child twice."""
        child, mark = self.child[lent], self.mark[lent]
        self.have[child, mark] -= 1
        self.left[child] -= self.have[child, mark] == 0
        self.seen[part] += ~self.held[part, mark]
        self.held[part, mark] = True


def _held(shares: Shares, mark: Marks, card: int) -> Flags:
    held = np.zeros((shares.classes, card), dtype=np.bool_)
    held[shares.part[shares.stays], mark[shares.stays]] = True
    return held

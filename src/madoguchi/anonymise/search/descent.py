"""Splitting classes step by step, as far as they go: each takes the next step in the column where it wins most detail.

A class that splits pays with its size: the entropy of the split is what it spends of its room above k. So the column is
chosen whose step wins the most detail for what it spends. Once a class is small, its best few columns are tried to the end
in this way, and the one is taken that then has lost the least. Children that may not stand alone stay together at the label
they had; if those are too few together, they borrow some rows of the good children, or the smallest of these joins them.
So every class holds by construction.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.search.borrowing import Flags, Shares, borrow, distinct, short
from madoguchi.anonymise.search.cells import Cells, Codes, Counts, Packed, add_runs, smallest_type, weigh
from madoguchi.anonymise.search.question import Question
from madoguchi.anonymise.search.splitting import (
    FREE,
    STAYS,
    Active,
    Done,
    Split,
    Steps,
    after,
    run_of,
    runs,
    smallest_good,
    spent_by,
)

COLUMNS_TRIED = 3
TRIED = 200
"""A class of at most so many times k rows tries its best columns to the end. What larger ones win by it is little, and slow."""
TOGETHER = 1 << 17
"""Combinations whose classes are tried at once: more would need more memory than the splits themselves."""
WITH_VALUES = 0.7
"""Where classes must hold several values, rows are plenty beside rare values: what a split spends of them counts less."""


Sway = Callable[[tuple[int, ...]], Counts]
"""Factors near 1, of such a shape, for the scores of the columns: so that the next descent may go another way."""


@dataclass(frozen=True)
class Ground:
    """What every descent over the same combinations needs: the codes and the tables of each column."""

    question: Question
    cells: Cells
    codes: tuple[Packed, ...]
    tables: tuple[Steps, ...]


def ground_of(question: Question, cells: Cells) -> Ground:
    """Made once."""
    places = range(len(question.ladders))
    codes = tuple(cells.digit(place).astype(smallest_type(cells.cards[place])) for place in places)
    return Ground(question, cells, codes, tuple(Steps(question, place) for place in places))


class Descent:
    """Classes on their way down; `class_of` and `done` say where they ended."""

    def __init__(self, ground: Ground, *, tries: bool, sway: Sway = np.ones) -> None:
        self.ground, self.question, self.cells = ground, ground.question, ground.cells
        self.tries, self.sway = tries, sway
        self.class_of = np.zeros(len(ground.cells), dtype=np.int64)
        self.done: list[Done] = []

    def to_the_end(self, active: Active, tell: Callable[[float], None] = lambda part: None) -> Counts:
        """Until no class splits any more; for each combination what it has lost then."""
        rows = active.rows
        while len(active.rows):
            active = self.round(active)
            tell(1 - len(active.rows) / len(rows))
        done = Done(np.concatenate([one.rows for one in self.done]), np.concatenate([one.levels for one in self.done]))
        return cost_of(self.ground, done)[self.class_of[rows]]

    def round(self, active: Active) -> Active:
        """Every active class splits once, or is finished."""
        splits = [self.split(active, place) for place in range(len(self.ground.tables))]
        scores = np.array([one.score for one in splits])
        scores *= self.sway(scores.shape)
        best, done = scores.argmax(axis=0), scores.max(axis=0) <= 0
        for block in self.torn(active, scores) if self.tries else ():
            of_block = [Split(one.score[block], one.child[block[active.part]]) for one in splits]
            best[block] = self.tried(_only(active, block), of_block, scores[:, block])
        over = done[active.part]
        self.finish(active, done, over)
        return after(active, splits, best, ~over)

    def torn(self, active: Active, scores: NDArray[np.float64]) -> Iterator[Flags]:
        """The small classes that can split in more than one column, block by block."""
        rows = weigh(active.part, self.cells.count[active.rows], len(active.levels))
        torn = (rows <= TRIED * self.question.k) & ((scores > 0).sum(axis=0) > 1)
        block = np.cumsum(np.where(torn, np.bincount(active.part, minlength=len(torn)), 0)) // TOGETHER
        for number in np.unique(block[torn]):
            yield torn & (block == number)

    def tried(self, active: Active, splits: Sequence[Split], scores: NDArray[np.float64]) -> Codes:
        """For each class the column, among the few of best score, by which it has lost least when all have split to the end."""
        order = np.argsort(-scores, axis=0, kind="stable")[:COLUMNS_TRIED]
        lost = np.full(order.shape, np.inf)
        for place, columns in enumerate(order):
            can = scores[columns, np.arange(len(columns))] > 0
            alive = can[active.part]
            if not alive.any():
                break
            cost = Descent(self.ground, tries=False).to_the_end(after(active, splits, columns, alive))
            part, rows = active.part[alive], active.rows[alive]
            lost[place] = np.where(can, weigh(part, cost * self.cells.count[rows], len(can)), np.inf)
        return np.asarray(order[lost.argmin(axis=0), np.arange(order.shape[1])])

    def finish(self, active: Active, done: Flags, over: Flags) -> None:
        """The classes that do not split any more get their numbers."""
        number = sum(len(one.rows) for one in self.done) + np.cumsum(done) - 1
        self.class_of[active.rows[over]] = number[active.part[over]]
        any_row = np.zeros(len(done), dtype=np.int64)
        any_row[active.part[over]] = active.rows[over]
        self.done.append(Done(any_row[done], active.levels[done]))

    def split(self, active: Active, place: int) -> Split:
        """The children of every class if it took one step down in this column."""
        steps, count = self.ground.tables[place], self.cells.count[active.rows]
        level = active.levels[active.part, place]
        code = self.ground.codes[place][active.rows]
        child = steps.child(level, code)
        order, starts = runs(active.part * steps.width + child)
        parts = active.part[order][starts]
        sizes = add_runs(count[order], starts)
        good = ~self.fails(active, order, starts, sizes) & (active.levels[parts, place] > 0)
        run = run_of(order, starts)
        marks = [mark[active.rows] for mark in self.cells.marks]
        shares = Shares(active.part, run, order, starts, count, marks, ~good[run], sizes, len(active.levels))
        stays = self.mended(shares, parts, good)
        leave = ~stays
        won = steps.won(level[leave], code[leave]) * count[leave]
        gain = weigh(active.part[leave], won, len(active.levels))
        leaving = weigh(run[leave], count[leave], len(starts))
        spent = spent_by(parts, leaving, weigh(active.part, count, len(active.levels)))
        score = gain / ((spent**WITH_VALUES if self.cells.marks else spent) + FREE)
        return Split(np.where(gain > 0, score, 0.0), np.where(stays, child.dtype.type(STAYS), child))

    def fails(self, active: Active, order: Codes, starts: Codes, sizes: Counts) -> Flags:
        """Which children may not stand alone."""
        bad: Flags = sizes < self.question.k
        if self.cells.marks:
            run = np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(np.append(starts, len(order))))
        for mark, card, wanted in zip(self.cells.marks, self.question.cards, self.question.distinct, strict=True):
            bad |= distinct(run.astype(np.int64), mark[active.rows[order]], card, len(starts)) < wanted
        return bad

    def mended(self, shares: Shares, parts: Codes, good: Flags) -> Flags:
        """Where those that stay are too few together, they borrow; where that does not help, a good child stays whole.

        What has just enough splits no further. So a remainder of many rows (with too few values) does not borrow: better
        that the child stays, which is smaller, and all split in another column.
        """
        weak = short(self.question, shares)
        if not weak.any():
            return shares.stays
        smallest = np.full(shares.classes, np.inf)
        np.minimum.at(smallest, parts[good], shares.sizes[good])
        shares = replace(shares, stays=borrow(self.question, shares, weak & (shares.rest() <= smallest)))
        weak = short(self.question, shares)
        return shares.stays | smallest_good(parts, shares.sizes, good & weak[parts])[shares.child]


def _only(active: Active, wanted: Flags) -> Active:
    """Those classes alone, numbered anew."""
    there, number = wanted[active.part], np.cumsum(wanted) - 1
    return Active(active.rows[there], number[active.part[there]], active.levels[wanted])


def cost_of(ground: Ground, done: Done) -> Counts:
    """What each finished class has lost by row."""
    total = np.zeros(len(done.rows))
    for place, one in enumerate(ground.tables):
        total += one.cost[done.levels[:, place], ground.codes[place][done.rows]]
    return total

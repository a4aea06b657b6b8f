"""Class by class: from `*` everywhere down, every class takes the next step in the column where it wins most detail.

A class that splits pays with its size: the entropy of the split is what it spends of its room above k. So the column is
chosen whose step wins the most detail for what it spends. Once a class is small, its best few columns are tried to the end
in this way, and the one is taken that then has lost the least. Children that may not stand alone stay together
at the label they had; if those are too few together, they borrow some rows of the good children, or the smallest of these joins them.
So every class holds by construction, and the verifier counts it again from the file.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.search.assignment import Assignment
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


def class_by_class(question: Question, cells: Cells, tell: Callable[[float], None] = lambda part: None) -> Assignment:
    """The classes after all splits, none of them failing; nothing is left out."""
    work = _Work(question, cells)
    active = Active(
        np.arange(len(cells)), np.zeros(len(cells), dtype=np.int64), np.array([question.top], dtype=np.int8)
    )
    while len(active.rows):
        active = work.round(active)
        tell(1 - len(active.rows) / len(cells))
    return work.assignment()


class _Work:
    def __init__(self, question: Question, cells: Cells, trial_of: "_Work | None" = None) -> None:
        self.question, self.cells = question, cells
        self.tries = trial_of is None
        self.class_of = np.zeros(len(cells), dtype=np.int64)
        self.done: list[Done] = []
        self.codes: list[Packed] = trial_of.codes if trial_of else _codes(cells)
        self.tables: list[Steps] = trial_of.tables if trial_of else _tables(question)

    def round(self, active: Active) -> Active:
        """Every active class splits once, or is finished."""
        splits = [self.split(active, place) for place in range(len(self.tables))]
        scores = np.array([one.score for one in splits])
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
            cost = _Work(self.question, self.cells, self).cost_at_the_end(after(active, splits, columns, alive))
            part, rows = active.part[alive], active.rows[alive]
            lost[place] = np.where(can, weigh(part, cost * self.cells.count[rows], len(can)), np.inf)
        return np.asarray(order[lost.argmin(axis=0), np.arange(order.shape[1])])

    def cost_at_the_end(self, active: Active) -> Counts:
        """What each combination has lost when its class has split as far as it goes, without trying."""
        rows = active.rows
        while len(active.rows):
            active = self.round(active)
        done = self.all_done()
        cost = sum(
            one.cost[done.levels[:, place], self.codes[place][done.rows]] for place, one in enumerate(self.tables)
        )
        return np.asarray(cost)[self.class_of[rows]]

    def finish(self, active: Active, done: Flags, over: Flags) -> None:
        """The classes that do not split any more get their numbers."""
        number = sum(len(one.rows) for one in self.done) + np.cumsum(done) - 1
        self.class_of[active.rows[over]] = number[active.part[over]]
        any_row = np.zeros(len(done), dtype=np.int64)
        any_row[active.part[over]] = active.rows[over]
        self.done.append(Done(any_row[done], active.levels[done]))

    def split(self, active: Active, place: int) -> Split:
        """The children of every class if it took one step down in this column."""
        steps, count = self.tables[place], self.cells.count[active.rows]
        level = active.levels[active.part, place]
        code = self.codes[place][active.rows]
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

    def assignment(self) -> Assignment:
        """Classes by what they show: two that show the same are one."""
        question, done = self.question, self.all_done()
        vocabulary = [sorted({label for step in one.labels for label in step}) for one in question.ladders]
        words = [self.words(done, place, one) for place, one in enumerate(vocabulary)]
        once, first = _together(words)
        sizes = weigh(self.class_of, self.cells.count, len(done.rows))
        lost = tuple(self.lost(done, place, sizes) for place in range(len(words)))
        return Assignment(
            once[self.class_of],
            tuple(one[first] for one in words),
            tuple(tuple(one) for one in vocabulary),
            weigh(once, sizes, len(first)),
            float(np.dot(lost, question.weights)) / sum(question.weights),
            0,
            lost,
        )

    def all_done(self) -> Done:
        """The finished classes in the order of their numbers."""
        return Done(np.concatenate([one.rows for one in self.done]), np.concatenate([one.levels for one in self.done]))

    def words(self, done: Done, place: int, vocabulary: Sequence[str]) -> Codes:
        """The word that each class shows in a column."""
        where = {word: code for code, word in enumerate(vocabulary)}
        ladder = self.question.ladders[place]
        table = np.array(
            [[where[ladder.labels[step][code]] for code in ladder.up(0, step)] for step in range(ladder.height)]
        )
        return table[done.levels[:, place], self.codes[place][done.rows]]

    def lost(self, done: Done, place: int, sizes: Counts) -> float:
        """What a column has lost, between 0 and 1."""
        part = self.question.weights[place] / sum(self.question.weights)
        cost = self.tables[place].cost[done.levels[:, place], self.codes[place][done.rows]]
        return float(cost @ sizes) / self.question.rows / part


def _only(active: Active, wanted: Flags) -> Active:
    """Those classes alone, numbered anew."""
    there, number = wanted[active.part], np.cumsum(wanted) - 1
    return Active(active.rows[there], number[active.part[there]], active.levels[wanted])


def _codes(cells: Cells) -> list[Packed]:
    return [cells.digit(place).astype(smallest_type(card)) for place, card in enumerate(cells.cards)]


def _tables(question: Question) -> list[Steps]:
    return [Steps(question, place) for place in range(len(question.ladders))]


def _together(words: Sequence[Codes]) -> tuple[Codes, Codes]:
    """Classes that show the same words, numbered; and the first of each."""
    number = np.zeros(len(words[0]), dtype=np.int64)
    for one in words:
        _, first, inverse = np.unique(
            number * (int(one.max(initial=0)) + 1) + one, return_index=True, return_inverse=True
        )
        number = inverse.reshape(-1)
    return number, first

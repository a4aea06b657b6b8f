"""Class by class: from `*` everywhere down, every class takes the next step in the column where it wins most detail.

A class that splits pays with its size: the entropy of the split is what it spends of its room above k. So the column is
chosen whose step wins the most detail for what it spends. Children that may not stand alone stay together at the label
they had; if those are too few together, they borrow some rows of the good children, or the smallest of these joins them.
So every class holds by construction, and the verifier counts it again from the file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.search.assignment import Assignment
from madoguchi.anonymise.search.borrowing import Flags, Shares, borrow, distinct, short
from madoguchi.anonymise.search.cells import Cells, Codes, Counts, add_runs, first_of_runs, smallest_type, weigh
from madoguchi.anonymise.search.question import Question

STAYS = -1
FREE = 1e-9
Levels = NDArray[np.int8]
Children = NDArray[np.signedinteger]


@dataclass
class Active:
    """The combinations whose class may still split: which they are, their class, and the step of each class by column."""

    rows: Codes
    part: Codes
    levels: Levels


@dataclass(frozen=True)
class Done:
    """Classes that are finished: one combination of each, which shows what all of it show, and its step by column."""

    rows: Codes
    levels: Levels


@dataclass(frozen=True)
class Split:
    """One column's next step for every class: how good it is, and the child of each combination (-1: stays)."""

    score: Counts
    child: Children


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
    def __init__(self, question: Question, cells: Cells) -> None:
        self.question, self.cells = question, cells
        self.codes = [cells.digit(place).astype(smallest_type(card)) for place, card in enumerate(cells.cards)]
        self.class_of = np.zeros(len(cells), dtype=np.int64)
        self.done: list[Done] = []
        self.tables = [_Steps(question, place) for place in range(len(question.ladders))]

    def round(self, active: Active) -> Active:
        """Every active class splits once, or is finished."""
        splits = [self.split(active, place) for place in range(len(self.tables))]
        scores = np.array([one.score for one in splits])
        best = scores.argmax(axis=0)
        done = scores.max(axis=0) <= 0
        over = done[active.part]
        self.finish(active, done, over)
        return _next(active, splits, best, ~over)

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
        order, starts = _runs(active.part * steps.width + child)
        parts = active.part[order][starts]
        sizes = add_runs(count[order], starts)
        good = ~self.fails(active, order, starts, sizes) & (active.levels[parts, place] > 0)
        run = _run_of(order, starts)
        marks = [mark[active.rows] for mark in self.cells.marks]
        shares = Shares(active.part, run, order, starts, count, marks, ~good[run], sizes, len(active.levels))
        stays = self.mended(shares, parts, good)
        leave = ~stays
        won = steps.won(level[leave], code[leave]) * count[leave]
        gain = weigh(active.part[leave], won, len(active.levels))
        leaving = weigh(run[leave], count[leave], len(starts))
        score = gain / (_spent(parts, leaving, weigh(active.part, count, len(active.levels))) + FREE)
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
        return shares.stays | _smallest_good(parts, shares.sizes, good & weak[parts])[shares.child]

    def assignment(self) -> Assignment:
        """Classes by what they show: two that show the same are one."""
        question = self.question
        done = Done(np.concatenate([one.rows for one in self.done]), np.concatenate([one.levels for one in self.done]))
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


class _Steps:
    """One ladder as tables: step and finest code → code one step down, and what that wins."""

    def __init__(self, question: Question, place: int) -> None:
        ladder = question.ladders[place]
        down = [np.zeros(len(ladder.labels[0]), dtype=np.int64)]
        down += [ladder.up(0, level) for level in range(ladder.height - 1)]
        self.width = max(int(one.max(initial=0)) for one in down) + 1
        narrow = np.int16 if self.width < 1 << 15 else np.int32
        self.down: Children = np.array(down).astype(narrow)  # one for every row and column
        cost = [question.cost_of_labels(place, level)[ladder.up(0, level)] for level in range(ladder.height)]
        self.cost = np.array(cost)

    def child(self, level: Levels, code: Codes) -> Children:
        """The label one step down."""
        return self.down[level, code]

    def won(self, level: Levels, code: Codes) -> Counts:
        """What a row wins by that step; a step that only renames wins a little, so that it is taken."""
        return self.cost[level, code] - self.cost[np.maximum(level - 1, 0), code] + FREE


def _runs(key: Codes) -> tuple[Codes, Codes]:
    """The order that brings equal keys together, and where each run begins; narrow keys are sorted much faster."""
    wide = int(key.max(initial=0)) + 1
    narrow = key.astype(smallest_type(wide)) if wide < 1 << 32 else key
    order = np.argsort(narrow, kind="stable")
    return order, first_of_runs(narrow[order])


def _run_of(order: Codes, starts: Codes) -> Children:
    """For each combination the number of its run."""
    run = np.empty(len(order), dtype=np.int32)
    run[order] = np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(np.append(starts, len(order))))
    return run


def _smallest_good(parts: Codes, sizes: Counts, candidates: Flags) -> Flags:
    """Of each class the smallest candidate."""
    found = np.zeros(len(parts), dtype=np.bool_)
    places = np.flatnonzero(candidates)
    order = places[np.lexsort((sizes[places], parts[places]))]
    found[order[first_of_runs(parts[order])]] = True
    return found


def _spent(parts: Codes, leaving: Counts, total: Counts) -> Counts:
    """The entropy of each split, times the size of the class: the children by what leaves with them, and those that stay."""
    rest = total - weigh(parts, leaving, len(total))
    own = leaving * np.log(total[parts] / np.maximum(leaving, 1))
    return weigh(parts, own, len(total)) + rest * np.log(total / np.maximum(rest, 1))


def _next(active: Active, splits: Sequence[Split], best: Codes, alive: Flags) -> Active:
    chosen = best[active.part]
    child = np.choose(chosen, [one.child for one in splits])
    rows, part, child, chosen = active.rows[alive], active.part[alive], child[alive], chosen[alive]
    wide = int(child.max(initial=0)) + 2
    _, first, new = np.unique(part * wide + child + 1, return_index=True, return_inverse=True)
    levels = active.levels[part[first]].copy()
    stepped = np.flatnonzero(child[first] != STAYS)
    levels[stepped, chosen[first][stepped]] -= 1
    return Active(rows, new.reshape(-1), levels)


def _together(words: Sequence[Codes]) -> tuple[Codes, Codes]:
    """Classes that show the same words, numbered; and the first of each."""
    number = np.zeros(len(words[0]), dtype=np.int64)
    for one in words:
        _, first, inverse = np.unique(
            number * (int(one.max(initial=0)) + 1) + one, return_index=True, return_inverse=True
        )
        number = inverse.reshape(-1)
    return number, first

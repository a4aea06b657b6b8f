"""The parts of a split: classes that may still split, the steps of a column as tables, and the classes after a split."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.search.borrowing import Flags
from madoguchi.anonymise.search.cells import Codes, Counts, Packed, first_of_runs, smallest_type, weigh
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


class Steps:
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

    def child(self, level: Levels, code: Packed) -> Children:
        """The label one step down."""
        return self.down[level, code]

    def won(self, level: Levels, code: Packed) -> Counts:
        """What a row wins by that step; a step that only renames wins a little, so that it is taken."""
        return self.cost[level, code] - self.cost[np.maximum(level - 1, 0), code] + FREE


def runs(key: Codes) -> tuple[Codes, Codes]:
    """The order that brings equal keys together, and where each run begins; narrow keys are sorted much faster."""
    wide = int(key.max(initial=0)) + 1
    narrow = key.astype(smallest_type(wide)) if wide < 1 << 32 else key
    order = np.argsort(narrow, kind="stable")
    return order, first_of_runs(narrow[order])


def run_of(order: Codes, starts: Codes) -> Children:
    """For each combination the number of its run."""
    run = np.empty(len(order), dtype=np.int32)
    run[order] = np.repeat(np.arange(len(starts), dtype=np.int32), np.diff(np.append(starts, len(order))))
    return run


def smallest_good(parts: Codes, sizes: Counts, candidates: Flags) -> Flags:
    """Of each class the smallest candidate."""
    found = np.zeros(len(parts), dtype=np.bool_)
    places = np.flatnonzero(candidates)
    order = places[np.lexsort((sizes[places], parts[places]))]
    found[order[first_of_runs(parts[order])]] = True
    return found


def spent_by(parts: Codes, leaving: Counts, total: Counts) -> Counts:
    """The entropy of each split, times the size of the class: the children by what leaves with them, and those that stay."""
    rest = total - weigh(parts, leaving, len(total))
    own = leaving * np.log(total[parts] / np.maximum(leaving, 1))
    return weigh(parts, own, len(total)) + rest * np.log(total / np.maximum(rest, 1))


def after(active: Active, splits: Sequence[Split], best: Codes, alive: Flags) -> Active:
    """The classes after each has split in its best column; only those combinations go on that are alive."""
    chosen = best[active.part]
    child = np.choose(chosen, [one.child for one in splits])
    rows, part, child, chosen = active.rows[alive], active.part[alive], child[alive], chosen[alive]
    wide = int(child.max(initial=0)) + 2
    _, first, new = np.unique(part * wide + child + 1, return_index=True, return_inverse=True)
    levels = active.levels[part[first]].copy()
    stepped = np.flatnonzero(child[first] != STAYS)
    levels[stepped, chosen[first][stepped]] -= 1
    return Active(rows, new.reshape(-1), levels)

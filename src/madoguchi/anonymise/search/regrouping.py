"""Neighbouring classes once more together, and split anew: where that loses less, the new classes are kept.

A descent from `*` never puts two rows together that an early split has parted. So the finished classes are laid in a row,
in which those are near that have labels in common, and every few of them are split again from what they share. Each round
lays them by other columns first, by another of their rows, and lets the scores of the splits sway: always the same, as a
release must come out the same every time. No round makes anything worse, and every class holds by construction.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from madoguchi.anonymise.search.cells import Codes, Counts, first_of_runs, weigh
from madoguchi.anonymise.search.descent import TOGETHER, Descent, Ground
from madoguchi.anonymise.search.splitting import Active, Done, Levels

ROUNDS = 400
EFFORT = 4_000_000
"""Combinations that are split again in all: 400 rounds of 10,000, 40 of 100,000."""
FEWEST = 10
"""Where the effort pays fewer rounds, there is none: nobody would see what they bring."""
PATIENCE = 20
"""After so many rounds that brought nothing it ends."""
SIZES = (2, 3, 4, 5)
"""How many classes are put together, round by round."""
BETTER = 1e-9
SEED = 20251123


class Chance:
    """The same numbers every time, everywhere: the raw stream of a generator does not change between versions."""

    def __init__(self) -> None:
        self.stream = np.random.PCG64(SEED)

    def numbers(self, size: int) -> Counts:
        """Between 0 and 1."""
        return np.asarray(self.stream.random_raw(size) / 2.0**64)

    def sway(self, shape: tuple[int, ...]) -> Counts:
        """Factors between 1/2 and 3/2."""
        return self.numbers(int(np.prod(shape))).reshape(shape) + 0.5


class Regrouping:
    """`class_of` and `cost` (by row, of each combination) after the rounds so far."""

    def __init__(self, ground: Ground, class_of: Codes, cost: Counts) -> None:
        self.ground, self.class_of, self.cost = ground, class_of, cost
        self.chance = Chance()

    def run(self, tell: Callable[[float], None]) -> None:
        """Round after round."""
        rounds = min(ROUNDS, EFFORT // len(self.class_of))
        in_vain = 0
        for number in range(rounds if rounds >= FEWEST else 0):
            in_vain = 0 if self.round(SIZES[number % len(SIZES)]) else in_vain + 1
            if in_vain == PATIENCE:
                break
            tell(number / rounds)

    def round(self, size: int) -> bool:
        """All classes, so many together, are split again. Has it brought anything?"""
        group = self.groups(size)[self.class_of]
        levels = shared(self.ground, group).levels
        won = [self.split(rows, group[rows], levels) for rows in _blocks(group)]
        self.class_of = np.unique(self.class_of, return_inverse=True)[1].reshape(-1)
        return any(won)

    def groups(self, size: int) -> Codes:
        """For each class the number of its group: near by the coarse labels of one of its rows, then by the finer ones."""
        by_chance = np.lexsort((self.chance.numbers(len(self.class_of)), self.class_of))
        rows = by_chance[first_of_runs(self.class_of[by_chance])]
        turns = np.argsort(self.chance.numbers(len(self.ground.tables))).tolist()
        group = np.empty(len(rows), dtype=np.int64)
        group[np.lexsort(list(self.labels(rows, turns)))] = np.arange(len(rows)) // size
        return group

    def labels(self, rows: Codes, turns: Sequence[int]) -> Iterator[Codes]:
        """The labels of these rows, those that weigh most last."""
        ladders = self.ground.question.ladders
        for below in range(max(one.height for one in ladders) - 1, -1, -1):
            for place in reversed(turns):
                level = max(ladders[place].height - 1 - below, 0)
                yield ladders[place].up(0, level)[self.ground.codes[place][rows]]

    def split(self, rows: Codes, group: Codes, levels: Levels) -> bool:
        """These combinations are whole groups, in order; those groups change that have lost less afterwards."""
        part, groups = group - group[0], int(group[-1] - group[0]) + 1
        descent = Descent(self.ground, tries=False, sway=self.chance.sway)
        cost = descent.to_the_end(Active(rows, part, levels[group[0] : group[-1] + 1]))
        saved = weigh(part, (self.cost[rows] - cost) * self.ground.cells.count[rows], groups)
        changed = (saved > BETTER)[part]
        self.class_of[rows[changed]] = descent.class_of[rows[changed]] + int(self.class_of.max()) + 1
        self.cost[rows[changed]] = cost[changed]
        return bool(changed.any())


def _blocks(group: Codes) -> Iterator[Codes]:
    """The combinations group by group, as many groups at once as need no more memory than the splits before."""
    order = np.argsort(group, kind="stable")
    starts = first_of_runs(group[order])
    first_of_blocks = starts[first_of_runs(starts // TOGETHER)]
    yield from np.split(order, first_of_blocks[1:])


def shared(ground: Ground, class_of: Codes) -> Done:
    """The finest labels that all of a class share: one of its combinations, and the step by column."""
    order = np.argsort(class_of, kind="stable")
    starts = first_of_runs(class_of[order])
    levels = np.zeros((len(starts), len(ground.tables)), dtype=np.int8)
    for place, ladder in enumerate(ground.question.ladders):
        codes = ground.codes[place][order]
        for level in range(ladder.height - 1):
            label = ladder.up(0, level)[codes]
            levels[:, place] += np.minimum.reduceat(label, starts) != np.maximum.reduceat(label, starts)
    return Done(order[starts], levels)

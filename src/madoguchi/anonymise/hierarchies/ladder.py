"""A ladder: for every value its label at each step, from the finest to `*` (or to the first label that all share). Steps are nested, or it is refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.recipe.model import Hierarchy

WHOLE = "*"
MISSING = ""
Climb = Callable[[str], Sequence[str]]
"""A value → its labels from fine to coarse, without the last `*`. Raises ValueError where it does not know the value."""


@dataclass(frozen=True)
class Steps:
    """What a kind of hierarchy gives: how to climb, and every leaf it knows (None: those in the data).

    `doubtful` is a leaf that may be the heading of its file: it is refused unless the data holds it, too.
    """

    climb: Climb
    leaves: Sequence[str] | None = None
    doubtful: str | None = None


Paths = Callable[[Hierarchy, Path], Steps]


class Uncovered(Trouble):
    """A value that its hierarchy does not know; `column` and `value` say where to look for it."""

    def __init__(self, column: str, value: str, why: str = "") -> None:
        self.column, self.value = column, value
        super().__init__(
            "uncovered",
            ja=f"列「{column}」の値「{value[:40]}」を、階層が扱えません。{why}",
            en=f"The hierarchy of `{column}` does not cover the value `{value[:40]}`. {why}".rstrip(),
            mend_ja="値を直すか、階層 (hierarchy) にこの値を足してください。",
            mend_en="Mend the value, or add it to the hierarchy.",
        )


@dataclass(frozen=True)
class Ladder:
    """values[i] is coded i. labels[step][c] is a label, codes[step][i] its code for a value, shares[step][i] the part
    of the whole domain that stands behind that label."""

    column: str
    values: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    codes: tuple[NDArray[np.int64], ...]
    shares: tuple[NDArray[np.float64], ...]

    @property
    def height(self) -> int:
        """The number of steps."""
        return len(self.labels)

    def cards(self) -> tuple[int, ...]:
        """How many labels there are at each step."""
        return tuple(len(one) for one in self.labels)

    def up(self, low: int, high: int) -> NDArray[np.int64]:
        """Code at step `low` → code at step `high`."""
        table = np.zeros(len(self.labels[low]), dtype=np.int64)
        table[self.codes[low]] = self.codes[high]
        return table


def build(column: str, values: Sequence[str], steps: Steps, finest: int = 0) -> Ladder:
    """The ladder over the values in the data; a step that tells no more apart than the one before is left out."""
    if steps.doubtful is not None and steps.doubtful not in values:
        raise _heading_or_leaf(column, steps.doubtful)
    paths = [_path(column, value, steps.climb) for value in values]
    height = max((len(path) for path in paths), default=0)
    leaves = dict.fromkeys([*(steps.leaves or values), *values])
    known = [_stretched(_path(column, leaf, steps.climb), height) for leaf in leaves]
    levels = [[_stretched(path, height)[step] for path in paths] for step in range(min(finest, height), height)]
    domain = [[path[step] for path in known] for step in range(min(finest, height), height)]
    kept = _different([*levels, [WHOLE] * len(values)])
    every = [*domain, [WHOLE] * len(known)]
    coded = [_code([*levels, [WHOLE] * len(values)][step], every[step]) for step in kept]
    ladder = Ladder(column, tuple(values), *(tuple(part) for part in zip(*coded, strict=True)))
    _refuse_crossing(ladder)
    return ladder


def _heading_or_leaf(column: str, leaf: str) -> Trouble:
    return Trouble(
        "tree-heading",
        ja=f"列「{column}」の階層のファイルの1行目「{leaf[:40]}」は、見出しかもしれません (データにない値で、組の名前もほかの行にありません)。",
        en=f"The first line of the tree of `{column}`, `{leaf[:40]}`, may be a heading (the data does not hold it, and no other "
        "line names its groups).",
        mend_ja="レシピの hierarchy に、見出しなら heading: true、値なら heading: false を書いてください。",
        mend_en="Write `heading: true` in the `hierarchy` of the recipe if it is one, `heading: false` if it is a value.",
    )


def _path(column: str, value: str, climb: Climb) -> list[str]:
    if value == MISSING:
        return []
    try:
        return list(climb(value))
    except ValueError as error:
        raise Uncovered(column, value, str(error)) from error


def _stretched(path: list[str], height: int) -> list[str]:
    """A missing value stays missing up to the last step; a short path repeats its last label."""
    return (path + [path[-1] if path else MISSING] * height)[:height]


def _different(levels: list[list[str]]) -> list[int]:
    """The steps that differ in what they tell apart; of equal ones the finest-named, which says most."""
    kept: list[int] = []
    for step, level in enumerate(levels):
        same = kept and len(set(level)) == len(set(levels[kept[-1]]))
        if not (same and len(set(zip(level, levels[kept[-1]], strict=True))) == len(set(level))):
            kept.append(step)
    return kept


def _code(level: list[str], domain: list[str]) -> tuple[tuple[str, ...], NDArray[np.int64], NDArray[np.float64]]:
    labels = sorted(set(level))
    place = {label: code for code, label in enumerate(labels)}
    behind: dict[str, int] = {}
    for label in domain:
        behind[label] = behind.get(label, 0) + 1
    codes = np.array([place[label] for label in level], dtype=np.int64)
    shares = np.array([behind[label] / len(domain) for label in level], dtype=np.float64)
    return tuple(labels), codes, shares


def _refuse_crossing(ladder: Ladder) -> None:
    """Two values that are together at one step must stay together at every coarser one."""
    for low in range(ladder.height - 1):
        coarse = ladder.up(low, low + 1)[ladder.codes[low]]
        crossing = np.flatnonzero(coarse != ladder.codes[low + 1])
        if crossing.size:
            value = ladder.values[int(crossing[0])]
            raise Trouble(
                "not-nested",
                ja=f"列「{ladder.column}」の階層が入れ子になっていません (値「{value[:40]}」)。",
                en=f"The hierarchy of `{ladder.column}` is not nested (at the value `{value[:40]}`).",
                mend_ja="細かい段で同じ組の値は、粗い段でも同じ組にしてください。",
                mend_en="Values that share a label must share every coarser label.",
            )

"""The numbers of the report, taken from what was counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from madoguchi.anonymise.reidentifying import Risk, risk_of
from madoguchi.anonymise.report.charts import MOST
from madoguchi.anonymise.search.assignment import LEFT_OUT
from madoguchi.anonymise.search.cells import Cells, classes, weigh

if TYPE_CHECKING:
    from madoguchi.anonymise.making import Release

Rows = list[tuple[str, int]]


@dataclass(frozen=True)
class Clue:
    """One quasi-identifier before and after; `values` are its different values, `before` its finest readable step."""

    name: str
    values: int
    before: Rows
    after: Rows
    lost: float
    step: str
    left_out: list[tuple[str, int, int]]


def clues(release: Release) -> list[Clue]:
    """Each quasi-identifier with its rows by value before and after."""
    return [_clue(release, place) for place in range(len(release.plan.ladders))]


def _clue(release: Release, place: int) -> Clue:
    made, assigned = release.plan, release.assigned
    ladder, cells = made.ladders[place], made.cells
    code = cells.digit(place)
    rows = weigh(code, cells.count, cells.cards[place])
    readable = next((step for step in range(ladder.height) if len(ladder.labels[step]) <= MOST), ladder.height - 1)
    before = weigh(ladder.up(0, readable)[code], cells.count, len(ladder.labels[readable]))
    gone = assigned.class_of == LEFT_OUT
    missing = weigh(code[gone], cells.count[gone], cells.cards[place])
    vocabulary = assigned.vocabulary[place]
    after = weigh(assigned.words[place], assigned.sizes, len(vocabulary))
    k = made.question.k
    most = [int(one) for one in np.argsort(-missing)[:5] if missing[one] >= k]
    return Clue(
        ladder.column,
        len(ladder.labels[0]),
        _hiding_few(_rows(ladder.labels[readable], before), k),
        _rows(vocabulary, after),
        assigned.lost[place],
        _step(release, place),
        [(ladder.labels[0][one], int(missing[one]), int(rows[one])) for one in most],
    )


def _rows(labels: tuple[str, ...], often: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Rows:
    found = [(label, int(rows)) for label, rows in zip(labels, often, strict=True) if rows]
    return sorted(found, key=lambda row: _naturally(row[0]))


def _hiding_few(rows: Rows, k: int) -> Rows:
    """Of the input no value is named that fewer than k rows have: the report is read outside, too."""
    few = sum(often for _, often in rows if often < k)
    return [row for row in rows if row[1] >= k] + ([(f"< {k}", few)] if few >= k else [])


def _naturally(label: str) -> list[tuple[int, int, str]]:
    """5-9 before 10-14: runs of digits count as numbers."""
    parts = re.findall(r"[0-9]+|[^0-9]+", label)
    return [(0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts]


def _step(release: Release, place: int) -> str:
    if release.plan.recipe.recoding == "local":
        return "—"
    return f"{release.optimum.node[place] + 1} / {release.plan.ladders[place].height}"


def before(release: Release) -> Risk:
    """The risk of the input over the clues as they stand in it."""
    collapsed, width = release.plan.collapsed, len(release.plan.ladders)
    cards = [max(1, len(values)) for values in collapsed.values]
    key, size = np.zeros(len(collapsed.count), dtype=np.int64), 1
    for group, packed in zip(collapsed.groups, collapsed.packed, strict=True):
        if group[0] < width:
            step = prod(cards[place] for place in group)
            key, size = key * step + packed, size * step
    found = classes(Cells((), (), (), (), collapsed.count), key, size, ())
    return _risk(found.count, release.plan.question.k)


def after(release: Release) -> Risk | None:
    """The risk of the release, from the classes that the verifier counted; None when every row is left out."""
    sizes = release.certificate.sizes
    return risk_of(sizes, release.plan.question.k) if sizes else None


def _risk(count: np.ndarray[tuple[int, ...], np.dtype[np.float64]], k: int) -> Risk:
    sizes, often = np.unique(count.astype(np.int64), return_counts=True)
    return risk_of(dict(zip(sizes.tolist(), often.tolist(), strict=True)), k)

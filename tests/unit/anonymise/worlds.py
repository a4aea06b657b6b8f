"""Small tables and recipes that a reader can see, and random ones."""

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from random import Random

import numpy as np

from madoguchi.anonymise.hierarchies.ladder import Ladder, Steps, build
from madoguchi.anonymise.search.cells import Cells, pack, smallest_type
from madoguchi.anonymise.search.question import Question

RECIPE = """\
recipe: ko-sodate
title: {{ja: 子育ての相談}}
output: statistics
k: {k}
suppress: {suppress}
{more}columns:
  - {{column: 氏名, role: identifier}}
  - {{column: 年齢, role: quasi, hierarchy: {{kind: age, widths: [5, 10]}}}}
  - {{column: 町, role: quasi, hierarchy: {{kind: tree, file: machi.csv}}}}
  - {{column: 相談, role: sensitive}}
"""
TREE = "若葉町,北地区\n青葉町,北地区\n港町,南地区\n浜町,南地区\n"
HEADER = "氏名,年齢,町,相談\n"
AGES, TOWNS, MATTERS = (
    (20, 21, 21, 22, 23, 26, 34, 36, 47, 58),
    ("若葉町", "青葉町", "港町", "浜町"),
    ("保育", "発達", "お金"),
)


def people(rows: int = 200) -> str:
    """A CSV of so many people, the same every time."""
    chance = Random(7)
    lines = [
        f"みどり{number},{chance.choice(AGES)},{chance.choice(TOWNS)},{chance.choice(MATTERS)}"
        for number in range(rows)
    ]
    return HEADER + "\n".join(lines) + "\n"


def town_hall(folder: Path, csv: str | None = None, *, k: int = 5, suppress: str = "10%", more: str = "") -> Path:
    """A folder with an input, a recipe and its tree."""
    (folder / "in.csv").write_text(people() if csv is None else csv, encoding="utf-8")
    (folder / "machi.csv").write_text(TREE, encoding="utf-8")
    (folder / "recipe.yaml").write_text(RECIPE.format(k=k, suppress=suppress, more=more), encoding="utf-8")
    return folder


def ladder(name: str, cards: int, branching: Sequence[int]) -> Ladder:
    """A ladder over `cards` values that merges `branching[i]` neighbours at each step."""

    def climb(value: str) -> list[str]:
        labels, number = [f"v{cards - int(value):02}"], int(value)  # labels in another order than values
        for level, width in enumerate(branching):
            number //= width
            labels.append(f"{level}:{number}")
        return labels

    return build(name, [str(one) for one in sorted(map(str, range(cards)))], Steps(climb))


def cells_of(rows: Sequence[tuple[int, ...]], ladders: Sequence[Ladder], mark_card: int = 0) -> Cells:
    """The collapsed table of rows of codes; the last code is the sensitive value where there is one."""
    once, count = np.unique(np.array(rows, dtype=np.int64), axis=0, return_counts=True)
    cards = tuple(one.cards()[0] for one in ladders)
    groups = pack(cards, 8)
    packed = []
    for group in groups:
        number = np.zeros(len(once), dtype=np.int64)
        for place in group:
            number = number * cards[place] + once[:, place]
        packed.append(number.astype(smallest_type(10_000)))
    marks = (once[:, -1].astype(np.uint8),) if mark_card else ()
    return Cells((0,) * len(cards), cards, groups, tuple(packed), count.astype(np.float64), marks)


def by_hand(rows: Sequence[tuple[int, ...]], question: Question) -> dict[tuple[int, ...], tuple[int, float]]:
    """Every node of the lattice with its left-out rows and its loss, counted row by row in plain Python."""
    found = {}
    for node in product(*(range(height) for height in question.heights)):
        groups: dict[tuple[str, ...], list[tuple[int, ...]]] = {}
        for row in rows:
            groups.setdefault(shown(row, node, question), []).append(row)
        left_out, loss = 0, 0.0
        for members in groups.values():
            if fails(members, question):
                left_out += len(members)
                loss += len(members)
            else:
                loss += len(members) * cost(members[0], node, question)
        found[node] = (left_out, loss / len(rows))
    return found


def shown(row: tuple[int, ...], node: tuple[int, ...], question: Question) -> tuple[str, ...]:
    return tuple(
        one.labels[level][one.up(0, level)[code]] for one, level, code in zip(question.ladders, node, row, strict=False)
    )


def fails(members: list[tuple[int, ...]], question: Question) -> bool:
    few = question.distinct and len({row[-1] for row in members}) < question.distinct[0]
    return len(members) < question.k or bool(few)


def cost(row: tuple[int, ...], node: tuple[int, ...], question: Question) -> float:
    total = sum(question.weights)
    lost = 0.0
    for place, (one, level) in enumerate(zip(question.ladders, node, strict=True)):
        label = one.labels[level][one.up(0, level)[row[place]]]
        behind = sum(1 for code in one.codes[level] if one.labels[level][code] == label) / len(one.values)
        part = behind if question.measure == "loss" else level / max(1, one.height - 1)
        lost += part * question.weights[place] / total
    return lost

"""From what an engine has collapsed to a question for the search, and from its answer to what the engine emits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.engine.protocol import Collapsed, Emission, FromCounts, FromInput, Lookup, Written
from madoguchi.anonymise.hierarchies import Ladder, ladder_of
from madoguchi.anonymise.recipe import Column, Recipe
from madoguchi.anonymise.search.assignment import LEFT_OUT, Assignment
from madoguchi.anonymise.search.cells import (
    WIDEST,
    Cells,
    Codes,
    Counts,
    Packed,
    add_runs,
    classes,
    first_of_runs,
    pack,
    smallest_type,
    strides,
)
from madoguchi.anonymise.search.cells import digits as digits_of
from madoguchi.anonymise.search.question import Question

OTHER = "その他"
REMOVED = ("identifier", "identification-code", "drop")


def is_removed(column: Column) -> bool:
    """Does this column never leave the house?"""
    return column.role in REMOVED or (column.role == "linking-code" and column.treatment != "pseudonym")


def clues(recipe: Recipe) -> list[str]:
    """The quasi-identifiers."""
    return [one.column for one in recipe.of("quasi")]


def marks(recipe: Recipe) -> list[str]:
    """What must be counted too: what every class must hold several values of, and values that may be rare."""
    several = [one for one in recipe.of("sensitive") if recipe.distinct_of(one) > 1]
    return [one.column for one in (*several, *recipe.of("singular"))]


def if_small(recipe: Recipe) -> list[str]:
    """What is counted too when it has few values, so that the input need not be read twice."""
    must = set(marks(recipe))
    return [one.column for one in recipe.of("sensitive", "keep") if one.column not in must]


@dataclass(frozen=True)
class Plan:
    """A recipe on collapsed rows: the ladders, the cells at their finest steps, and the question."""

    recipe: Recipe
    collapsed: Collapsed
    ladders: tuple[Ladder, ...]
    cells: Cells
    question: Question

    def marks(self) -> tuple[str, ...]:
        """The counted columns that are no clues, in their order."""
        return self.collapsed.columns[len(self.ladders) :]

    def mark(self, name: str) -> Codes:
        """The codes of such a column, by combination."""
        return self.cells.marks[self.marks().index(name)].astype(np.int64)

    def cells_to_search(self) -> Cells:
        """The same combinations with those marks only that a class must hold several of."""
        several = [place for place, wanted in enumerate(_wanted(self.recipe, self.marks())) if wanted > 1]
        return replace(self.cells, marks=tuple(self.cells.marks[place] for place in several))


def _wanted(recipe: Recipe, marks: Sequence[str]) -> list[int]:
    by_name = {one.column: one for one in recipe.columns}
    return [recipe.distinct_of(by_name[name]) if by_name[name].role == "sensitive" else 1 for name in marks]


def plan(recipe: Recipe, collapsed: Collapsed, folder: Path) -> Plan:
    """Build the ladders over the values that are there; raises `Uncovered` for a value that a hierarchy misses."""
    quasi = recipe.of("quasi")
    ladders = tuple(ladder_of(column, values, folder) for column, values in zip(quasi, collapsed.values, strict=False))
    collapsed = in_order(collapsed) if recipe.recoding == "local" else collapsed
    cells = _cells(collapsed, ladders)
    return Plan(recipe, collapsed, ladders, cells, _question(recipe, collapsed, ladders))


def in_order(collapsed: Collapsed) -> Collapsed:
    """Engines count in any order; where ties are decided by it, the order must be the same every time."""
    order = np.lexsort(collapsed.packed[::-1])
    return replace(collapsed, packed=tuple(one[order] for one in collapsed.packed), count=collapsed.count[order])


def values_of(collapsed: Collapsed) -> dict[str, NDArray[Any]]:
    """By column the value of every combination, as text."""
    cards = tuple(max(1, len(one)) for one in collapsed.values)
    width = len(cards)
    cells = Cells((0,) * width, cards, collapsed.groups, collapsed.packed, collapsed.count)
    texts = (np.array(one or ("",), dtype=object) for one in collapsed.values)
    return {
        name: text[cells.digit(place)] for place, (name, text) in enumerate(zip(collapsed.columns, texts, strict=True))
    }


def _question(recipe: Recipe, collapsed: Collapsed, ladders: tuple[Ladder, ...]) -> Question:
    wanted = _wanted(recipe, collapsed.columns[len(ladders) :])
    cards = [max(1, len(values)) for values in collapsed.values[len(ladders) :]]
    return Question(
        ladders,
        tuple(one.weight for one in recipe.of("quasi")),
        collapsed.rows,
        recipe.size,
        recipe.may_leave_out(collapsed.rows),
        recipe.measure,
        tuple(one for one in wanted if one > 1),
        tuple(card for card, one in zip(cards, wanted, strict=True) if one > 1),
    )


def _cells(collapsed: Collapsed, ladders: Sequence[Ladder]) -> Cells:
    """The collapsed rows with codes of the ladders' finest steps instead of codes of values."""
    width = len(ladders)
    groups = tuple(group for group in collapsed.groups if group[0] < width)
    clues, marks = collapsed.packed[: len(groups)], collapsed.packed[len(groups) :]
    values = tuple(max(1, len(one.values)) for one in ladders)
    raw = Cells((0,) * width, values, groups, clues, collapsed.count, marks)
    cards = tuple(one.cards()[0] for one in ladders)
    if all(np.array_equal(one.codes[0], np.arange(len(one.values))) for one in ladders):
        return raw
    packed = [_recoded(raw, ladders, group, cards) for group in pack(cards)]
    return Cells((0,) * width, cards, pack(cards), tuple(packed), collapsed.count, marks)


def _recoded(raw: Cells, ladders: Sequence[Ladder], group: tuple[int, ...], cards: tuple[int, ...]) -> Packed:
    total = np.zeros(len(raw), dtype=np.int64)
    for place in group:
        total = total * cards[place] + ladders[place].codes[0][raw.digit(place)]
    return total.astype(smallest_type(prod(cards[place] for place in group)))


def emission(made: Plan, assigned: Assignment, order: Sequence[str], key: bytes | None) -> Emission:
    """What the engine is to write, in the order of the input's columns."""
    by_name = {one.column: one for one in made.recipe.columns}
    columns = [_written(made, by_name[name], assigned, key) for name in order if not is_removed(by_name[name])]
    if all(one.words is not None for one in columns):
        return _from_counts(made, assigned, columns)
    return _from_input(made, assigned, columns)


def _written(made: Plan, column: Column, assigned: Assignment, key: bytes | None) -> Written:
    quasi = [one.column for one in made.recipe.of("quasi")]
    if column.role == "quasi":
        return Written(column.column, assigned.vocabulary[quasi.index(column.column)])
    if column.role == "linking-code":
        return Written(column.column, pseudonym=key)
    if column.column not in made.marks():
        return Written(column.column)
    return _own_word(made, column)


def _own_word(made: Plan, column: Column) -> Written:
    """A counted column that is no clue: its value, or その他 where too few rows have it."""
    place = made.collapsed.columns.index(column.column)
    values = made.collapsed.values[place]
    least = (column.rare or made.recipe.size) if column.role == "singular" else 0
    rows = np.bincount(made.mark(column.column), weights=made.cells.count, minlength=len(values))
    shown = [OTHER if rows[code] < least else value for code, value in enumerate(values)]
    words = tuple(sorted(set(shown)))
    codes = np.array([words.index(word) for word in shown], dtype=np.int64)
    return Written(column.column, words, Lookup(column.column, values, codes))


def _from_counts(made: Plan, assigned: Assignment, columns: Sequence[Written]) -> FromCounts:
    """The different output rows, sorted by their columns, each with its count."""
    released = assigned.class_of != LEFT_OUT
    count, class_of = made.cells.count[released], assigned.class_of[released]
    cards = [len(one.words or ("",)) for one in columns]
    one_by_one = (_codes(made, assigned, one, released, class_of) for one in columns)
    if prod(cards) < WIDEST:
        return FromCounts(tuple(columns), *_counted(one_by_one, cards, count))
    codes = list(one_by_one)
    order = np.lexsort(codes[::-1])
    starts = first_of_runs_of_rows([one[order] for one in codes])
    times = add_runs(count[order], starts).astype(np.int64)
    return FromCounts(tuple(columns), tuple(one[order][starts] for one in codes), times)


def _counted(codes: Iterable[Codes], cards: Sequence[int], count: Counts) -> tuple[tuple[Codes, ...], Codes]:
    """Columns are taken one at a time: all of them at once would need more memory than anything else."""
    key = np.zeros(len(count), dtype=np.int64)
    for one, step in zip(codes, strides(cards), strict=True):
        key += one * step
    found = classes(Cells((), (), (), (), count), key, prod(cards), ())
    return tuple(digits_of(found.key, cards)), found.count.astype(np.int64)


def first_of_runs_of_rows(columns: Sequence[Codes]) -> Codes:
    """Where rows that are equal in every column begin."""
    starts = np.unique(np.concatenate([first_of_runs(one) for one in columns]))
    return starts.astype(np.int64)


def _codes(made: Plan, assigned: Assignment, one: Written, released: NDArray[np.bool_], class_of: Codes) -> Codes:
    if one.own is not None:
        return one.own.codes[made.mark(one.name)[released]]
    quasi = [column.column for column in made.recipe.of("quasi")]
    return assigned.words[quasi.index(one.name)][class_of]


def _from_input(made: Plan, assigned: Assignment, columns: Sequence[Written]) -> FromInput:
    """Rows find their class by the codes of their finest steps."""
    steps = strides(made.cells.cards)
    lookups = tuple(
        Lookup(one.column, one.values, one.codes[0] * step) for one, step in zip(made.ladders, steps, strict=True)
    )
    key = np.zeros(len(made.cells), dtype=np.int64)
    for place, step in enumerate(steps):
        key += made.cells.digit(place) * step
    there = np.flatnonzero(assigned.class_of != LEFT_OUT)
    once, first = np.unique(key[there], return_index=True)
    quasi = [one.column for one in made.recipe.of("quasi")]
    words = tuple(assigned.words[quasi.index(one.name)] if one.name in quasi else None for one in columns)
    return FromInput(tuple(columns), lookups, once, assigned.class_of[there][first], words)

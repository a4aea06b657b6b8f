"""The collapsed table: every different combination of values once, with how many rows bear it; and how to make it coarser.

Columns are packed into few numbers (`pack`), so that one table look-up serves several columns at once.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from math import prod

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.hierarchies import Ladder

Node = tuple[int, ...]
Codes = NDArray[np.int64]
Counts = NDArray[np.float64]
Packed = NDArray[np.unsignedinteger]
Group = tuple[int, ...]

SMALL = 1 << 16
WIDEST = 1 << 62
ALL = slice(None)
BLOCK = 1 << 20
WORTH_THREADS = 2 * BLOCK
DENSE = 4
"""A count by direct address is used while there are at most so many addresses per combination."""


def pack(cards: Sequence[int], limit: int = SMALL) -> tuple[Group, ...]:
    """Neighbouring columns together, as long as their combinations stay below the limit."""
    groups: list[list[int]] = []
    size = limit + 1
    for place, card in enumerate(cards):
        size *= max(1, card)
        if size > limit:
            groups.append([])
            size = card
        groups[-1].append(place)
    return tuple(tuple(one) for one in groups)


def smallest_type(card: int) -> type[np.unsignedinteger]:
    """The narrowest whole numbers that hold so many codes."""
    return np.uint8 if card <= 1 << 8 else np.uint16 if card <= SMALL else np.uint32


@dataclass(frozen=True)
class Cells:
    """`levels`: the step of each quasi-identifier here. `packed[g]` holds the columns of `groups[g]` in one number.

    `marks` are the codes of the sensitive columns that every class must hold several values of.
    """

    levels: Node
    cards: tuple[int, ...]
    groups: tuple[Group, ...]
    packed: tuple[Packed, ...]
    count: Counts
    marks: tuple[Packed, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.count)

    def digit(self, place: int, rows: Codes | slice = ALL) -> Codes:
        """The codes of one column."""
        for group, packed in zip(self.groups, self.packed, strict=True):
            if place in group:
                after = prod(self.cards[one] for one in group if one > place)
                return packed[rows].astype(np.int64) // after % self.cards[place]
        raise KeyError(place)


def strides(cards: Sequence[int]) -> list[int]:
    """What one step of each column adds to a key in which the last column runs fastest."""
    return [prod(cards[place + 1 :]) for place in range(len(cards))]


def keys(cells: Cells, ladders: Sequence[Ladder], target: Node, rows: slice = ALL) -> Codes:
    """For every combination the key of its class at the target: equal keys are the same class."""
    steps = strides([ladder.cards()[level] for ladder, level in zip(ladders, target, strict=True)])
    total = np.zeros(len(cells.count[rows]), dtype=np.int64)
    for group, packed in zip(cells.groups, cells.packed, strict=True):
        table = _table(group, cells, ladders, target, steps)
        if table.any():
            total += table[packed[rows]]
    return total


def tally(cells: Cells, ladders: Sequence[Ladder], target: Node, size: int, buckets: int | None = None) -> Counts:
    """Rows by key (or by bucket of keys), by two threads where it is worth it; in blocks that fit the processor's cache,
    as long as no block is small against what it is added to."""
    wide = buckets or size

    def part(rows: range) -> Counts:
        total = np.zeros(0)
        for start in rows:
            block = slice(start, min(start + rows.step, rows.stop))
            key = keys(cells, ladders, target, block)
            found = weigh(key if buckets is None else fold(key, buckets), cells.count[block], wide)
            total = np.add(total, found, out=total) if len(total) else found
        return total

    step = max(BLOCK, 2 * wide)
    if len(cells) < WORTH_THREADS:
        return part(range(0, len(cells), step))
    middle = len(cells) // 2
    with ThreadPoolExecutor(1) as beside:
        second = beside.submit(part, range(middle, len(cells), step))
        first = part(range(0, middle, step))
    return np.add(first, second.result(), out=first)


def _table(group: Group, cells: Cells, ladders: Sequence[Ladder], target: Node, steps: list[int]) -> Codes:
    """Packed number → its part of the key."""
    table = np.zeros(1, dtype=np.int64)
    for place in group:
        part = ladders[place].up(cells.levels[place], target[place]) * steps[place]
        table = (table[:, None] + part[None, :]).ravel()
    return table


def digits(key: Codes, cards: Sequence[int]) -> list[Codes]:
    """A key back into one code per column."""
    found: list[Codes] = []
    for card in reversed(cards):
        if card == 1:
            found.append(np.zeros(len(key), dtype=np.int64))
        else:
            key, digit = np.divmod(key, card)
            found.append(digit)
    return found[::-1]


@dataclass(frozen=True)
class Classes:
    """The classes at one node: their keys, how many rows each has, and how many values of each sensitive column."""

    key: Codes
    count: Counts
    distinct: tuple[Codes, ...] = ()


def classes(cells: Cells, key: Codes, size: int, mark_cards: Sequence[int]) -> Classes:
    """Count the classes; by direct address where there are few, else by sorting."""
    if fits(size, len(cells)):
        return _by_address(cells, key, size, mark_cards)
    return _by_sorting(cells, key, mark_cards)


def fits(size: int, cells: int) -> bool:
    """Are there few enough keys to count by direct address?"""
    return size <= max(DENSE * cells, SMALL)


def _by_address(cells: Cells, key: Codes, size: int, mark_cards: Sequence[int]) -> Classes:
    count = weigh(key, cells.count, size)
    there = np.flatnonzero(count)
    distinct = []
    for mark, card in zip(cells.marks, mark_cards, strict=True):
        seen = np.zeros(size * card, dtype=np.bool_)
        seen[key * card + mark] = True
        distinct.append(seen.reshape(size, card).sum(axis=1)[there])
    return Classes(there, count[there], tuple(distinct))


def _by_sorting(cells: Cells, key: Codes, mark_cards: Sequence[int]) -> Classes:
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    starts = first_of_runs(ordered)
    distinct = []
    for mark, card in zip(cells.marks, mark_cards, strict=True):
        pairs = np.unique(ordered * card + mark[order]) // card
        distinct.append(np.diff(np.append(first_of_runs(pairs), len(pairs))))
    return Classes(ordered[starts], add_runs(cells.count[order], starts), tuple(distinct))


def weigh(key: Codes | Packed, count: Counts, size: int) -> Counts:
    """Rows by key."""
    return np.bincount(key, weights=count, minlength=size).astype(np.float64, copy=False)


def fold(key: Codes, buckets: int) -> Codes:
    """Keys into fewer buckets (a power of 2): what has the same key is in the same bucket."""
    return (key * np.int64(-7046029254386353131)) >> np.int64(64 - buckets.bit_length() + 1) & np.int64(buckets - 1)


def first_of_runs(ordered: Codes | Packed) -> Codes:
    """Where each run of equal values begins."""
    if not len(ordered):
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))


def add_runs(values: Counts, starts: Codes) -> Counts:
    """The sum of each run."""
    return np.add.reduceat(values, starts).astype(np.float64, copy=False)

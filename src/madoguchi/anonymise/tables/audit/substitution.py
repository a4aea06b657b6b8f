"""Solves the puzzle by hand as far as that goes: an equation with one unknown gives it away, one with two lets one
stand for the other. Exact, in integers; what is left goes to the linear programs."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from madoguchi.anonymise.tables.audit.puzzle import Puzzle
from madoguchi.anonymise.tables.axes import Ints

Row = tuple[dict[int, int], int]  # coefficients by unknown, and the right side
KNOWN = -1


@dataclass(frozen=True)
class Reduced:
    """Every unknown is `sign · core[stand_in] + offset` (known already where `stand_in` is KNOWN)."""

    signs: Ints
    stand_ins: Ints
    offsets: Ints
    rows: list[Row] = field(repr=False)
    lower: "np.ndarray[tuple[int], np.dtype[np.float64]]"
    upper: "np.ndarray[tuple[int], np.dtype[np.float64]]"

    def __len__(self) -> int:
        return len(self.lower)


class _Links:
    """Which unknown stands for which: x = sign·y + offset, as a union-find that forgets nothing."""

    def __init__(self, size: int) -> None:
        self.of: list[tuple[int, int, int]] = [(1, unknown, 0) for unknown in range(size)]

    def find(self, unknown: int) -> tuple[int, int, int]:
        sign, stand_in, offset = self.of[unknown]
        if stand_in in (unknown, KNOWN):
            return sign, stand_in, offset
        sign_2, root, offset_2 = self.find(stand_in)
        self.of[unknown] = (sign * sign_2, root, sign * offset_2 + offset)
        return self.of[unknown]

    def rewritten(self, row: Row) -> Row:
        """The same equation in stand-ins."""
        coefficients: Counter[int] = Counter()
        right = row[1]
        for unknown, coefficient in row[0].items():
            sign, stand_in, offset = self.find(unknown)
            right -= coefficient * offset
            if stand_in != KNOWN:
                coefficients[stand_in] += coefficient * sign
        return {unknown: number for unknown, number in coefficients.items() if number}, right

    def take(self, row: Row) -> bool:
        """Use up an equation with one unknown or two; False where it has more."""
        coefficients, right = row
        if len(coefficients) == 1:
            (unknown, coefficient) = next(iter(coefficients.items()))
            self.of[unknown] = (0, KNOWN, right // coefficient)
            return True
        if len(coefficients) == 2 and all(abs(number) == 1 for number in coefficients.values()):
            (one, a), (other, b) = coefficients.items()
            self.of[one] = (-a * b, other, a * right)
            return True
        return not coefficients


def reduce(puzzle: Puzzle) -> Reduced:
    """Substitute until every equation that is left has three unknowns or more."""
    links = _Links(len(puzzle.cells))
    rows, went_on = _rows_of(puzzle), True
    while went_on:
        left: dict[tuple[tuple[int, int], ...], Row] = {}
        for row in rows:
            small = links.rewritten(row)
            if not links.take(small):
                left[tuple(sorted(small[0].items()))] = small
        went_on = len(left) < len(rows)
        rows = list(left.values())
    return _numbered(puzzle, links, rows)


def _rows_of(puzzle: Puzzle) -> list[Row]:
    rows: list[Row] = [({}, int(right)) for right in puzzle.rights]
    for row, column, sign in zip(puzzle.rows.tolist(), puzzle.columns.tolist(), puzzle.signs.tolist(), strict=True):
        rows[row][0][column] = sign
    return rows


def _numbered(puzzle: Puzzle, links: _Links, rows: list[Row]) -> Reduced:
    found = [links.find(unknown) for unknown in range(len(puzzle.cells))]
    roots = sorted({root for _, root, _ in found if root != KNOWN})
    number = {root: index for index, root in enumerate(roots)} | {KNOWN: KNOWN}
    signs, offsets = (np.array([one[i] for one in found], np.int64) for i in (0, 2))
    stand_ins = np.array([number[root] for _, root, _ in found], np.int64)
    lower, upper = np.full(len(roots), -np.inf), np.full(len(roots), np.inf)
    # x = z + offset ≥ floor bounds z from below; x = -z + offset ≥ floor bounds it from above
    rising, falling = (signs > 0), (signs < 0)
    np.maximum.at(lower, stand_ins[rising], (puzzle.floors - offsets)[rising])
    np.minimum.at(upper, stand_ins[falling], (offsets - puzzle.floors)[falling])
    numbered = [({number[u]: c for u, c in coefficients.items()}, right) for coefficients, right in rows]
    return Reduced(signs, stand_ins, offsets, numbered, lower, upper)

"""The unknowns that hang together, one block each: what happens in one says nothing about another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.tables.audit.substitution import Reduced
from madoguchi.anonymise.tables.axes import Ints

Floats = NDArray[np.float64]
TIGHTENING_ROUNDS = 50


@dataclass(frozen=True)
class Block:
    """A·z = b, lower ≤ z ≤ upper, as triplets; `members` are the block's stand-ins."""

    members: Ints
    rows: Ints
    columns: Ints
    coefficients: Ints
    rights: Ints
    lower: Floats
    upper: Floats

    def is_solved_by(self, values: Ints) -> bool:
        """Exact, in integers: every equation holds and every bound is kept."""
        left = -self.rights
        np.add.at(left, self.rows, self.coefficients * values[self.columns])
        return not left.any() and bool(((values >= self.lower) & (values <= self.upper)).all())


def split(reduced: Reduced) -> list[Block]:
    """The blocks, each with the bounds that single equations give by themselves."""
    roots = _roots(reduced)
    order = {root: [] for root in sorted(set(roots))}  # type: dict[int, list[int]]
    for member, root in enumerate(roots):
        order[root].append(member)
    rows_of: dict[int, list[tuple[dict[int, int], int]]] = {root: [] for root in order}
    for row in reduced.rows:
        rows_of[roots[next(iter(row[0]))]].append(row)
    return [tightened(_block(reduced, members, rows_of[root])) for root, members in order.items()]


def _roots(reduced: Reduced) -> list[int]:
    parent = list(range(len(reduced)))

    def find(member: int) -> int:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for coefficients, _ in reduced.rows:
        first, *others = coefficients
        for other in others:
            parent[find(other)] = find(first)
    return [find(member) for member in range(len(reduced))]


def _block(reduced: Reduced, members: list[int], rows: list[tuple[dict[int, int], int]]) -> Block:
    place = {member: index for index, member in enumerate(members)}
    entries = [(i, place[u], c) for i, (coefficients, _) in enumerate(rows) for u, c in coefficients.items()]
    table = np.array(entries, np.int64).reshape(-1, 3)
    chosen = np.array(members, np.int64)
    rights = np.array([right for _, right in rows], np.int64)
    return Block(chosen, table[:, 0], table[:, 1], table[:, 2], rights, reduced.lower[chosen], reduced.upper[chosen])


def tightened(block: Block) -> Block:
    """Bounds by single equations, again and again: what all the others can take at most, this one must take at least.

    Every bound found is true for real numbers and rounded inwards to whole ones, so it is true for every whole table.
    """
    lower, upper = block.lower, block.upper
    for _ in range(TIGHTENING_ROUNDS if len(block.rights) else 0):
        new_lower, new_upper = _one_round(block, lower, upper)
        if (new_lower == lower).all() and (new_upper == upper).all():
            break
        lower, upper = new_lower, new_upper
    return Block(block.members, block.rows, block.columns, block.coefficients, block.rights, lower, upper)


def _one_round(block: Block, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    positive = block.coefficients > 0
    least: Floats = block.coefficients.astype(np.float64) * np.where(
        positive, lower[block.columns], upper[block.columns]
    )
    most: Floats = block.coefficients.astype(np.float64) * np.where(
        positive, upper[block.columns], lower[block.columns]
    )
    room_up = block.rights[block.rows] - _others(block, least, -np.inf)
    room_down = block.rights[block.rows] - _others(block, most, np.inf)
    from_above = np.where(positive, room_up, room_down) / block.coefficients
    from_below = np.where(positive, room_down, room_up) / block.coefficients
    new_lower, new_upper = lower.copy(), upper.copy()
    np.minimum.at(new_upper, block.columns, np.floor(from_above))
    np.maximum.at(new_lower, block.columns, np.ceil(from_below))
    return new_lower, new_upper


def _others(block: Block, terms: Floats, endless: float) -> Floats:
    """For every entry the sum of its equation's other terms."""
    boundless = np.isinf(terms)
    finite = np.where(boundless, 0, terms)
    sums = np.bincount(block.rows, finite, len(block.rights))[block.rows] - finite
    count = np.bincount(block.rows, boundless, len(block.rights))[block.rows] - boundless
    return np.where(count > 0, endless, sums)

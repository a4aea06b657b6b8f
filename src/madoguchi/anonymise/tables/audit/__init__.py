"""The audit: how exactly can a reader of the released table work out each hidden cell?

It knows nothing of how the cells were chosen. It poses the reader's puzzle from what is published and looks for
whole-number tables that fit all of it. Two such tables that differ in a cell by more than the rule asks are the proof
that the cell is safe; they are checked in exact integers, so no rounding of any solver can make an unsafe cell look safe.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from madoguchi.anonymise.tables.audit.blocks import Block, Floats, split
from madoguchi.anonymise.tables.audit.exploring import explore
from madoguchi.anonymise.tables.audit.puzzle import Puzzle, pose
from madoguchi.anonymise.tables.audit.search import Need, Search
from madoguchi.anonymise.tables.audit.substitution import KNOWN, Reduced, reduce
from madoguchi.anonymise.tables.axes import Ints
from madoguchi.anonymise.tables.grid import Equations, Mask

__all__ = ["Intervals", "Need", "audit", "no_need"]


@dataclass(frozen=True)
class Intervals:
    """Per hidden cell. `lower…upper` is shown from inside by whole tables, `outer_…` from outside; equal = exact.

    `upper` is infinite where nothing published limits the cell.
    """

    cells: Ints
    lower: Floats
    upper: Floats
    outer_lower: Floats
    outer_upper: Floats
    safe: Mask  # proven by two whole tables
    blocks: int
    programs: int
    tables: tuple[Ints, ...] = field(default=(), repr=False)  # whole tables that fit, each over `cells`

    @property
    def width(self) -> Floats:
        return np.asarray(self.upper - self.lower)

    @property
    def exact(self) -> Mask:
        """Where nothing is left between inside and outside."""
        return np.asarray((self.lower == self.outer_lower) & (self.upper == self.outer_upper))


def no_need(size: int) -> Need:
    """Cells whose intervals need not be of any width."""
    return Need(np.full(size, np.inf), np.full(size, -np.inf), np.zeros(size))


def audit(
    equations: Equations,
    values: Ints,
    hidden: Mask,
    floors: Ints,
    need: Need,
    *,
    exact: bool = False,
    whole: bool = True,
    before: Intervals | None = None,
    tick: Callable[[], None] = lambda: None,
) -> Intervals:
    """Each hidden cell's interval. `values` are the true ones: they are the first witness, and `need` is about them.

    `before` is an audit of the same figures with other hidden cells: those of its tables that fit here, too, are taken
    over, after the same exact check.
    """
    puzzle = pose(equations, values, hidden, floors)
    if not puzzle.is_solved_by(values[puzzle.cells]):
        raise ArithmeticError("the true table does not add up, or a hidden cell is below what readers know")
    reduced = reduce(puzzle)
    searches = [_search(block, reduced, puzzle, values, need, whole=whole) for block in split(reduced)]
    _take_over(searches, reduced, _fitting(before, values, hidden, puzzle) if before else ())
    for search in searches:
        explore(search, everything=exact, tick=tick)
    tables = _checked(puzzle, reduced, searches)
    return replace(_gathered(puzzle, reduced, searches, need), tables=tables)


def _search(block: Block, reduced: Reduced, puzzle: Puzzle, values: Ints, need: Need, *, whole: bool) -> Search:
    """The needs of all cells that one stand-in speaks for become its own."""
    place = np.full(len(reduced), -1, np.int64)
    place[block.members] = np.arange(len(block.members))
    unknowns = np.flatnonzero((reduced.stand_ins != KNOWN) & (place[reduced.stand_ins] >= 0))
    own = place[reduced.stand_ins[unknowns]]
    signs, offsets = reduced.signs[unknowns], reduced.offsets[unknowns]
    theirs = need.take(puzzle.cells[unknowns])
    start = _core(reduced, values[puzzle.cells])[block.members]
    wanted = no_need(len(start))
    low, high = (signs * (bound - offsets) for bound in (theirs.low, theirs.high))
    np.minimum.at(wanted.low, own, np.where(signs > 0, low, high))
    np.maximum.at(wanted.high, own, np.where(signs > 0, high, low))
    np.maximum.at(wanted.width, own, theirs.width)
    return Search(block, start, wanted, whole)


def _fitting(before: Intervals, values: Ints, hidden: Mask, puzzle: Puzzle) -> Iterator[Ints]:
    """Tables of an earlier audit that change nothing which is published now, over the unknowns of now."""
    for table in before.tables:
        full = values.copy()
        full[before.cells] = table
        if (full[~hidden] == values[~hidden]).all():
            yield full[puzzle.cells]


def _take_over(searches: list[Search], reduced: Reduced, tables: Iterable[Ints]) -> None:
    for table in tables:
        core = _core(reduced, table)
        for search in searches:
            own = core[search.block.members]
            if search.block.is_solved_by(own):
                search.take(own)


def _core(reduced: Reduced, table: Ints) -> Ints:
    """The stand-ins of a table, from its unknowns."""
    core = np.zeros(len(reduced), np.int64)
    unknown = reduced.stand_ins != KNOWN
    core[reduced.stand_ins[unknown]] = (reduced.signs * (table - reduced.offsets))[unknown]
    return core


def _checked(puzzle: Puzzle, reduced: Reduced, searches: list[Search]) -> tuple[Ints, ...]:
    """Every table that proves something, put back together whole and checked against everything published."""
    tables = []
    for search in searches:
        core = np.zeros(len(reduced), np.int64)
        for other in searches:
            core[other.block.members] = other.start
        for witness in search.witnesses:
            core[search.block.members] = witness
            tables.append(_unfolded(reduced, core))
            if not puzzle.is_solved_by(tables[-1]):
                raise ArithmeticError("a witness does not fit the published table")
    return tuple(tables)


def _unfolded(reduced: Reduced, core: Ints) -> Ints:
    stands = core[reduced.stand_ins] if len(core) else np.zeros(len(reduced.stand_ins), np.int64)
    return np.where(reduced.stand_ins == KNOWN, reduced.offsets, reduced.signs * stands + reduced.offsets)


def _gathered(puzzle: Puzzle, reduced: Reduced, searches: list[Search], need: Need) -> Intervals:
    bounds = np.zeros((4, len(reduced)))
    for search in searches:
        endless = (search.inner_upper >= search.cap) & np.isinf(search.upper)
        inside = np.where(endless, np.inf, search.inner_upper)
        bounds[:, search.block.members] = (search.inner_lower, inside, search.lower, search.upper)
    lower, upper = _of_unknowns(reduced, bounds[0], bounds[1])
    outer_lower, outer_upper = _of_unknowns(reduced, bounds[2], bounds[3])
    safe = need.take(puzzle.cells).met(lower, upper)
    programs = sum(search.solved for search in searches)
    return Intervals(puzzle.cells, lower, upper, outer_lower, outer_upper, safe, len(searches), programs)


def _of_unknowns(reduced: Reduced, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
    """From a stand-in's interval to those of the unknowns: a falling one turns it round, a known one is a point."""
    known = reduced.stand_ins == KNOWN
    rising = reduced.signs > 0
    one, other = (np.append(bound, 0.0)[reduced.stand_ins] for bound in (lower, upper))
    low = np.where(rising, one, -other) + reduced.offsets
    high = np.where(rising, other, -one) + reduced.offsets
    return np.where(known, reduced.offsets, low), np.where(known, reduced.offsets, high)

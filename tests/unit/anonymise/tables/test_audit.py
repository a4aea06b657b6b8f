"""The audit says of every hidden cell what a reader can work out: no less, and no more."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.anonymise.tables.audit import Need, audit, halves, no_need
from madoguchi.anonymise.tables.axes import Ints
from madoguchi.anonymise.tables.grid import Grid, Mask
from tests.unit.anonymise.tables.worlds import counted, every_fitting, filled, needs, square, towns_in_areas


def hide(grid: Grid, *names: tuple[str, ...]) -> Mask:
    hidden = np.zeros(len(grid), np.bool_)
    for cell in range(len(grid)):
        hidden[cell] = grid.name(cell) in names
    return hidden


def intervals(grid: Grid, values: Ints, hidden: Mask, floor: int = 0) -> dict[tuple[str, ...], tuple[float, float]]:
    found = audit(grid.equations, values, hidden, np.full(len(grid), floor, np.int64), no_need(len(grid)), exact=True)
    assert (found.outer_lower <= found.lower).all() and (found.upper <= found.outer_upper).all()
    return {grid.name(cell): (found.lower[at], found.upper[at]) for at, cell in enumerate(found.cells.tolist())}


def test_one_hidden_cell_in_a_line_is_given_away_by_the_total():
    grid = square(3)
    values = filled(grid, [3, 20, 30])
    assert intervals(grid, values, hide(grid, ("a0",))) == {("a0",): (3, 3)}


def test_two_hidden_cells_in_a_line_share_what_is_left():
    grid = square(3)
    values = filled(grid, [3, 20, 30])
    assert intervals(grid, values, hide(grid, ("a0",), ("a1",))) == {("a0",): (0, 23), ("a1",): (0, 23)}


def test_a_reader_who_knows_that_zeros_are_shown_knows_one_more():
    grid = square(3)
    values = filled(grid, [3, 20, 30])
    assert intervals(grid, values, hide(grid, ("a0",), ("a1",)), floor=1)[("a0",)] == (1, 22)


def test_a_square_of_hidden_cells_can_turn_as_far_as_its_smallest_corners():
    grid = square(3, 3)
    values = filled(grid, [2, 9, 5, 8, 4, 5, 5, 5, 5])
    square_ = hide(grid, ("a0", "b0"), ("a0", "b1"), ("a1", "b0"), ("a1", "b1"))
    assert intervals(grid, values, square_)[("a0", "b0")] == (0, 10)


def test_three_hidden_cells_at_a_corner_give_each_other_away_although_every_line_but_one_has_two():
    """a0 has two hidden cells and so has a1, but column b2 has one: it is known, then the rest falls."""
    grid = square(2, 3)
    values = filled(grid, [2, 9, 5, 8, 4, 6])
    hidden = hide(grid, ("a0", "b0"), ("a0", "b1"), ("a1", "b0"), ("a1", "b2"))
    assert set(intervals(grid, values, hidden).values()) == {(2, 2), (9, 9), (8, 8), (6, 6)}


def test_two_hidden_cells_in_every_line_are_not_enough():
    """The bridge: two rings of hidden cells, joined by one. Every line has two or more, and yet the bridge is known.

         b0  b1  b2  b3
    a0   X   X   7   7
    a1   X   X   X   7       (a1, b2) is what is left of two rows when the two columns of the first ring are taken off
    a2   7   7   X   X
    a3   7   7   X   X
    """
    grid = square(4, 4)
    values = filled(grid, [7] * 16)
    rings = [
        ("a0", "b0"),
        ("a0", "b1"),
        ("a1", "b0"),
        ("a1", "b1"),
        ("a2", "b2"),
        ("a2", "b3"),
        ("a3", "b2"),
        ("a3", "b3"),
    ]
    found = intervals(grid, values, hide(grid, *rings, ("a1", "b2")))
    assert found[("a1", "b2")] == (7, 7)
    assert found[("a0", "b0")] == (0, 14)


def test_a_table_that_shows_nothing_gives_nothing_away():
    grid = square(2)
    found = intervals(grid, filled(grid, [1, 2]), np.ones(3, np.bool_))
    assert {upper for _, upper in found.values()} == {np.inf}


def test_a_table_with_nothing_hidden_has_no_intervals():
    grid = square(2)
    assert intervals(grid, filled(grid, [1, 2]), np.zeros(3, np.bool_)) == {}


def test_a_table_that_does_not_add_up_is_no_puzzle():
    grid = square(2)
    values = filled(grid, [1, 2])
    values[0] += 1
    with pytest.raises(ArithmeticError):
        intervals(grid, values, hide(grid, ("a0",), ("a1",)))


GRIDS = {"line": square(4), "square": square(2, 3), "cube": square(2, 2, 2), "areas": towns_in_areas()}


@st.composite
def published(draw, floor: int) -> tuple[Grid, Ints, Mask]:
    """A small table, some of it hidden; the grand total is shown, so that there is an end to trying."""
    grid = GRIDS[draw(st.sampled_from(sorted(GRIDS)))]
    values = counted(grid, draw(st.lists(st.integers(0, 100), min_size=1, max_size=6)))
    hidden = np.array(draw(st.lists(st.booleans(), min_size=len(grid), max_size=len(grid))))
    return grid, values, hidden & (values >= floor) & (values < values.max())


@settings(max_examples=150, deadline=None)
@given(data=st.data(), floor=st.integers(0, 1))
def test_its_intervals_are_those_of_trying_every_table(data, floor):
    grid, values, hidden = data.draw(published(floor))
    fitting = every_fitting(grid, values, hidden, floor)
    found = audit(grid.equations, values, hidden, np.full(len(grid), floor), no_need(len(grid)), exact=True)
    low, high = fitting.min(axis=0)[found.cells], fitting.max(axis=0)[found.cells]
    assert (found.lower >= low).all() and (found.upper <= high).all()  # from inside: only what really fits
    assert (found.outer_lower <= low).all() and (found.outer_upper >= high).all()  # from outside: all of it
    assert len(grid.axes) > 2 or found.exact.all()  # a table of two axes is a network: nothing is ever left open


@settings(max_examples=100, deadline=None)
@given(data=st.data(), width=st.integers(1, 6), reach=st.integers(0, 4))
def test_a_cell_is_safe_exactly_when_trying_every_table_says_so(data, width, reach):
    grid, values, hidden = data.draw(published(0))
    fitting = every_fitting(grid, values, hidden, 0)
    need = needs(grid, hidden, high=reach, width=width)
    found = audit(grid.equations, values, hidden, np.zeros(len(grid), np.int64), need)
    low, high = fitting.min(axis=0)[found.cells], fitting.max(axis=0)[found.cells]
    assert (found.safe == ((high >= reach) & (high - low >= width))).all()


@settings(max_examples=30, deadline=None)
@given(inner=st.lists(st.integers(0, 9), min_size=32, max_size=32), seed=st.integers(0, 1000))
def test_two_halves_at_once_find_what_one_finds(inner, seed):
    grid = square(4, 4, 2)
    values = filled(grid, inner)
    hidden = (np.random.default_rng(seed).random(len(grid)) < 0.6) & (values < values.max())
    need = needs(grid, hidden, high=5, width=4)
    found = []
    for worth in (1, 1000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(halves, "_WORTH", worth)
            found.append(audit(grid.equations, values, hidden, np.zeros(len(grid), np.int64), need))
    assert (found[0].safe == found[1].safe).all()


@settings(max_examples=100, deadline=None)
@given(data=st.data(), width=st.integers(1, 6), seed=st.integers(0, 1000))
def test_tables_of_an_earlier_audit_never_change_what_is_safe(data, width, seed):
    """Of other hidden cells, and even of no table at all: what does not fit is not taken over."""
    grid, values, hidden = data.draw(published(0))
    lots = np.random.default_rng(seed)
    other = (lots.random(len(grid)) < 0.7) & (values < values.max())
    floors = np.zeros(len(grid), np.int64)
    before = audit(grid.equations, values, other, floors, needs(grid, other, high=3, width=width))
    noise = tuple(lots.integers(0, 9, len(before.cells)) for _ in range(5))
    before = replace(before, tables=(*before.tables, *noise))
    need = needs(grid, hidden, high=3, width=width)
    alone = audit(grid.equations, values, hidden, floors, need)
    after = audit(grid.equations, values, hidden, floors, need, before=before)
    assert (after.safe == alone.safe).all()


def test_what_an_earlier_audit_found_need_not_be_found_again():
    grid, values, need, hidden = dense()
    floors = np.ones(len(grid), np.int64)
    before = audit(grid.equations, values, hidden, floors, need)
    after = audit(grid.equations, values, hidden, floors, need, before=before)
    assert (after.safe == before.safe).all()
    assert after.programs < before.programs / 2


def dense() -> tuple[Grid, Ints, Need, Mask]:
    """Nine of ten cells are small, and hidden with many of the totals."""
    grid = square(40, 10, 2)
    values = filled(grid, np.random.default_rng(3).poisson(4, 800).tolist())
    hidden = (values > 0) & (values < 60)
    return grid, values, needs(grid, hidden & (values < 10), high=10, width=9), hidden


def test_many_cells_are_decided_by_one_program():
    grid, values, need, hidden = dense()
    found = audit(grid.equations, values, hidden, np.ones(len(grid), np.int64), need)
    assert found.safe.sum() > 700
    assert found.programs < found.safe.sum() / 8

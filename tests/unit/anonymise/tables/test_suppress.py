"""The suppressor proposes, the audit disposes."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.anonymise.tables.audit import audit
from madoguchi.anonymise.tables.grid import Mask
from madoguchi.anonymise.tables.suppress import Task, suppress
from madoguchi.anonymise.tables.suppress.pairs import pair
from tests.unit.anonymise.tables.worlds import filled, square, task, towns_in_areas

GRIDS = {"line": square(5), "square": square(4, 5), "cube": square(3, 3, 2), "areas": towns_in_areas()}


def is_safe(one: Task, hidden: Mask) -> bool:
    return bool(audit(one.grid.equations, one.values, hidden, one.floors, one.need).safe.all())


def price(one: Task, hidden: Mask) -> float:
    return float(one.costs[hidden & ~one.primary].sum())


def by_lines_only(one: Task) -> Mask:
    """The simple heuristic: a companion in every line, and one more in every line of an unsafe cell, until all is safe."""
    hidden = pair(one, one.primary)
    equations = one.grid.equations
    while True:
        found = audit(equations, one.values, hidden, one.floors, one.need)
        unsafe = found.cells[~found.safe]
        if not len(unsafe):
            return hidden
        before = hidden.copy()
        for row in np.unique(equations.rows[np.isin(equations.cells, unsafe)]):
            cells = equations.cells[equations.starts[row] : equations.starts[row + 1]]
            others = cells[~hidden[cells] & one.may_hide[cells]]
            if len(others):
                hidden[others[np.argmin(one.costs[others])]] = True
        if (hidden == before).all():
            return one.may_hide | one.primary


@settings(max_examples=40, deadline=None)
@given(data=st.data(), name=st.sampled_from(sorted(GRIDS)), minimum=st.sampled_from([3, 5, 10]))
def test_what_it_hides_always_passes_the_audit_and_costs_no_more_than_the_simple_way(data, name, minimum):
    grid = GRIDS[name]
    many = int(np.prod([len(axis.leaves) for axis in grid.axes]))
    one = task(
        grid, filled(grid, data.draw(st.lists(st.integers(0, 30), min_size=many, max_size=many))), minimum=minimum
    )
    hidden = suppress(one)
    assert (hidden >= one.primary).all()
    assert not hidden[one.values == 0].any()
    assert is_safe(one, hidden)
    assert price(one, hidden) <= price(one, by_lines_only(one)) + 1e-9


def test_nothing_small_means_nothing_hidden():
    grid = GRIDS["square"]
    assert not suppress(task(grid, filled(grid, [20] * 20), minimum=10)).any()


def test_everything_small_means_that_at_least_all_of_it_is_hidden():
    grid = square(2, 2)
    one = task(grid, filled(grid, [1, 1, 1, 1]), minimum=10)
    hidden = suppress(one)
    assert hidden[one.values > 0].all() and is_safe(one, hidden)


def test_a_single_cell_hides_its_total_with_it():
    grid = square(1)
    one = task(grid, filled(grid, [4]), minimum=10)
    assert suppress(one).all()


def test_under_suppression_is_caught():
    """Teeth: the companion is taken away, and the audit no longer says safe."""
    grid = square(4)
    one = task(grid, filled(grid, [3, 20, 30, 40]), minimum=10)
    hidden = suppress(one)
    assert is_safe(one, hidden) and hidden.sum() == 2
    assert not is_safe(one, one.primary)


def test_a_lone_contributor_may_subtract_what_they_know():
    """Two hidden cells in a line: whoever alone fills one of them works out the other. So another one is hidden."""
    grid = square(4)
    values = filled(grid, [3, 12, 30, 40])
    one = task(grid, values, minimum=10)
    lone = next(cell for cell in range(len(grid)) if grid.name(cell) == ("a1",))
    guarded = replace(one, insiders=(np.array([lone]),))
    without = suppress(guarded)
    without[lone] = False
    assert is_safe(one, without)
    careless = suppress(one)
    careless[lone] = False
    assert not is_safe(one, careless)

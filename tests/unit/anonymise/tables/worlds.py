"""Small tables that one can see, and every table that fits what is published of them."""

from functools import cache
from itertools import product

import numpy as np

from madoguchi.anonymise.tables.audit import Need, no_need
from madoguchi.anonymise.tables.axes import Axis, Ints, flat, nested
from madoguchi.anonymise.tables.figures import Records, add_up
from madoguchi.anonymise.tables.grid import Grid, Layout, Mask, build
from madoguchi.anonymise.tables.suppress import Task


def grid_of(*axes: Axis) -> Grid:
    return build(axes, [Layout("one", tuple(axis.id for axis in axes))])


def square(*shape: int) -> Grid:
    """Axes a, b, c … without groups."""
    return grid_of(
        *(flat("abc"[i], [f"{'abc'[i]}{n}" for n in range(size)], total="計") for i, size in enumerate(shape))
    )


def towns_in_areas() -> Grid:
    """Four towns in two areas, by two sexes."""
    paths = {"一丁目": ["北"], "二丁目": ["北"], "三丁目": ["南"], "四丁目": ["南"]}
    return grid_of(nested("town", paths, total="区"), flat("sex", ["男", "女"], total="計"))


def filled(grid: Grid, inner: list[int]) -> Ints:
    """The values of all cells from those at the bottom, in the order of the axes."""
    leaves = np.array(list(product(*(axis.leaves for axis in grid.axes))), np.int64)
    return add_up(grid, Records(leaves, np.array(inner, np.int64))).values


def needs(grid: Grid, primary: Mask, *, high: int, width: int) -> Need:
    need = no_need(len(grid))
    need.high[primary] = high
    need.width[primary] = width
    return need


def task(grid: Grid, values: Ints, *, minimum: int) -> Task:
    """Cells under the minimum are hidden, zero is shown."""
    primary = (values > 0) & (values < minimum)
    need = needs(grid, primary, high=minimum, width=minimum - 1)
    floors = np.ones(len(grid), np.int64)
    return Task(grid, values, primary, need, floors, values > 0, np.log1p(values) + 1)


def counted(grid: Grid, places: list[int]) -> Ints:
    """The values of all cells when one after another is put into a bottom cell."""
    many = int(np.prod([len(axis.leaves) for axis in grid.axes]))
    return filled(grid, np.bincount(np.array(places, np.int64) % many, minlength=many).tolist())


def every_fitting(grid: Grid, values: Ints, hidden: Mask, floor: int) -> Ints:
    """All tables with the same grand total that agree with what is shown, one a row: by trying every one there is."""
    many = int(np.prod([len(axis.leaves) for axis in grid.axes]))
    tried = np.array(list(_shares(int(values.max()), many)), np.int64)
    whole = tried @ np.stack([filled(grid, row) for row in np.eye(many, dtype=int).tolist()])
    fits = (whole[:, ~hidden] == values[~hidden]).all(axis=1) & (whole[:, hidden] >= floor).all(axis=1)
    return np.asarray(whole[fits])


@cache
def _shares(total: int, many: int) -> tuple[tuple[int, ...], ...]:
    if many == 1:
        return ((total,),)
    return tuple((first, *rest) for first in range(total + 1) for rest in _shares(total - first, many - 1))

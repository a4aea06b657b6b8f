"""Which cells must move along so that one hidden cell can be another number: the cheapest such move, as a linear program.

A move keeps every equation. Cells that are hidden already move for nothing, others at the price of hiding them.
"""

from collections.abc import Sequence

import highspy
import numpy as np

from madoguchi.anonymise.tables.audit.blocks import Floats
from madoguchi.anonymise.tables.axes import ROOT, Axis, Ints
from madoguchi.anonymise.tables.grid import Mask
from madoguchi.anonymise.tables.solver import Solver
from madoguchi.anonymise.tables.suppress.task import Task

_NEAR = {1: 24, 2: 12, 3: 5, 4: 3}
_NEAR_IN_MANY = 2
_FREE = 1e-4
_SHORT = 5.0  # what a neighbour that cannot give enough is set back by
_MOVES = 1e-7
_MOST_NODES = 200


def cover(task: Task, hidden: Mask, cell: int, amount: int, *, still: Ints, whole: bool = False) -> Ints | None:
    """The cells to hide so that `cell` can be larger (or smaller) by `amount`; `still` are cells that cannot move.

    First among the cells near by, then among all; None where no move does it.
    """
    for near in (1, 2, 0):
        candidates = _near(task, hidden, cell, amount, near) if near else np.flatnonzero(task.may_hide | hidden)
        candidates = np.union1d(np.setdiff1d(candidates, still), [cell])
        moved = _move(task, hidden, candidates, cell, amount, whole=whole)
        if moved is not None:
            return np.setdiff1d(moved, np.flatnonzero(hidden))
    return None


def _near(task: Task, hidden: Mask, cell: int, amount: int, near: int) -> Ints:
    """The cells in a box round this one: on every axis some neighbours under the same group, hidden or cheap ones first."""
    nodes = task.grid.nodes[cell]
    busy = sum(1 for layout in task.grid.layouts for _ in layout.by) // len(task.grid.layouts)
    many = _NEAR.get(busy, _NEAR_IN_MANY) * near
    codes = np.zeros(1, np.int64)
    for index, axis in enumerate(task.grid.axes):
        chosen = np.array(_neighbours(task, hidden, nodes, index, axis, many, abs(amount)), np.int64)
        codes = (codes[:, None] + chosen[None, :] * task.grid.strides[index]).ravel()
    cells = task.grid.number(codes)
    cells = cells[cells >= 0]
    return cells[task.may_hide[cells] | hidden[cells]]


def _neighbours(task: Task, hidden: Mask, nodes: Ints, index: int, axis: Axis, many: int, amount: int) -> list[int]:
    chosen: list[int] = []
    for own in axis.path(int(nodes[index])):  # the node, and the groups over it: a total can move too
        chosen.append(own)
        if own != ROOT:
            siblings = [node for node in axis.children[axis.parents[own]] if node != own]
            chosen += _best(task, hidden, nodes, index, siblings, many if len(chosen) == 1 else 2, amount)
    for node in chosen:  # grows while it is read: what lies under a chosen group moves with it
        below = [child for child in axis.children[node] if child not in chosen]
        chosen += _best(task, hidden, nodes, index, below, 2, amount) if node != ROOT or nodes[index] == ROOT else []
    return chosen


def _best(
    task: Task, hidden: Mask, nodes: Ints, index: int, others: Sequence[int], many: int, amount: int
) -> list[int]:
    if not others:
        return []
    stride = task.grid.strides[index]
    code = int((nodes * task.grid.strides).sum() - nodes[index] * stride)
    cells = task.grid.number(code + np.asarray(others, np.int64) * stride)
    price = np.where(hidden[cells], 0.0, task.costs[cells])
    price = np.where((cells >= 0) & (task.may_hide[cells] | hidden[cells]), price, np.inf)
    room = np.minimum((task.values[cells] - task.floors[cells]) / amount, 1.0)
    price = price + _SHORT * (1.0 - room)
    order = np.argsort(price, kind="stable")[:many]
    return [others[i] for i in order if np.isfinite(price[i])]


def _move(task: Task, hidden: Mask, candidates: Ints, cell: int, amount: int, *, whole: bool) -> Ints | None:
    """The candidates that move, None where there is no such move. A move is counted in units of `amount`."""
    unit = abs(amount)
    room = np.maximum(task.values[candidates] - task.floors[candidates], 0) / unit
    price = np.where(hidden[candidates], _FREE, np.maximum(task.costs[candidates], _FREE))
    size = len(candidates)
    own = int(np.searchsorted(candidates, cell))
    lower, upper = np.zeros(2 * size), np.concatenate([np.full(size, np.inf), room])
    up, down = (own, size + own) if amount > 0 else (size + own, own)
    if upper[up] < 1:
        return None
    lower[up], upper[down] = 1.0, 0.0
    solver = _solver(task, candidates, np.concatenate([price, price]), lower, upper)
    if whole:
        _ask_for_whole(solver, 2 * size)
    solver.run()
    values = np.asarray(solver.getSolution().col_value)
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible or len(values) < 2 * size:
        return None
    moved = candidates[np.abs(values[:size] - values[size : 2 * size]) > _MOVES]
    return moved if cell in moved else None


def _solver(task: Task, candidates: Ints, price: Floats, lower: Floats, upper: Floats) -> Solver:
    size = len(candidates)
    place = np.full(len(task.grid), -1, np.int64)
    place[candidates] = np.arange(size)
    equations = task.grid.equations
    taken = place[equations.cells] >= 0
    _, rows = np.unique(equations.rows[taken], return_inverse=True)
    starts = np.searchsorted(rows, np.arange(rows.max() + 2)).astype(np.int32) * 2
    columns = place[equations.cells[taken]]
    signs = equations.signs[taken].astype(np.float64)
    solver = Solver()
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = 2 * size, len(starts) - 1
    model.col_cost_, model.col_lower_, model.col_upper_ = price, lower, upper
    model.row_lower_ = model.row_upper_ = np.zeros(len(starts) - 1)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = np.stack([columns, columns + size], axis=1).ravel().astype(np.int32)
    model.a_matrix_.value_ = np.stack([signs, -signs], axis=1).ravel()
    solver.passModel(model)
    return solver


def _ask_for_whole(solver: Solver, size: int) -> None:
    """Moves in whole numbers. The program counts in units, so a whole multiple of a unit is asked for: a whole move."""
    columns = np.arange(size, dtype=np.int32)
    solver.changeColsIntegrality(size, columns, np.full(size, int(highspy.HighsVarType.kInteger), np.uint8))
    solver.setOptionValue("mip_max_nodes", _MOST_NODES)
    solver.setOptionValue("mip_rel_gap", 0.05)

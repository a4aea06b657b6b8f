"""The cheapest first step: an equation with one hidden cell gives it away, so it gets a second one."""

import numpy as np

from madoguchi.anonymise.tables.grid import Mask
from madoguchi.anonymise.tables.suppress.task import Task


def pair(task: Task, hidden: Mask) -> Mask:
    """Hide the cheapest companion in every equation with a single hidden cell, until there is none. Necessary, not
    sufficient: the audit says what it is worth."""
    hidden = hidden.copy()
    equations = task.grid.equations
    while True:
        counts = np.bincount(equations.rows, hidden[equations.cells], len(equations))
        lonely = np.flatnonzero(counts == 1)
        if not sum(_companion(task, hidden, int(number)) for number in lonely):
            return hidden


def _companion(task: Task, hidden: Mask, number: int) -> bool:
    equations = task.grid.equations
    cells = equations.cells[equations.starts[number] : equations.starts[number + 1]]
    others = cells[~hidden[cells] & task.may_hide[cells]]
    if hidden[cells].sum() != 1 or not len(others):
        return False
    hidden[others[np.argmin(task.costs[others])]] = True
    return True

"""Which further cells must be hidden so that nobody can work out the primary ones.

It proposes; the audit disposes. Cells are added until the audit shows every primary cell safe; then those are taken
back without which it is still safe.
"""

from collections.abc import Callable

import numpy as np

from madoguchi.anonymise.tables.audit import Intervals, audit
from madoguchi.anonymise.tables.axes import Ints
from madoguchi.anonymise.tables.grid import Mask
from madoguchi.anonymise.tables.suppress.cover import cover
from madoguchi.anonymise.tables.suppress.pairs import pair
from madoguchi.anonymise.tables.suppress.task import Task

__all__ = ["Task", "suppress"]

Tick = Callable[[str, int], None]
NOBODY = np.zeros(0, np.int64)
_MOST_ROUNDS = 40
_SMALL = 1_000  # cells
_WORK = 6_000  # cells audited anew while trimming


def suppress(task: Task, *, tick: Tick = lambda _stage, _left: None) -> Mask:
    """The cells to hide, the primary ones among them. Of the ways tried, the cheapest that the audit accepts."""
    starts = [pair(task, task.primary)]
    if len(task.grid) <= _SMALL:
        starts.append(task.primary.copy())  # a small table is tried from the primary cells alone, too
    ways = [_trimmed(task, *_protected(task, start, tick), tick) for start in starts]
    return min(ways, key=lambda hidden: float(task.costs[hidden & ~task.primary].sum()))


def _protected(task: Task, hidden: Mask, tick: Tick) -> tuple[Mask, Intervals | None]:
    """Safe from every reader: from the public, then from each lone contributor, who knows their own cells as well.

    Also the last audit: the next one begins with its tables.
    """
    everything, found = task.may_hide | task.primary, None
    for number in range(_MOST_ROUNDS):
        before = hidden
        for known in (NOBODY, *task.insiders):
            hidden, found = _protected_from(task, hidden, known, found, tick, whole=number > 0)
        if (hidden == before).all():
            return hidden, found
    return everything, None


def _protected_from(
    task: Task, hidden: Mask, known: Ints, found: Intervals | None, tick: Tick, *, whole: bool
) -> tuple[Mask, Intervals | None]:
    """Grows until one kind of reader can work out nothing; everything is hidden where nothing less will do."""
    for _ in range(_MOST_ROUNDS):
        found = _audited(task, hidden, known, found, whole=whole)
        unsafe = np.flatnonzero(~found.safe)
        tick("cover", len(unsafe))
        if not len(unsafe):
            return hidden, found
        grown = _covered(task, hidden, found, unsafe, known, whole=whole)
        if (grown == hidden).all():
            break
        hidden, whole = grown, True
    return task.may_hide | task.primary, None


def _trimmed(task: Task, hidden: Mask, found: Intervals | None, tick: Tick) -> Mask:
    """Publish again what is not needed, the dearest first, as far as a fixed amount of work goes."""
    further = np.flatnonzero(hidden & ~task.primary)
    order = further[np.argsort(-task.costs[further], kind="stable")]
    tries = min(len(order), _WORK // max(1, int(hidden.sum())))
    for left, cell in enumerate(order[:tries].tolist()):
        tick("trim", tries - left)
        hidden[cell] = False
        readers = (NOBODY, *task.insiders)
        if not all(_audited(task, hidden, known, found, whole=False).safe.all() for known in readers):
            hidden[cell] = True
    return hidden


def _audited(task: Task, hidden: Mask, known: Ints, before: Intervals | None, *, whole: bool) -> Intervals:
    unknown = hidden.copy()
    unknown[known] = False
    return audit(task.grid.equations, task.values, unknown, task.floors, task.need, whole=whole, before=before)


def _covered(task: Task, hidden: Mask, found: Intervals, unsafe: Ints, known: Ints, *, whole: bool) -> Mask:
    """A round: each unsafe cell gets what it needs to be larger, or smaller, than the truth."""
    before, hidden = hidden, hidden.copy()
    for at in sorted(unsafe.tolist(), key=lambda one: -_largest(task, found, one)):
        for amount in _amounts(task, found, at):
            extra = cover(task, hidden, int(found.cells[at]), amount, still=known, whole=whole)
            if extra is not None:
                hidden[extra] = True
    return _widened(task, hidden, found, unsafe) if (hidden == before).all() else hidden


def _amounts(task: Task, found: Intervals, at: int) -> list[int]:
    """How far the cell must be able to go up, and how far down."""
    cell = found.cells[at]
    low = min(task.need.low[cell], task.values[cell])
    high = max(task.need.high[cell], min(found.lower[at], low) + task.need.width[cell], task.values[cell])
    up, down = int(np.ceil(high - task.values[cell])), int(np.ceil(task.values[cell] - low))
    return [amount for amount in (up, -down) if amount]


def _largest(task: Task, found: Intervals, at: int) -> int:
    return max((abs(amount) for amount in _amounts(task, found, at)), default=0)


def _widened(task: Task, hidden: Mask, found: Intervals, unsafe: Ints) -> Mask:
    """Nothing came of the programs: hide the cheapest cell in every equation of the unsafe ones. It ends, because the
    hidden cells only grow, and a table that shows nothing gives nothing away."""
    hidden = hidden.copy()
    equations = task.grid.equations
    for row in np.unique(equations.rows[np.isin(equations.cells, found.cells[unsafe])]):
        cells = equations.cells[equations.starts[row] : equations.starts[row + 1]]
        others = cells[~hidden[cells] & task.may_hide[cells]]
        if len(others):
            hidden[others[np.argmin(task.costs[others])]] = True
    return hidden

"""What a reader of the released table can do: unknown cells, the equations between them, and the least each can be."""

from dataclasses import dataclass

import numpy as np

from madoguchi.anonymise.tables.axes import Ints
from madoguchi.anonymise.tables.grid import Equations, Mask


@dataclass(frozen=True)
class Puzzle:
    """Σ signs·unknowns = right, for every equation that holds an unknown. Nothing in here tells a hidden value."""

    cells: Ints  # the unknowns, by their number in the grid
    floors: Ints  # the least that each can be, as the reader knows the rule
    rows: Ints  # of every entry: its equation, its unknown, its sign
    columns: Ints
    signs: Ints
    rights: Ints

    def is_solved_by(self, values: Ints) -> bool:
        """Could the table be this one, for all that the reader knows? Exact, in integers."""
        left = -self.rights
        np.add.at(left, self.rows, self.signs * values[self.columns])
        return not left.any() and bool((values >= self.floors).all())


def pose(equations: Equations, shown: Ints, hidden: Mask, floors: Ints) -> Puzzle:
    """The puzzle of a released table. `shown` is read only where nothing is hidden."""
    cells = np.flatnonzero(hidden)
    entry_hidden = hidden[equations.cells]
    known = np.where(entry_hidden, 0, shown[equations.cells] * equations.signs)
    rights = np.zeros(len(equations), np.int64)
    np.add.at(rights, equations.rows, -known)
    used, rows = np.unique(equations.rows[entry_hidden], return_inverse=True)
    columns = np.searchsorted(cells, equations.cells[entry_hidden])
    signs = equations.signs[entry_hidden].astype(np.int64)
    return Puzzle(cells, floors[cells], rows.astype(np.int64), columns.astype(np.int64), signs, rights[used])

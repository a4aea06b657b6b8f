"""The least move: from the true table to another one in which a given cell is a given amount larger or smaller.

Asking for the *least* change (the sum of all absolute changes) and not for the greatest value gives small loops
through the table, and those are nearly always whole numbers.
"""

import highspy
import numpy as np

from madoguchi.anonymise.tables.audit.blocks import Block
from madoguchi.anonymise.tables.audit.program import TOLERANCE, matrix
from madoguchi.anonymise.tables.axes import Ints
from madoguchi.anonymise.tables.solver import Solver


class Moves:
    """One program per block: every change is split into a rise and a fall, and each move starts from standing still."""

    def __init__(self, block: Block, start: Ints, cap: float) -> None:
        self.block, self.start = block, start
        self.solved = 0
        self._rise = np.minimum(block.upper, cap) - start
        self._fall = start - block.lower
        self._solver = self._loaded()
        self._solver.run()
        self._still = self._solver.getBasis()

    def to(self, member: int, target: float) -> Ints | None:
        """A whole table in which `member` has reached `target`; None where none was found this way."""
        amount = float(np.ceil(abs(target - self.start[member])))
        room = self._rise if target > self.start[member] else self._fall
        if amount > room[member]:
            return None
        self._hold(member, target, amount)
        self._solver.run()
        self.solved += 1
        witness = self._moved()
        self._release(member)
        return witness

    def _hold(self, member: int, target: float, amount: float) -> None:
        rising = target > self.start[member]
        columns = (member, member + len(self.start)) if rising else (member + len(self.start), member)
        self._solver.changeColBounds(columns[0], amount, amount)
        self._solver.changeColBounds(columns[1], 0.0, 0.0)

    def _release(self, member: int) -> None:
        self._solver.changeColBounds(member, 0.0, float(self._rise[member]))
        self._solver.changeColBounds(member + len(self.start), 0.0, float(self._fall[member]))
        self._solver.setBasis(self._still)

    def _moved(self) -> Ints | None:
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = np.asarray(self._solver.getSolution().col_value)
        change = values[: len(self.start)] - values[len(self.start) :]
        whole = np.rint(change)
        if np.abs(change - whole).max() > TOLERANCE:
            return None
        witness = self.start + whole.astype(np.int64)
        return witness if self.block.is_solved_by(witness) else None

    def _loaded(self) -> Solver:
        size = len(self.start)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = 2 * size, len(self.block.rights)
        model.col_cost_, model.col_lower_ = np.ones(2 * size), np.zeros(2 * size)
        model.col_upper_ = np.concatenate([self._rise, self._fall])
        model.row_lower_ = model.row_upper_ = np.zeros(len(self.block.rights))
        starts, columns, values = matrix(self.block)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = starts * 2
        model.a_matrix_.index_ = np.stack([columns, columns + size], axis=1).ravel().astype(np.int32)
        model.a_matrix_.value_ = np.stack([values, -values], axis=1).ravel()
        solver = Solver(presolve="off")
        solver.passModel(model)
        return solver

"""The least move: from the true table to another one in which a given cell is a given amount larger or smaller.

Asking for the *least* change (the sum of all absolute changes) and not for the greatest value gives small loops
through the table, and those are nearly always whole numbers.
"""

from collections.abc import Mapping

import highspy
import numpy as np

from madoguchi.anonymise.tables.audit.blocks import Block
from madoguchi.anonymise.tables.audit.program import TOLERANCE, matrix
from madoguchi.anonymise.tables.axes import Ints
from madoguchi.anonymise.tables.solver import Solver

Held = tuple[float, float, float]  # least, most, cost
_WORTH = 1000.0  # of one step towards a target: dearer than any loop through the table is long


class Moves:
    """One program per block: every change is split into a rise and a fall, and each move starts from standing still."""

    def __init__(self, block: Block, start: Ints, cap: float) -> None:
        self.block, self.start = block, start
        self.solved = 0
        self._rise = np.minimum(block.upper, cap) - start
        self._fall = start - block.lower
        self._most = np.concatenate([self._rise, self._fall])
        self._solver = self._loaded()
        self._solver.run()
        self._still = self._solver.getBasis()

    def to(self, member: int, target: float) -> Ints | None:
        """A whole table in which `member` has reached `target`; None where none was found this way."""
        if not self._is_possible(member, target):
            return None
        amount = self._amount(member, target)
        return self._solved({self._column(member, target): (amount, amount, 1.0)})

    def together(self, targets: Mapping[int, float]) -> Ints | None:
        """A whole table in which as many members as can be have come as near to their targets as can be, by the least change.

        One program instead of hundreds. None where its end is not whole: the more members, the likelier.
        """
        wishes = {member: target for member, target in targets.items() if self._is_possible(member, target)}
        if not wishes:
            return None
        held = {self._column(*one): (0.0, self._amount(*one), -_WORTH) for one in wishes.items()}
        return self._solved(held)

    def _amount(self, member: int, target: float) -> float:
        return float(np.ceil(abs(target - self.start[member])))

    def _is_possible(self, member: int, target: float) -> bool:
        room = self._rise if target > self.start[member] else self._fall
        return 0 < self._amount(member, target) <= room[member]

    def _column(self, member: int, target: float) -> int:
        return member if target > self.start[member] else member + len(self.start)

    def _solved(self, held: Mapping[int, Held]) -> Ints | None:
        """Hold some columns (and let their opposites stand still), solve, let go again."""
        for column, (least, most, cost) in held.items():
            self._set(column, least, most, cost)
            self._set(self._opposite(column), 0.0, 0.0, 1.0)
        self._solver.run()
        self.solved += 1
        witness = self._moved()
        for column in held:
            for one in (column, self._opposite(column)):
                self._set(one, 0.0, float(self._most[one]), 1.0)
        self._solver.setBasis(self._still)
        return witness

    def _set(self, column: int, least: float, most: float, cost: float) -> None:
        self._solver.changeColBounds(column, least, most)
        self._solver.changeColCost(column, cost)

    def _opposite(self, column: int) -> int:
        return (column + len(self.start)) % (2 * len(self.start))

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
        model.col_upper_ = self._most
        model.row_lower_ = model.row_upper_ = np.zeros(len(self.block.rights))
        starts, columns, values = matrix(self.block)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = starts * 2
        model.a_matrix_.index_ = np.stack([columns, columns + size], axis=1).ravel().astype(np.int32)
        model.a_matrix_.value_ = np.stack([values, -values], axis=1).ravel()
        solver = Solver(presolve="off")
        solver.passModel(model)
        return solver

"""The linear program of one block, solved again and again with another aim (HiGHS, primal simplex, warm)."""

from collections.abc import Mapping

import highspy
import numpy as np
from numpy.typing import NDArray

from madoguchi.anonymise.tables.audit.blocks import Block, Floats
from madoguchi.anonymise.tables.axes import Ints
from madoguchi.anonymise.tables.solver import Solver

TOLERANCE = 1e-6
# Another aim leaves the last vertex feasible: the primal simplex goes on from there, ~30 times fewer steps than the dual.
_PRIMAL: Mapping[str, bool | float | str] = {"presolve": "off", "simplex_strategy": 4}
_MOST_NODES = 2000


class Program:
    """Aims are minimised. A whole-number vertex is handed out as a witness once it has been checked in integers."""

    def __init__(self, block: Block, cap: float) -> None:
        self.block, self.cap = block, cap
        self.solved = 0
        self._columns = np.arange(len(block.members), dtype=np.int32)
        self._solver = _loaded(block, cap, _PRIMAL)

    def push(self, aim: Floats) -> tuple[float, Ints | None]:
        """The least that an aim can be, and a whole table in which it is (None where the vertex is not whole)."""
        self._solver.changeColsCost(len(aim), self._columns, aim)
        self._solver.run()
        self.solved += 1
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"linear program ended with {self._solver.getModelStatus()}")
        witness = self._whole(np.asarray(self._solver.getSolution().col_value))
        return float(self._solver.getInfo().objective_function_value), witness

    def push_whole(self, aim: Floats, enough: float) -> tuple[float, Ints | None]:
        """The same among whole tables only, ended as soon as the aim is `enough`: (proven least, witness)."""
        solver = _loaded(self.block, self.cap, {"mip_max_nodes": _MOST_NODES})
        solver.changeColsCost(len(aim), self._columns, aim)
        kinds = np.full(len(aim), int(highspy.HighsVarType.kInteger), np.uint8)
        solver.changeColsIntegrality(len(aim), self._columns, kinds)
        solver.setOptionValue("objective_target", float(enough))
        solver.run()
        self.solved += 1
        info = solver.getInfo()
        found = np.asarray(solver.getSolution().col_value)
        witness = self._whole(found) if len(found) and np.isfinite(info.objective_function_value) else None
        return float(info.mip_dual_bound), witness

    def _whole(self, values: Floats) -> Ints | None:
        rounded = np.rint(values)
        if len(values) == 0 or np.abs(values - rounded).max() > TOLERANCE:
            return None
        witness = rounded.astype(np.int64)
        return witness if self.block.is_solved_by(witness) else None


def _loaded(block: Block, cap: float, options: Mapping[str, bool | float | str]) -> Solver:
    solver = Solver(**options)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(block.members), len(block.rights)
    model.col_cost_ = np.zeros(len(block.members))
    model.col_lower_, model.col_upper_ = block.lower, np.minimum(block.upper, cap)
    model.row_lower_ = model.row_upper_ = block.rights.astype(np.float64)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = matrix(block)
    solver.passModel(model)
    return solver


def matrix(block: Block) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
    """A block's equations row by row, as HiGHS takes them: where each row starts, its columns, its coefficients."""
    order = np.argsort(block.rows, kind="stable")
    starts = np.searchsorted(block.rows[order], np.arange(len(block.rights) + 1))
    columns, values = block.columns[order], block.coefficients[order]
    return starts.astype(np.int32), columns.astype(np.int32), values.astype(np.float64)

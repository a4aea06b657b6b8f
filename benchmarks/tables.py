"""Cell suppression on 134 towns × 20 ages × 2 sexes with all totals (8,505 cells): hide, prove, and every exact interval.

Beside it in the same run: the simple rule (two hidden cells in every line) and what the audit says of it, and the naive
audit (two fresh linear programs per cell, a sample of cells, carried over to all). sdcTable, sdcMicro and τ-ARGUS
need R or Windows, which this machine cannot install, so they are not run. Prints figures; gates on nothing.
"""

import argparse
import time
from dataclasses import dataclass

import highspy
import numpy as np

from madoguchi.anonymise.tables.audit import Intervals, Need, audit, no_need
from madoguchi.anonymise.tables.audit.puzzle import Puzzle, pose
from madoguchi.anonymise.tables.axes import Ints, flat
from madoguchi.anonymise.tables.figures import Records, add_up
from madoguchi.anonymise.tables.grid import Grid, Layout, Mask, build
from madoguchi.anonymise.tables.solver import Solver
from madoguchi.anonymise.tables.suppress import Task, suppress
from madoguchi.anonymise.tables.suppress.pairs import pair

TOWNS, AGES, SAMPLE = 134, 20, 20
JOBS = {
    "まばら": (1_000_000, 10),
    "中くらい": (1_000_000, 50),
    "むずかしい": (100_000, 10),
    "とてもむずかしい": (30_000, 10),
}


@dataclass(frozen=True)
class Timed:
    seconds: float
    cpu: float


class Stopwatch:
    def __enter__(self) -> "Stopwatch":
        self.wall, self.cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.took = Timed(time.perf_counter() - self.wall, time.process_time() - self.cpu)

    def __str__(self) -> str:
        return f"{self.took.seconds:6.2f} 秒 (CPU {self.took.cpu:.2f})"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tables", description=__doc__)
    parser.add_argument("--job", choices=JOBS, action="append", help="これだけ測る")
    for name in parser.parse_args(arguments).job or JOBS:
        measure(name, *JOBS[name])
    print("比べる道具: sdcTable・sdcMicro (R)、τ-ARGUS (Windows) は、この機械に入れられないため測っていない")


def measure(name: str, people: int, minimum: int) -> None:
    task = table(people, minimum)
    print(
        f"\n{name}: {people:,} 人、{minimum} 未満、{len(task.grid):,} マス、{len(task.grid.equations):,} 式、決まりで隠す {task.primary.sum():,}"
    )
    with Stopwatch() as watch:
        simple = pair(task, task.primary)
        unsafe = int((~_audit(task, simple).safe).sum())
    print(f"  「1行に2つ」の規則         {watch}  隠す {simple.sum():,}、うち安全でない {unsafe:,}")
    with Stopwatch() as watch:
        hidden = suppress(task)
    print(
        f"  隠すマスを選ぶ             {watch}  隠す {hidden.sum():,}、費用 {_cost(task, hidden):.0f} (2つの規則 {_cost(task, simple):.0f})"
    )
    _tell("決まりの幅を証明する", task, hidden, exact=False)
    found = _tell("すべての幅を限界まで求める", task, hidden, exact=True)
    seconds = naive(pose(task.grid.equations, task.values, hidden, task.floors))
    print(
        f"  素朴な検査 (1マスに2つ)    {seconds * len(found.cells):6.1f} 秒 ({SAMPLE} マスの平均 {seconds:.3f} 秒から)"
    )


def _tell(what: str, task: Task, hidden: Mask, *, exact: bool) -> Intervals:
    with Stopwatch() as watch:
        found = _audit(task, hidden, exact=exact)
    open_ = int((~found.exact).sum())
    print(
        f"  {what:<18} {watch}  計算 {found.programs:,}、安全 {found.safe.sum():,}/{len(found.cells):,}、内と外が離れたまま {open_:,}"
    )
    return found


def _audit(task: Task, hidden: Mask, *, exact: bool = False) -> Intervals:
    return audit(task.grid.equations, task.values, hidden, task.floors, task.need, exact=exact)


def _cost(task: Task, hidden: Mask) -> float:
    return float(task.costs[hidden & ~task.primary].sum())


def table(people: int, minimum: int) -> Task:
    """Towns of uneven size, an age pyramid; the same for the same figures."""
    lots = np.random.default_rng(20_251_123)
    towns = lots.lognormal(0, 0.7, TOWNS)
    ages = np.interp(np.arange(AGES), [0, 4, 7, 10, 15, 17, 19], [6, 8, 11, 13, 9, 5, 1])
    share = np.einsum("t,a,s->tas", towns / towns.sum(), ages / ages.sum(), [0.49, 0.51])
    inner = lots.multinomial(people, share.ravel())
    grid = build(
        [flat("town", [f"町{n:03d}" for n in range(TOWNS)], total="区"),
         flat("age", [f"{5 * n}歳" for n in range(AGES)], total="総数"),
         flat("sex", ["男", "女"], total="総数")],
        [Layout("town-age-sex", ("town", "age", "sex"))],
    )  # fmt: skip
    return _task(grid, add_up(grid, Records(_leaves(), inner.astype(np.int64))).values, minimum)


def _leaves() -> Ints:
    return np.stack(np.meshgrid(*(np.arange(1, n + 1) for n in (TOWNS, AGES, 2)), indexing="ij"), axis=-1).reshape(
        -1, 3
    )


def _task(grid: Grid, values: Ints, minimum: int) -> Task:
    primary = (values > 0) & (values < minimum)
    need: Need = no_need(len(grid))
    need.high[primary], need.width[primary] = minimum, minimum - 1
    return Task(grid, values, primary, need, np.ones(len(grid), np.int64), values > 0, np.log1p(values) + 1)


def naive(puzzle: Puzzle) -> float:
    """Seconds a cell, when each bound is a program of its own from scratch."""
    began = time.perf_counter()
    for cell in np.linspace(0, len(puzzle.cells) - 1, SAMPLE).astype(int):
        for aim in (1.0, -1.0):
            solver = Solver()
            solver.passModel(_model(puzzle, int(cell), aim))
            solver.run()
    return (time.perf_counter() - began) / SAMPLE


def _model(puzzle: Puzzle, cell: int, aim: float) -> highspy.HighsLp:
    model = highspy.HighsLp()
    size, order = len(puzzle.cells), np.argsort(puzzle.rows, kind="stable")
    model.num_col_, model.num_row_ = size, len(puzzle.rights)
    model.col_cost_ = np.where(np.arange(size) == cell, aim, 0.0)
    model.col_lower_, model.col_upper_ = puzzle.floors.astype(float), np.full(size, 1e7)
    model.row_lower_ = model.row_upper_ = puzzle.rights.astype(float)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.searchsorted(puzzle.rows[order], np.arange(len(puzzle.rights) + 1)).astype(np.int32)
    model.a_matrix_.index_ = puzzle.columns[order].astype(np.int32)
    model.a_matrix_.value_ = puzzle.signs[order].astype(float)
    return model


if __name__ == "__main__":
    main()

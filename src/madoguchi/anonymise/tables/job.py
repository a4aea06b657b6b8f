"""From a declaration and an input file to the cells that may be shown, and the proof of it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from madoguchi.anonymise.tables.audit import Intervals, audit
from madoguchi.anonymise.tables.audit.blocks import Floats
from madoguchi.anonymise.tables.axes import Axis, Ints
from madoguchi.anonymise.tables.errors import TableError
from madoguchi.anonymise.tables.figures import Figures, add_up
from madoguchi.anonymise.tables.grid import Grid, Layout, Mask, build
from madoguchi.anonymise.tables.presets import in_force
from madoguchi.anonymise.tables.primary import Judged, Reason, judge, largest_asked
from madoguchi.anonymise.tables.reading import Input, World, read
from madoguchi.anonymise.tables.spec import TableLayout, TableSpec
from madoguchi.anonymise.tables.suppress import Task, suppress

Tick = Callable[[str, int], None]


@dataclass(frozen=True)
class Case:
    """A table with its figures and what the rules say of every cell; nothing is hidden yet."""

    spec: TableSpec
    grid: Grid
    figures: Figures
    judged: Judged
    rows: int
    sha256: str  # of the input

    @property
    def values(self) -> Ints:
        return self.figures.values

    def insiders(self, hidden: Mask) -> tuple[Ints, ...]:
        """Per contributor who is alone in hidden cells: those cells. What they sent in they know."""
        lone = self.figures.lone
        if lone is None or self.spec.measure.kind == "count":
            return ()
        cells = np.flatnonzero(hidden & (lone >= 0))
        return tuple(cells[lone[cells] == who] for who in np.unique(lone[cells]))


@dataclass(frozen=True)
class Proof:
    """What the audit found for the public, and how many lone contributors it stood against."""

    intervals: Intervals
    insiders: int
    insiders_safe: bool

    @property
    def holds(self) -> bool:
        return bool(self.intervals.safe.all()) and self.insiders_safe


def open_case(spec: TableSpec, wanted: Input, folder: Path) -> Case:
    """Read, add up, compare given totals, judge."""
    world = read(spec, wanted, folder)
    grid = build(world.axes, [_layout(one, world.axes) for one in spec.tables])
    rules = in_force(spec.rules, with_population=any(axis.population for axis in world.axes))
    figures = add_up(grid, world.records, largest=largest_asked(rules))
    _compare_given(world, grid, figures, Path(wanted.name))
    return Case(spec, grid, figures, judge(grid, figures, spec), world.rows, world.sha256)


def _layout(layout: TableLayout, axes: tuple[Axis, ...]) -> Layout:
    deepest = {axis.id: int(axis.depths.max()) for axis in axes}
    for name, level in layout.levels.items():
        if name not in layout.by or level > deepest[name]:
            raise TableError(
                ja=f"表「{layout.id}」の levels の「{name}」は、{deepest[name]} までの数にし、by にも書いてください。",
                en=f"Table `{layout.id}`: `levels.{name}` is at most {deepest[name]}, and `{name}` stands in `by`.",
            )
    return Layout(layout.id, layout.by, tuple(layout.levels.get(name) for name in layout.by))


def _compare_given(world: World, grid: Grid, figures: Figures, path: Path) -> None:
    """Totals that the input brought must be the sums of what it brought."""
    for row, nodes, value in world.given:
        cell = int(grid.number(np.array([int((np.array(nodes) * grid.strides).sum())]))[0])
        if cell >= 0 and figures.values[cell] != value:
            name = "・".join(grid.name(cell))
            raise TableError(
                ja=f"{path.name} の{row}行目の合計「{name}」が合いません。表では {value:,}、内訳の和は {figures.values[cell]:,} です。",
                en=f"Row {row} of {path.name}: the total {name} is {value:,}, its parts add up to {figures.values[cell]:,}.",
            )


def hide(case: Case, *, tick: Tick = lambda _stage, _left: None) -> Mask:
    """The cells to hide. More hidden cells can make more contributors lone in them: repeat until there are no new ones."""
    hidden = case.judged.primary
    known = -1
    while hidden.any() and known < len(case.insiders(hidden)):
        insiders = case.insiders(hidden)
        known = len(insiders)
        hidden = suppress(_task(case, insiders), tick=tick)
    return hidden


def _task(case: Case, insiders: tuple[Ints, ...]) -> Task:
    judged = case.judged
    costs = _costs(case)
    return Task(case.grid, case.values, judged.primary, judged.need, judged.floors, judged.may_hide, costs, insiders)


def _costs(case: Case) -> Floats:
    values = case.values.astype(np.float64)
    kinds = {"cells": np.ones(len(values)), "values": values + 1, "balance": np.log1p(values) + 1}
    return kinds[case.spec.least]


def prove(case: Case, hidden: Mask, *, exact: bool = False, tick: Callable[[], None] = lambda: None) -> Proof:
    """The audit of a released table: for the public, and once more for each lone contributor."""
    judged = case.judged

    def ask(unknown: Mask, *, exact: bool) -> Intervals:
        return audit(case.grid.equations, case.values, unknown, judged.floors, judged.need, exact=exact, tick=tick)

    insiders = case.insiders(hidden)
    safe = all(bool(ask(_without(hidden, cells), exact=False).safe.all()) for cells in insiders)
    return Proof(ask(hidden, exact=exact), len(insiders), safe)


def _without(hidden: Mask, cells: Ints) -> Mask:
    unknown = hidden.copy()
    unknown[cells] = False
    return unknown


def reasons(case: Case, hidden: Mask) -> Ints:
    """Why each cell is hidden; for the keeper."""
    further = hidden & (case.judged.reasons == Reason.SHOWN)
    return np.where(further, int(Reason.FURTHER), case.judged.reasons)


def sha256(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()

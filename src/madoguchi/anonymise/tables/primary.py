"""Which cells are hidden by themselves, and how uncertain each of them must stay."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from madoguchi.anonymise.tables.audit import Need, no_need
from madoguchi.anonymise.tables.audit.blocks import Floats
from madoguchi.anonymise.tables.axes import Ints
from madoguchi.anonymise.tables.figures import Figures
from madoguchi.anonymise.tables.grid import Grid, Mask
from madoguchi.anonymise.tables.presets import in_force
from madoguchi.anonymise.tables.spec import Rules, TableSpec

_ASIDE = 10
"""A sum hidden for its few contributors must stay open by this many percent of the greatest, where no p% is declared."""


class Reason(IntEnum):
    """Why a cell is hidden. For the keeper only: what is released does not tell them apart."""

    SHOWN = 0
    SMALL = 1
    ZERO = 2
    BARRED = 3
    DOMINATED = 4
    GUESSABLE = 5
    FURTHER = 6


@dataclass(frozen=True)
class Judged:
    """Per cell: why it is hidden, what its interval must do, what readers know it is at least, may it be hidden."""

    reasons: Ints
    need: Need
    floors: Ints
    may_hide: Mask

    @property
    def primary(self) -> Mask:
        return np.asarray(self.reasons != Reason.SHOWN)


def largest_asked(rules: Rules) -> int:
    """How many of the greatest contributions the rules look at."""
    return max(rules.dominance.n if rules.dominance else 0, 2)


def judge(grid: Grid, figures: Figures, spec: TableSpec) -> Judged:
    """Every rule in turn; a cell keeps the first reason, and the strictest of all needs."""
    rules = in_force(spec.rules, with_population=any(axis.population for axis in grid.axes))
    judged = Judged(
        np.zeros(len(grid), np.int64), no_need(len(grid)), _floors(grid, spec, rules), _may_hide(figures, rules)
    )
    _judge_counts(grid, figures, spec, rules, judged)
    if figures.largest is not None:
        _judge_dominance(figures, rules, judged)
        _judge_guesses(figures, rules, judged)
    judged.floors[judged.reasons == Reason.BARRED] = 0  # there a hidden cell can be nothing, too
    return judged


def _floors(grid: Grid, spec: TableSpec, rules: Rules) -> Ints:
    """Where every zero is shown, a hidden count is at least 1, and every reader knows it."""
    least = 1 if rules.zero == "shown" and spec.measure.kind == "count" else 0
    return np.full(len(grid), least, np.int64)


def _may_hide(figures: Figures, rules: Rules) -> Mask:
    return np.asarray(figures.values > 0) if rules.zero == "shown" else np.ones(len(figures.values), np.bool_)


def _judge_counts(grid: Grid, figures: Figures, spec: TableSpec, rules: Rules, judged: Judged) -> None:
    minimum, barred = _minimums(grid, rules)
    counts = figures.values if spec.measure.kind == "count" else figures.contributors
    if counts is None:
        return
    few = counts < minimum
    zero = counts == 0
    _mark(judged, barred, Reason.BARRED)
    _mark(judged, few & ~zero, Reason.SMALL)
    if rules.zero == "hidden":
        _mark(judged, few & zero, Reason.ZERO)
    hidden = judged.reasons != Reason.SHOWN
    if spec.measure.kind == "count":
        _need_counts(judged, hidden, barred, minimum, spec)
    else:
        aside = _percent_of_greatest(figures, rules.p_percent or _ASIDE)
        _need_around(judged, hidden, figures.values, aside)


def _need_counts(judged: Judged, hidden: Mask, barred: Mask, minimum: Ints, spec: TableSpec) -> None:
    """As many numbers must be possible as "under the minimum" leaves open, and the minimum itself among them."""
    width = np.maximum(minimum - 1, 1) if spec.protect.width is None else np.full(len(minimum), spec.protect.width)
    judged.need.width[hidden] = width[hidden]
    if spec.protect.reach:
        chosen = hidden & ~barred
        judged.need.high[chosen] = minimum[chosen]


def _minimums(grid: Grid, rules: Rules) -> tuple[Ints, Mask]:
    """Per cell the least count that is shown, and where nothing is shown at all."""
    minimum = np.full(len(grid), rules.minimum or 0, np.int64)
    barred = np.zeros(len(grid), np.bool_)
    for index, axis in enumerate(grid.axes):
        if not axis.population:
            continue
        people = np.array([axis.inhabitants(node) for node in range(len(axis))], np.int64)[grid.nodes[:, index]]
        for tier in reversed(rules.tiers):
            inside = people < tier.under
            barred = (barred | inside) if tier.minimum is None else (barred & ~inside)
            minimum[inside] = np.maximum(minimum[inside], tier.minimum or 0)
    return minimum, barred


def _judge_dominance(figures: Figures, rules: Rules, judged: Judged) -> None:
    if rules.dominance is None or figures.largest is None:
        return
    top, k = figures.largest[:, : rules.dominance.n].sum(axis=1), rules.dominance.k
    sensitive = (100 * top > k * figures.values) & (figures.values > 0)
    _mark(judged, sensitive, Reason.DOMINATED)
    _need_around(judged, sensitive, figures.values, -(-100 * top // k) - figures.values)


def _judge_guesses(figures: Figures, rules: Rules, judged: Judged) -> None:
    if rules.p_percent is None or figures.largest is None:
        return
    rest = figures.values - figures.largest[:, :2].sum(axis=1)
    wanted = _percent_of_greatest(figures, rules.p_percent)
    sensitive = (rest < wanted) & (figures.values > 0)
    _mark(judged, sensitive, Reason.GUESSABLE)
    _need_around(judged, sensitive, figures.values, wanted - rest)


def _percent_of_greatest(figures: Figures, percent: int) -> Ints:
    greatest = figures.largest[:, 0] if figures.largest is not None else figures.values
    return np.asarray(-(-percent * greatest // 100))


def _need_around(judged: Judged, chosen: Mask, values: Ints, amount: Ints) -> None:
    """So much above the truth must be possible, and so much below (never below nothing)."""
    high: Floats = (values + amount).astype(np.float64)
    low: Floats = np.maximum(values - amount, judged.floors).astype(np.float64)
    judged.need.high[chosen] = np.maximum(judged.need.high[chosen], high[chosen])
    judged.need.low[chosen] = np.minimum(judged.need.low[chosen], low[chosen])


def _mark(judged: Judged, chosen: Mask, reason: Reason) -> None:
    judged.reasons[chosen & (judged.reasons == Reason.SHOWN)] = reason

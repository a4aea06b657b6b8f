"""The interval chart of the keeper's page: how wide the interval of every hidden cell is, as SVG with its numbers."""

from typing import TYPE_CHECKING

import numpy as np

from madoguchi.anonymise.tables.page_words import both

if TYPE_CHECKING:
    from madoguchi.anonymise.tables.making import Made

_SHOWN = 40
_ROW, _LEFT, _WIDE = 22, 250, 420


def interval_chart(made: "Made") -> str:
    """The narrowest intervals of the cells that a rule hides, each with what the rule asks for."""
    found, case = made.proof.intervals, made.case
    primary = np.flatnonzero(case.judged.primary[found.cells])
    order = primary[np.argsort(found.width[primary], kind="stable")][:_SHOWN].tolist()
    if not order:
        return ""
    end = max(_finite(found.upper[at], found.lower[at], case.values[found.cells[at]]) for at in order) * 1.05 + 1
    rows = "".join(_row(made, at, number, end) for number, at in enumerate(order))
    height = len(order) * _ROW + 34
    heading = both("隠したマスの幅（狭い順）", "Intervals of hidden cells, the narrowest first")
    note = both(
        "帯は、公表された数字のすべてに合う値の範囲。縦の線は本当の値。右はその範囲。",
        "A bar is the range of values that fit every published figure; the stroke is the truth; its range stands at the right.",
    )
    label = "hidden cells and their intervals"
    axis = f'<text x="{_LEFT}" y="{height - 8}" class="t">0</text><text x="{_LEFT + _WIDE}" y="{height - 8}" class="t" text-anchor="end">{end:,.0f}</text>'
    return (
        f'<section><h2>{heading}</h2><p class="note">{note}</p><div class="scroll" role="region" tabindex="0" aria-label="{label}">'
        f'<svg viewBox="0 0 {_LEFT + _WIDE + 130} {height}" width="{_LEFT + _WIDE + 130}" height="{height}" role="img" aria-label="{label}">'
        f"{rows}{axis}</svg></div></section>"
    )


def _row(made: "Made", at: int, number: int, end: float) -> str:
    from html import escape

    found, case = made.proof.intervals, made.case
    cell = int(found.cells[at])
    top = number * _ROW + 4
    lower, upper = float(found.lower[at]), float(found.upper[at])
    begin, stop = _LEFT + _WIDE * lower / end, _LEFT + _WIDE * min(1.0, upper / end)
    truth = _LEFT + _WIDE * float(case.values[cell]) / end
    name = escape("・".join(case.grid.name(cell)))
    kind = "ok" if found.safe[at] else "not"
    words = f"{lower:,.0f}–{'∞' if np.isinf(upper) else f'{upper:,.0f}'}"
    return (
        f'<text x="{_LEFT - 10}" y="{top + 13}" class="t" text-anchor="end">{name}</text>'
        f'<rect x="{begin:.1f}" y="{top + 3}" width="{max(stop - begin, 2):.1f}" height="11" rx="3" class="{kind}"/>'
        f'<rect x="{truth - 1:.1f}" y="{top}" width="2" height="17" class="truth"/>'
        f'<text x="{_LEFT + _WIDE + 12}" y="{top + 13}" class="t">{words}</text>'
    )


def _finite(upper: float, lower: float, value: int) -> float:
    return float(max(lower, value, 0 if np.isinf(upper) else upper))

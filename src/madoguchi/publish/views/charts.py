"""Charts of a dataset: bars by the values of a column, or by month; with the same numbers as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.publish.counted.plan import TOTAL
from madoguchi.publish.models import Dataset
from madoguchi.publish.queries.catalogue import Entered
from madoguchi.publish.queries.fresh import Kept
from madoguchi.publish.queries.releases import folder
from madoguchi.publish.release.counting import charted, counts, summed
from madoguchi.publish.release.paging import Question, page
from madoguchi.publish.release.shape import Column, Shape

BARS, MONTHS = 12, 24
LEFT, RIGHT, BOTTOM, HIGH = 36, 356, 130, 100


@dataclass(frozen=True)
class Bar:
    """`share` of the largest, in hundredths; `x` and `height` where it stands upright."""

    label: str
    number: float
    share: float
    x: float = 0
    height: float = 0
    width: float = 0

    @property
    def y(self) -> float:
        return BOTTOM - self.height

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Chart:
    """`of`: the column whose numbers are added up; None: rows are counted. `rest`: what further values come to.

    `period`: the only one that is shown, where the rows are counts by period.
    """

    column: Column
    of: Column | None
    bars: list[Bar]
    rest: float
    values: int
    period: str = ""

    @property
    def top(self) -> float:
        return max((bar.number for bar in self.bars), default=0)

    @property
    def by_month(self) -> bool:
        return self.column.kind == "date"


def charts(one: Entered, column: str, of: str) -> list[Chart]:
    """The chart that was asked for, else the two that tell most."""
    if is_counted(one):
        return [chart for chart in _counted(one) if chart.bars]
    found = charted(one.shape)
    if column in [each.name for each in found]:
        return [_chart(one, column, of)]
    dates = [each.name for each in found if each.kind == "date" and each.distinct > 2][:1]
    words = [each.name for each in found if each.kind != "date"]
    return [_chart(one, name, "") for name in [*words[:1], *dates, *words[1:]][:2]]


def is_counted(one: Entered) -> bool:
    """Are its rows counts of cases, with totals among them?"""
    return one.dataset.source == Dataset.Source.CASES


def _chart(one: Entered, column: str, of: str) -> Chart:
    shape = one.shape
    told = shape.columns[shape.names.index(column)]
    measure = _measure(shape, told, of)
    number = shape.names.index(measure.name) if measure else None
    found = counts(folder(one.release.hash), shape, shape.names.index(column), number)
    shown = found[-MONTHS:] if told.kind == "date" else found[:BARS]
    rest = sum(n for _, n in found) - sum(n for _, n in shown)
    return Chart(told, measure, bars(shown), rest, len(found))


def _counted(one: Entered) -> list[Chart]:
    """Of counted cases: the last period by each axis, the other axes at their total. What is hidden has no bar."""
    period, *axes, number, _hidden = one.shape.columns
    last = _last(one)
    totals = {period.name: last} | {each.name: TOTAL for each in axes}
    return [
        _by_axis(one, axis, {name: value for name, value in totals.items() if name != axis.name}, number, last)
        for axis in axes
    ]


def _by_axis(one: Entered, axis: Column, chosen: dict[str, str], number: Column, period: str) -> Chart:
    found = page(folder(one.release.hash), one.shape, Question(chosen, limit=1000))
    at, value = one.shape.names.index(axis.name) + 1, one.shape.names.index(number.name) + 1
    told = [(str(row[at]), float(row[value] or 0)) for row in found.rows if row[value] is not None and row[at] != TOTAL]
    ranked = sorted(told, key=lambda pair: -pair[1])
    return Chart(axis, number, bars(ranked[:BARS]), 0, len(ranked), period)


def _last(one: Entered) -> str:
    found = page(folder(one.release.hash), one.shape, Question(limit=1, offset=one.shape.rows - 1))
    return str(found.rows[0][1]) if found.rows else ""


def _measure(shape: Shape, told: Column, of: str) -> Column | None:
    """Where every row has a value of its own, counting rows tells nothing: a number is added up."""
    numbers = summed(shape)
    asked = next((one for one in numbers if one.name == of), None)
    alone = told.kind != "date" and told.distinct == shape.rows
    return asked or (numbers[0] if alone and numbers else None)


def bars(shown: Sequence[tuple[str, float]]) -> list[Bar]:
    """Each with its number, where it stands and how high it is beside the highest."""
    top = max((number for _, number in shown), default=0) or 1
    step = (RIGHT - LEFT) / max(len(shown), 1)
    return [
        Bar(label, number, round(max(100 * number / top, 0), 1), round(LEFT + at * step + step * 0.15, 1),
            round(max(HIGH * number / top, 0), 1), round(step * 0.7, 1))
        for at, (label, number) in enumerate(shown)
    ]  # fmt: skip


@dataclass(frozen=True)
class Line:
    """The share of right cells over the releases. `low`: the number at the lower line."""

    low: int
    points: list[tuple[float, float, Kept]]

    @property
    def path(self) -> str:
        return " ".join(f"{x:g},{y:g}" for x, y, _ in self.points)


def line(kept: Sequence[Kept]) -> Line:
    least = min((one.share for one in kept), default=100)
    low = min(90, int(least // 10 * 10))
    step = (RIGHT - LEFT) / max(len(kept) - 1, 1)
    up = [round(BOTTOM - HIGH * (one.share - low) / (100 - low), 1) for one in kept]
    return Line(low, [(round(LEFT + at * step, 1), y, one) for at, (y, one) in enumerate(zip(up, kept, strict=True))])

"""Before and after: the reading that was frozen as the baseline, and how many parts are no worse than theirs. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.declare.indicator import Indicator
from madoguchi.learn.cells import WHOLE
from madoguchi.learn.periods import next_of
from madoguchi.learn.queries.points import Point


@dataclass(frozen=True)
class Compared:
    """Of the parts whose both numbers are told: how many are no worse."""

    kept: int
    of: int

    @property
    def percent(self) -> int | None:
        return (200 * self.kept + self.of) // (2 * self.of) if self.of else None


def baseline_of(indicator: Indicator, points: Sequence[Point]) -> Point | None:
    """The last closed period that was over by the day of the baseline. Closed ones never change, so this one does not."""
    if indicator.baseline is None:
        return None
    day = indicator.baseline.on
    before = [one for one in points if one.final and next_of(one.begins, indicator.period) <= day]
    return next((one for one in reversed(before) if one.value is not None), None)


def is_worse(indicator: Indicator, before: int, now: int) -> bool:
    return now > before if indicator.better == "down" else now < before


def compared(indicator: Indicator, series: dict[str, tuple[Point, ...]], baseline: dict[str, Point]) -> Compared:
    """Each part's newest number against its own baseline; a part that lacks either is not in it."""
    pairs = []
    for scope, before in baseline.items():
        later = [one for one in series[scope] if one.begins > before.begins and one.value is not None]
        if scope != WHOLE and later:
            pairs.append((before.value or 0, later[-1].value or 0))
    return Compared(sum(not is_worse(indicator, before, now) for before, now in pairs), len(pairs))

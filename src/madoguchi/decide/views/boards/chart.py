"""Bars of a small chart: the share of absent pupils by day. The same numbers stand in a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.decide.queries.boards.days import Count

LEFT, WIDTH, FLOOR, PER_PERCENT = 38, 20, 120.0, 4.5


@dataclass(frozen=True)
class Bar:
    count: Count
    x: int
    y: float
    height: float
    middle: int
    is_last: bool


def bars(past: Sequence[Count]) -> list[Bar]:
    step = 320 // max(1, len(past))
    return [_bar(count, LEFT + at * step, at == len(past) - 1) for at, count in enumerate(past)]


def _bar(count: Count, x: int, is_last: bool) -> Bar:
    height = round(min(24.0, count.share * 100) * PER_PERCENT, 1)
    return Bar(count, x, FLOOR - height, height, x + WIDTH // 2, is_last)

"""Small charts as plain shapes: a template draws them as SVG, with the same numbers in a table beside them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, FLOOR = 320, 96, 84


@dataclass(frozen=True)
class Bar:
    """One period: where its bar stands. `kind`: final, open, hidden or none."""

    x: float
    y: float
    width: float
    height: float
    kind: str


@dataclass(frozen=True)
class Chart:
    bars: tuple[Bar, ...]
    target: float | None  # how high the line of the target is
    baseline: float | None = None  # and that of the baseline


@dataclass(frozen=True)
class Piece:
    """One status in a bar that shows how many of all there are."""

    x: float
    width: float
    order: int
    count: int


def chart_of(
    values: Sequence[tuple[int | None, bool, bool]], *, most: int, target: int | None, baseline: int | None = None
) -> Chart:
    """`values`: (number, hidden, final) by period. `most`: what the full height stands for, at least the largest."""
    top = max([most, target or 0, baseline or 0, *(value or 0 for value, _, _ in values)], default=1) or 1
    step = WIDTH / max(len(values), 4)
    bars = tuple(_bar(n * step, step, value, hidden, final, top) for n, (value, hidden, final) in enumerate(values))
    lines = [None if one is None else round(FLOOR * (1 - one / top), 1) for one in (target, baseline)]
    return Chart(bars, *lines)


def _bar(x: float, step: float, value: int | None, hidden: bool, final: bool, top: int) -> Bar:
    kind = "hidden" if hidden else "none" if value is None else "final" if final else "open"
    height = round(FLOOR * (value or 0) / top, 1) if value is not None else 6
    height = max(height, 1.5)
    return Bar(round(x + step * 0.12, 1), round(FLOOR - height, 1), round(step * 0.76, 1), height, kind)


def pieces(counts: Sequence[int], *, width: int = 360) -> tuple[Piece, ...]:
    """A bar divided by counts; those of none leave no piece, but keep their order's colour for the others."""
    total = sum(counts) or 1
    found, x = [], 0.0
    for order, count in enumerate(counts):
        wide = width * count / total
        if count:
            found.append(Piece(round(x, 1), round(wide, 1), order, count))
        x += wide
    return tuple(found)

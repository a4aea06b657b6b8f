"""Which numbers of one table are hidden, so that no small number of people is told, nor found by subtracting. Pure."""

from collections.abc import Collection, Mapping

SMALLEST = 10
"""Fewer people than this are not told (国のガイドラインの「10未満」). None at all may be told."""
WHOLE = ""
"""The scope of a total. The others add up to it."""

Cell = tuple[int, int]
"""How many are counted, and how many of the same base are not. A plain count has no rest: `(n, 0)`."""


def is_small(n: int) -> bool:
    """One to nine people."""
    return 0 < n < SMALLEST


def hidden(cells: Mapping[str, Cell], forced: Collection[str] = ()) -> set[str]:
    """The scopes to hide. `forced` are hidden whatever they hold, since another page hides them.

    What is left visible has no small part, and the total less everything visible has none either.
    """
    gone = {scope for scope, cell in cells.items() if any(map(is_small, cell)) or scope in forced}
    parts = sorted((scope for scope in cells if scope != WHOLE), key=lambda scope: (sum(cells[scope]), scope))
    for scope in parts:
        if not _tells(cells, gone):
            return gone
        if sum(cells[scope]):
            gone.add(scope)
    return gone | {WHOLE} if WHOLE in cells and _tells(cells, gone) else gone


def _tells(cells: Mapping[str, Cell], gone: set[str]) -> bool:
    """Would subtracting tell one hidden part, or a small number of people?"""
    parts = [cells[scope] for scope in gone if scope != WHOLE]
    if WHOLE not in cells or WHOLE in gone or not parts:
        return False
    return len(parts) == 1 or any(is_small(sum(part[side] for part in parts)) for side in (0, 1))


def told(n: int, *, final: bool) -> int:
    """A count as it is shown. While a period is open only whole tens are told: else two days' pages would tell one person."""
    return n if final else n - n % SMALLEST

"""What is hidden in one period, over all indicators together: two pages beside each other tell no small number either."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from madoguchi.declare.indicator import Indicator
from madoguchi.learn.cells import WHOLE, Cell, hidden, is_small

Place = tuple[str, str]
"""Of which indicator, which scope."""


@dataclass(frozen=True)
class Table:
    """The cells of one indicator for one period."""

    indicator: Indicator
    cells: dict[str, Cell]

    @property
    def slug(self) -> str:
        return self.indicator.indicator

    @property
    def is_count(self) -> bool:
        return bool(self.indicator.count and self.indicator.count.number)


def hide(tables: list[Table]) -> set[Place]:
    """Hide by each table alone; then what one count hides, the others hide; until nothing changes."""
    forced: dict[str, set[str]] = defaultdict(set)
    while True:
        gone = {(one.slug, scope) for one in tables for scope in hidden(one.cells, forced[one.slug])}
        more = _of_the_same_people(tables, gone) | _nearly_the_same(tables, gone)
        if more <= gone:
            return gone
        for slug, scope in more | gone:
            forced[slug].add(scope)


def _about(table: Table, scope: str) -> str:
    """Which people: those of a part, or of the one procedure that is counted at all."""
    number = table.indicator.count.number if table.indicator.count else None
    return number.procedures[0] if scope == WHOLE and number and len(number.procedures) == 1 else scope


def _of_the_same_people(tables: list[Table], gone: set[Place]) -> set[Place]:
    counts = [one for one in tables if one.is_count]
    people = {_about(one, scope) for one in counts for scope in one.cells if (one.slug, scope) in gone} - {WHOLE}
    return {(one.slug, scope) for one in counts for scope in one.cells if _about(one, scope) in people}


def _nearly_the_same(tables: list[Table], gone: set[Place]) -> set[Place]:
    """Of two counts that differ by a few people, the smaller one."""
    seen: dict[str, list[tuple[int, Place]]] = defaultdict(list)
    for one in tables:
        for scope, cell in one.cells.items():
            if one.is_count and (one.slug, scope) not in gone:
                seen[_about(one, scope)].append((cell[0], (one.slug, scope)))
    near: set[Place] = set()
    for counts in seen.values():
        ranked = sorted(counts)
        near |= {low[1] for low, high in pairwise(ranked) if is_small(high[0] - low[0])}
    return near

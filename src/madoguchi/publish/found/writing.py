"""The file of what was found: rows, then for each group where its rows stand, then a table of contents.

Written in one pass, and read from any place: the last eight bytes tell where the contents begin. Places are 64-bit
numbers; every hundredth row has one, and every row in which something was found.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from madoguchi.opendata.finding import Finding
from madoguchi.publish.found.rows import NOWHERE, Mark, Marked, as_line, compact

STEP = 100
MOST_PAIRS = 200
"""Different repairs of one group that are shown together; beyond it nobody can say that they saw all."""
_BLOCK = 1 << 16


@dataclass
class Group:
    """Findings of one rule with one way of mending."""

    rule: str
    weight: str
    kind: str  # "" where nothing is proposed
    provable: bool
    ja: str
    en: str
    count: int = 0
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    capped: bool = False
    columns: Counter[str] = field(default_factory=Counter)
    places: "array[int]" = field(default_factory=lambda: array("Q"))

    def add(self, finding: Finding) -> None:
        self.count += 1
        self.columns[finding.column] += 1
        repair = finding.repair
        pair = (finding.value, repair.after) if repair else (finding.value, "")
        if pair in self.pairs or len(self.pairs) < MOST_PAIRS:
            self.pairs[pair] += 1
        else:
            self.capped = True

    def stand_at(self, place: int) -> None:
        if not self.places or self.places[-1] != place:
            self.places.append(place)

    def counted(self) -> dict[str, Any]:
        """Codes and counts alone: no cell."""
        return {"rule": self.rule, "weight": self.weight, "kind": self.kind, "provable": self.provable,
                "count": self.count, "capped": self.capped}  # fmt: skip


class Grouping:
    """Puts findings into groups and gives each its number, as they come."""

    def __init__(self, header: Sequence[str]) -> None:
        self.header = header
        self.groups: list[Group] = []
        self.whole: list[tuple[Mark, str, str, int | None]] = []  # at no row: with column, value and line
        self._known: dict[tuple[str, str, bool], int] = {}
        self._next = 0

    def mark(self, finding: Finding, cells: Sequence[str] = ()) -> Mark:
        repair = finding.repair
        key = (finding.rule, repair.kind if repair else "", bool(repair and repair.provable))
        if key not in self._known:
            self._known[key] = len(self.groups)
            self.groups.append(Group(finding.rule, finding.weight.value, key[1], key[2], finding.ja, finding.en))
        group, number = self._known[key], self._next
        self._next += 1
        self.groups[group].add(finding)
        at = self._place(finding, cells)
        before, after = (repair.before, repair.after) if repair else (None, None)
        return Mark(number, at, group, finding.ja, finding.en, before, after)

    def about_all(self, finding: Finding, *, count: int = 1) -> None:
        """A finding that stands at no row; `count`: it speaks for so many."""
        mark = self.mark(finding)
        self.groups[mark.group].count += count - 1
        self.whole.append((mark, finding.column, finding.value, finding.line))

    def _place(self, finding: Finding, cells: Sequence[str]) -> int:
        """A heading may stand twice: the column whose cell is meant."""
        places = [at for at, name in enumerate(self.header) if name == finding.column] if finding.column else []
        meant = [at for at in places if at < len(cells) and cells[at] == finding.value]
        return next(iter(meant or places), NOWHERE)


def written(grouping: Grouping, rows: Iterable[Marked], contents: Callable[[], dict[str, Any]]) -> Iterator[bytes]:
    """The pieces of the file. `contents` is asked at the end for what else belongs into its table of contents."""
    place, count, kept = 0, 0, bytearray()
    every, found = array("Q"), array("Q")
    for row in rows:
        if count % STEP == 0:
            every.append(place)
        if any(grouping.groups[mark.group].weight != "note" for mark in row.marks):
            found.append(place)
        for mark in row.marks:
            grouping.groups[mark.group].stand_at(place)
        line = as_line(row)
        place, count = place + len(line), count + 1
        kept += line
        if len(kept) >= _BLOCK:
            yield bytes(kept)
            kept.clear()
    yield bytes(kept)
    yield from _ending(grouping, place, [every, found], {"rows": count} | contents())


def _ending(grouping: Grouping, place: int, first: "list[array[int]]", more: dict[str, Any]) -> Iterator[bytes]:
    starts = []
    for places in [*first, *(group.places for group in grouping.groups)]:
        starts.append((place, len(places)))
        yield (piece := places.tobytes())
        place += len(piece)
    told = more | {
        "header": list(grouping.header),
        "every": starts[0],
        "found": starts[1],
        "whole": grouping.whole,
        "groups": [
            {
                "ja": group.ja,
                "en": group.en,
                "places": start,
                "pairs": [[*pair, n] for pair, n in group.pairs.items()],
                "columns": group.columns.most_common(),
            }
            for group, start in zip(grouping.groups, starts[2:], strict=True)
        ],
    }
    yield compact(told)
    yield place.to_bytes(8, "big")

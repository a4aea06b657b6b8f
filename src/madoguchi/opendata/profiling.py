"""What each column of a table holds: how many cells are filled, how many values, the smallest and largest, examples."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from madoguchi.opendata.table import Row

MOST_VALUES = 10_000
"""Different values counted in a column; beyond it the count is "so many or more"."""

_TYPES = (
    ("integer", re.compile(r"[-+]?\d+")),
    ("number", re.compile(r"[-+]?\d+\.\d+")),
    ("date", re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}")),
    ("time", re.compile(r"\d{1,2}:\d{2}(:\d{2})?")),
    ("url", re.compile(r"https?://\S+")),
)


@dataclass(frozen=True)
class Profile:
    """One column. `types`: how many cells of each kind ("integer" … "text"); `least`, `most`: of the numbers, if any."""

    name: str
    filled: int
    blank: int
    distinct: int
    capped: bool  # whether `distinct` is only the least there are
    types: dict[str, int]
    least: float | None
    most: float | None
    longest: int  # characters
    examples: tuple[str, ...]  # the most frequent values


def profile(header: tuple[str, ...], rows: Iterable[Row]) -> list[Profile]:
    """One `Profile` per column, in one pass; memory is bounded by MOST_VALUES per column."""
    columns = [_Column(name) for name in header]
    for row in rows:
        for column, cell in zip(columns, row.cells, strict=True):
            column.add(cell)
    return [column.profile() for column in columns]


class _Column:
    def __init__(self, name: str) -> None:
        self.name = name
        self.filled = self.blank = self.longest = 0
        self.capped = False
        self.values: Counter[str] = Counter()
        self.types: Counter[str] = Counter()
        self.least: float | None = None
        self.most: float | None = None

    def add(self, cell: str) -> None:
        if not cell.strip():
            self.blank += 1
            return
        self.filled += 1
        self.longest = max(self.longest, len(cell))
        self.capped = self.capped or (cell not in self.values and len(self.values) >= MOST_VALUES)
        if cell in self.values or not self.capped:
            self.values[cell] += 1
        kind = _type(cell)
        self.types[kind] += 1
        if kind in ("integer", "number"):
            number = float(unicodedata.normalize("NFKC", cell.strip()))
            self.least = number if self.least is None else min(self.least, number)
            self.most = number if self.most is None else max(self.most, number)

    def profile(self) -> Profile:
        return Profile(
            self.name,
            self.filled,
            self.blank,
            len(self.values),
            self.capped,
            dict(self.types.most_common()),
            self.least,
            self.most,
            self.longest,
            tuple(value for value, _ in self.values.most_common(3)),
        )


def _type(cell: str) -> str:
    text = unicodedata.normalize("NFKC", cell.strip())
    return next((name for name, pattern in _TYPES if pattern.fullmatch(text)), "text")

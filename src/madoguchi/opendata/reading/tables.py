"""Another table on the same sheet: below a blank row, or right of a blank column. It is told, and never read as one
with the first."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from madoguchi.opendata.folding import fold
from madoguchi.opendata.reading import kinds
from madoguchi.opendata.reading.text import Record
from madoguchi.opendata.reading.words import are_values, looks_like_header

BELOW = 6
"""Rows below a likely header that are looked at."""

_ALIKE = 0.8
_NO_NAMES = frozenset("-‐―－ー–—…‥*＊×○")


class Ahead:
    """Records in order, of which the next ones can be looked at before they come."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = iter(records)
        self._kept: deque[Record] = deque()

    def __iter__(self) -> Iterator[Record]:
        return self

    def __next__(self) -> Record:
        return self._kept.popleft() if self._kept else next(self._records)

    def following(self, count: int) -> list[Sequence[str]]:
        """The cells of up to so many records that come next."""
        while len(self._kept) < count and (record := next(self._records, None)) is not None:
            self._kept.append(record)
        return [cells for _, cells in list(self._kept)[:count]]


def opens_table(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether a row after a blank one is the header of another table: different words, known as headings or over values."""
    there = [at for at, cell in enumerate(cells) if cell.strip()]
    words = [cells[at].strip() for at in there]
    if len(words) < 2 or len(set(words)) < len(words) or _NO_NAMES & set(words) or not looks_like_header(words):
        return False
    under = [row for row in below if kinds.fill(row)]
    if not under or kinds.aside_word(cells):
        return False
    values = sum(are_values([row[at].strip() for row in under if at < len(row)]) for at in there)
    return kinds.known_share(cells) >= 0.5 or values * 2 >= len(there)


def right_of(names: Sequence[str], below: Sequence[Sequence[str]]) -> int | None:
    """The first column of another table to the right; None where all columns belong together.

    A blank column alone may be there for the looks: the tables have the same headings, or end on different rows.
    """
    for blank, group in groupby(range(len(names)), key=lambda at: not names[at].strip()):
        gap = list(group)
        start = gap[-1] + 1
        if not blank or start >= len(names) or any(_filled(row, gap[0], start) for row in below):
            continue
        if _named(names[: gap[0]]) >= 2 and _named(names[start:]) >= 2 and _are_two(names, gap[0], start, below):
            return start
    return None


def _are_two(names: Sequence[str], end: int, start: int, below: Sequence[Sequence[str]]) -> bool:
    left, right = ({fold(name) for name in some if name.strip()} for some in (names[:end], names[start:]))
    if len(left & right) >= 2 or right <= left:
        return True
    sides = [(_filled(row, 0, end), _filled(row, start, len(names))) for row in below]
    there = [(bool(a), bool(b)) for a, b in sides if a or b]
    shorter = [a and b for a, b in there]
    both = shorter.index(False) if False in shorter else len(shorter)
    if both < 2 or any(shorter[both:]) or len(set(there[both:])) != 1 or len(there) - both < 2:
        return False
    widths = (_named(names[:end]), _named(names[start:]))
    at = 0 if there[-1][1] else 1  # the side that ends first
    return sum(pair[at] for pair in sides[:both]) >= _ALIKE * widths[at] * both


def _filled(row: Sequence[str], start: int, end: int) -> int:
    return kinds.fill(row[start:end])


def _named(names: Sequence[str]) -> int:
    return sum(bool(name.strip()) for name in names)

"""What a file holds further down, asked where its first rows leave open whether two tables stand side by side."""

import csv
import io
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from madoguchi.opendata.reading.text import Record

Further = Callable[[int], list[Record]]
"""So many first records are known: what comes below them, or as much of it as tells where columns end."""

_MOST, _LAST = 400, 200


def has_gap(head: Iterable[Record]) -> bool:
    """Whether a column is blank that has two filled ones on either side."""
    used = {at for _, cells in head for at, cell in enumerate(cells) if cell.strip()}
    blank = [at for at in range(max(used, default=0)) if at not in used]
    return any(sum(one < at for one in used) > 1 and sum(one > at for one in used) > 1 for at in blank)


def nothing(head: int) -> list[Record]:
    """Where the first records are all that is asked."""
    return []


def of_text(text: str, delimiter: str) -> Further:
    """Of a text that is at hand as a whole; none where it is broken, which is told when it is read."""

    def below(head: int) -> list[Record]:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            return telling((0, cells) for cells in islice(rows, head, None))
        except csv.Error:
            return []

    return below


def telling(records: Iterator[Record]) -> list[Record]:
    """Those in which other columns are filled than in the one above, and the last ones."""
    kept: list[tuple[int, Record]] = []
    last: deque[tuple[int, Record]] = deque(maxlen=_LAST)
    before: Sequence[bool] = ()
    every, changes = 1, 0
    for at, record in enumerate(records):
        filled = [bool(cell.strip()) for cell in record[1]]
        if not any(filled):
            continue
        last.append((at, record))
        if filled != before:
            before, changes = filled, changes + 1
            if changes % every == 0:
                kept.append((at, record))
            if len(kept) > _MOST:  # of a table that changes all the time every second, fourth … is enough
                kept, every = kept[::2], every * 2
    first = last[0][0] if last else 0
    return [record for at, record in kept if at < first] + [record for _, record in last]

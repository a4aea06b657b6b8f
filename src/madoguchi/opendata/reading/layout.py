"""Where the table begins: titles above it, the header (of one row or several), and how full an ordinary row is."""

from collections.abc import Sequence
from typing import NamedTuple

from madoguchi.opendata.middle import median
from madoguchi.opendata.reading import kinds
from madoguchi.opendata.reading.tables import right_of
from madoguchi.opendata.reading.text import Record
from madoguchi.opendata.reading.words import LONGEST_NAME, are_values, is_remark, is_value, is_year, looks_like_header
from madoguchi.opendata.table import Aside

_SEARCHED = 40
"""Rows from the top among which the header is looked for."""

_NAMELESS = 3


class Layout(NamedTuple):
    """`consumed`: records up to and with the header. `filled`: the cells that an ordinary row fills."""

    header: tuple[str, ...]
    header_lines: tuple[int, ...]
    titles: tuple[Aside, ...]
    consumed: int
    width: int  # cells of the header's row in the file, nameless ones at its end among them
    filled: float
    doubtful: bool = False  # no row looks like a header: the first one was taken
    totals_are_data: bool = False  # 計 stands in the first column of many rows, as a value
    right: int | None = None  # where another table begins to the right
    right_names: tuple[str, ...] = ()
    left: int = 0  # blank columns before the table, of which it knows nothing


def find_layout(head: Sequence[Record], more: Sequence[Record] = ()) -> Layout | None:
    """The layout told by the first records, with `more` from further down; None where every row is blank."""
    rows = [record for record in head if kinds.fill(record[1])]
    if not rows:
        return None
    if left := _leading([*rows, *more]):
        found = find_layout(*([(line, list(cells[left:])) for line, cells in some] for some in (head, more)))
        return found and found._replace(left=left)
    filled = _ordinary([kinds.fill(cells) for _, cells in [*rows[1:], *more] or rows])
    first, doubtful = _first_of_header(rows, filled)
    header = [*_above(rows, first), rows[first]]
    after = first + 1
    while len(header) < 3 and _continues(header[-1][1], rows[after:]):
        header.append(rows[after])
        after += 1
    below = [cells for _, cells in [*rows[after:], *more]]
    names = _names([cells for _, cells in header], _width(header, below))
    right = right_of(names, below)
    if right is not None:
        return _left_of(right, names, head, more)
    return Layout(
        header=names,
        header_lines=tuple(line for line, _ in header),
        titles=tuple(_title(record) for record in head if record[0] < header[0][0]),
        consumed=1 + next(at for at, record in enumerate(head) if record is header[-1]),
        width=max(len(names), max(len(cells) for _, cells in header)),
        filled=filled,
        doubtful=doubtful,
        totals_are_data=_totals_are_data(below),
    )


def _left_of(right: int, names: Sequence[str], head: Sequence[Record], more: Sequence[Record]) -> Layout | None:
    """The layout of the columns left of another table."""
    found = find_layout(*([(line, list(cells[:right])) for line, cells in some] for some in (head, more)))
    there = tuple(name for name in names[right:] if name.strip())
    return found and found._replace(right=right, right_names=there)


def _leading(records: Sequence[Record]) -> int:
    """Columns before the first one that any row uses."""
    used = (
        next((at for at, cell in enumerate(cells) if cell.strip()), len(cells)) for _, cells in records if any(cells)
    )
    return min(used, default=0)


def _ordinary(fills: Sequence[int]) -> float:
    """The cells that an ordinary row fills: under a short table there may be more notes of one cell than rows."""
    return median([fill for fill in fills if fill > 1] or fills)


def _first_of_header(rows: Sequence[Record], filled: float) -> tuple[int, bool]:
    """The first row that is full enough and made of words; a later one where only that one has known headers."""
    likely = [at for at, (_, cells) in enumerate(rows[:_SEARCHED]) if _is_header(cells, filled)]
    if not likely:
        return 0, True
    known = {at: kinds.known_share(rows[at][1]) for at in likely[:10]}
    best = max(known, key=lambda at: (known[at], -at))
    return (best if known[best] >= 0.5 > 2 * known[likely[0]] else likely[0]), False


def _is_header(cells: Sequence[str], filled: float) -> bool:
    words = [cell.strip() for cell in cells if cell.strip()]
    return len(words) >= max(1, filled * 0.6) and looks_like_header(words) and not all(map(is_remark, words))


def _above(rows: Sequence[Record], first: int) -> Sequence[Record]:
    """Up to two rows right above that belong to the header: of several words, naming what the row below leaves open."""
    begins = first
    while begins > 0 and first - begins < 2:
        upper, lower = rows[begins - 1][1], rows[begins][1]
        words = [cell.strip() for cell in upper if cell.strip()]
        names = any(_cell(upper, at) and not _cell(lower, at) for at in range(len(upper)))
        if len(words) < 2 or not names or any(is_value(word) or len(word) > LONGEST_NAME for word in words):
            break
        begins -= 1
    return rows[begins:first]


def _continues(upper: Sequence[str], below: Sequence[Record]) -> bool:
    """Whether the next row is one more row of the header: it names what the row above leaves open.

    Told from a first row of data by words that stand twice (男 女 男 女), over columns of values, or that are known.
    """
    if len(below) < 2:
        return False
    lower = below[0][1]
    words = [cell.strip() for cell in lower if cell.strip()]
    open_columns = [at for at, cell in enumerate(lower) if cell.strip() and not _cell(upper, at)]
    if not open_columns or any(is_value(word) and not is_year(word) for word in words):
        return False
    if any(len(word) > LONGEST_NAME for word in words) or kinds.aside_word(lower):
        return False
    if any(are_values([_cell(cells, at) for _, cells in below[1:30]]) for at in open_columns):
        return True
    if len(open_columns) > 1 and kinds.known_share(lower) >= 0.5:
        return True
    return len(set(words)) < len(words) and len(open_columns) > 1


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def _width(header: Sequence[Record], below: Sequence[Sequence[str]]) -> int:
    """Columns with a name; nameless ones that half of the rows use, and the first few that any row uses.

    A value further out stands in `Ragged.extra`.
    """
    named = max((at + 1 for _, cells in header for at, cell in enumerate(cells) if cell.strip()), default=1)
    used = sorted(map(_used, below)) or [0]
    room = min(max(len(cells) for _, cells in header), named + _NAMELESS)
    return max(named, used[(len(used) - 1) // 2], used[-1] if used[-1] <= room else 0)


def _used(cells: Sequence[str]) -> int:
    return max((at + 1 for at, cell in enumerate(cells) if cell.strip()), default=0)


def _names(header: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """One row: as it stands. Several: the parts joined by `_`, a group's name reaching over the cells right of it."""
    if len(header) == 1:
        return tuple(header[0][at] if at < len(header[0]) else "" for at in range(width))
    names, groups = [], [""] * len(header)
    for at in range(width):
        parts = [_cell(cells, at) for cells in header]
        for level, part in enumerate(parts):
            if part:
                groups[level:] = [part, *[""] * (len(header) - level - 1)]
        lowest = max((level for level, part in enumerate(parts) if part), default=-1)
        whole = groups[: lowest + 1] if lowest > 0 else parts
        names.append("_".join(part for part in whole if part))
    return tuple(names)


def _title(record: Record) -> Aside:
    return Aside(record[0], "title" if kinds.fill(record[1]) else "blank", record[1])


def _totals_are_data(below: Sequence[Sequence[str]]) -> bool:
    totals = sum(kinds.is_total(cells) for cells in below)
    return totals > 3 and totals * 10 > len(below)

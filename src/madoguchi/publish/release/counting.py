"""Counts of a release for charts: rows by the values of a column, by month, or a number added up.

They are made when the release is built, for every column that a chart can show. Of a release that is older than that,
and of the columns beyond the first of a very wide table, they are counted when they are asked for, and kept.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from madoguchi.publish.release.paging import opened
from madoguchi.publish.release.shape import ROWS, Column, Shape

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MOST = 40
"""Values of a column that can still be told apart in a chart."""
TELLING = ("分類", "種別", "区分", "町字", "地域名", "有無", "曜日")
CODES = ("コード", "ID", "NO", "番号", "緯度", "経度", "番地")


def charted(shape: Shape) -> list[Column]:
    """The columns by which rows can be counted, the most telling ones first; dates are counted by month."""
    wanted = [
        one for one in shape.columns
        if one.kind == "date" or (2 <= one.distinct <= MOST and one.distinct < one.filled and _is_told(one))
    ]  # fmt: skip
    return sorted(wanted, key=_place)


def _is_told(one: Column) -> bool:
    return one.kind == "text" and not any(word in one.name for word in (*CODES, "カナ", "時間"))


def _place(one: Column) -> int:
    return next((at for at, word in enumerate(TELLING) if word in one.name), len(TELLING))


def summed(shape: Shape) -> list[Column]:
    """The columns whose numbers can be added up."""
    return [one for one in shape.columns if is_measure(one)]


def is_measure(one: Column) -> bool:
    """A number, and no code or coordinate."""
    return one.kind in ("int", "numeric") and not any(word in one.name for word in CODES)


WIDE = 24
"""Columns, and numbers of each, that are counted beforehand."""
_SHOWN = 400
ROWS_OF = -1
"""Stands where a number's column would: rows are counted."""
Sum = tuple[int, int, str, float]
"""(column, column of the number or ROWS_OF, value, how many)."""


def sums(base: "DuckDBPyConnection", shape: Shape) -> Iterator[Sum]:
    """What the charts of a release can show, counted by DuckDB over the table `cells`: each column is gone through once."""
    names = shape.names
    of = [names.index(one.name) for one in summed(shape)[:WIDE]]
    measures = ", ".join(["cast(count(*) as double)", *(f"coalesce(fsum(cast(c{at} as double)), 0)" for at in of)])
    for one in charted(shape)[:WIDE]:
        at = names.index(one.name)
        query = f"select {_value(one.kind == 'date', at)}, {measures} from cells where c{at} is not null group by 1"
        for value, *found in base.execute(query).fetchall():
            yield from ((at, column, value, number) for column, number in zip((ROWS_OF, *of), found, strict=True))


def keep(folder: Path, found: Iterable[Sum]) -> None:
    """Lay them beside the cells, before the release has its name."""
    columns = "at integer, of integer, value text, number real"
    with closing(sqlite3.connect(folder / ROWS)) as base:
        base.execute("pragma journal_mode = off")
        base.execute(f"create table sums ({columns}, primary key (at, of, value)) without rowid")
        base.executemany("insert into sums values (?, ?, ?, ?)", found)
        base.commit()


def counts(folder: Path, shape: Shape, at: int, of: int | None) -> Sequence[tuple[str, float]]:
    """(value, rows) of column `at`, or the sum of column `of` instead; the largest first, months in order."""
    by_month = shape.columns[at].kind == "date"
    return _kept(folder, at, by_month, of) or _counted(folder, at, by_month, of)


def _kept(folder: Path, at: int, by_month: bool, of: int | None) -> Sequence[tuple[str, float]]:
    query = f"select value, number from sums where at = ? and of = ? order by {_order(by_month)} limit {_SHOWN}"
    with opened(folder) as base:
        try:
            found = base.execute(query, (at, ROWS_OF if of is None else of)).fetchall()
        except sqlite3.OperationalError:  # the release is older than this table
            return ()
    return _told(found, by_month)


@lru_cache(maxsize=512)
def _counted(folder: Path, at: int, by_month: bool, of: int | None) -> Sequence[tuple[str, float]]:
    """Counted once, for a release never changes."""
    value = _value(by_month, at)
    measure = "count(*)" if of is None else f"total(c{of})"
    query = f"select {value}, {measure} from cells where c{at} is not null group by 1 order by {_order(by_month)} limit {_SHOWN}"
    with opened(folder) as base:
        return _told(base.execute(query).fetchall(), by_month)


def _value(by_month: bool, at: int) -> str:
    return f"substr(c{at}, 1, 7)" if by_month else f"c{at}"


def _order(by_month: bool) -> str:
    """Where there are more than can be shown, the last months and the largest numbers."""
    return "1 desc" if by_month else "2 desc, 1"


def _told(found: Sequence[tuple[str, float | None]], by_month: bool) -> Sequence[tuple[str, float]]:
    told = [(str(value), number or 0) for value, number in found]
    return told[::-1] if by_month else told

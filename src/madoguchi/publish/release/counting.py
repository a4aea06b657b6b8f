"""Counts of a release for charts: rows by the values of a column, by month, or a number added up; counted once and kept."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from madoguchi.publish.release.paging import opened
from madoguchi.publish.release.shape import Column, Shape

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


@lru_cache(maxsize=512)
def counts(folder: Path, at: int, by_month: bool, of: int | None) -> Sequence[tuple[str, float]]:
    """(value, rows) of column `at`, or the sum of column `of` instead; the largest first, months in order."""
    value = f"substr(c{at}, 1, 7)" if by_month else f"c{at}"
    measure = "count(*)" if of is None else f"sum(c{of})"
    order = "1" if by_month else "2 desc, 1"
    query = f"select {value}, {measure} from cells where c{at} is not null group by 1 order by {order} limit 400"
    with opened(folder) as base:
        return [(str(name), number or 0) for name, number in base.execute(query)]

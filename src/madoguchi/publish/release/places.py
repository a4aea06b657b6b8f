"""Where the rows of a release lie: points for a map, and in which area each of them is."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from madoguchi.publish.release.paging import opened
from madoguchi.publish.release.shape import Shape

MOST = 2000
"""Points that are drawn; of more rows these are the first."""
MARKING, MARKS = ("有無", "種別", "分類", "区分"), 4
Ring = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Point:
    """`name` tells a person which row it is; `value` is what the map tells apart."""

    lon: float
    lat: float
    name: str
    value: str


def naming(shape: Shape) -> int:
    """The column by which a person knows a row."""
    named = [at for at, one in enumerate(shape.columns) if one.name.endswith(("名称", "イベント名"))]
    texts = [at for at, one in enumerate(shape.columns) if one.kind == "text" and one.distinct > 1]
    return (named or texts or [0])[0]


def marking(shape: Shape) -> int | None:
    """The column whose values the map tells apart: a kind, or whether there is something."""
    wanted = [at for at, one in enumerate(shape.columns) if 2 <= one.distinct <= 8 and one.name.endswith(MARKING)]
    return wanted[0] if wanted else None


@lru_cache(maxsize=64)
def points(folder: Path, shape_hash: str, lat: int, lon: int, name: int, mark: int | None) -> Sequence[Point]:
    """The first rows that have a place, in order. `shape_hash` only keys what is kept."""
    value = f"c{mark}" if mark is not None else "''"
    query = f"select c{lon}, c{lat}, c{name}, {value} from cells where c{lat} is not null and c{lon} is not null order by _id limit {MOST}"
    with opened(folder) as base:
        return [Point(x, y, str(n or ""), str(v or "")) for x, y, n, v in base.execute(query)]


def points_of(folder: Path, shape: Shape) -> Sequence[Point]:
    if shape.place is None:
        return ()
    return points(folder, shape.hash, *shape.place, naming(shape), marking(shape))


def is_inside(ring: Ring, lon: float, lat: float) -> bool:
    """Whether a point lies in a polygon, by how often a line from it crosses the border."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside

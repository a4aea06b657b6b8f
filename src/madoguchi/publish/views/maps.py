"""A map drawn on the server: areas and points on a plain ground, nothing from outside. A script makes it one to move."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import NamedTuple

from madoguchi.publish.queries.areas import Area, areas
from madoguchi.publish.queries.catalogue import Catalogue, Entered
from madoguchi.publish.queries.releases import folder
from madoguchi.publish.release.places import MARKS, Point, Ring, is_inside, marking, points_of

WIDE, EDGE = 720.0, 16.0
LARGEST = 5_000_000
"""Bytes of a GeoJSON up to which a browser is asked to draw it all."""
TINTS = 3


class Mark(NamedTuple):
    """One point as it is drawn; `look` 1 … 4 is a shape."""

    x: float
    y: float
    look: int


@dataclass(frozen=True)
class Drawn:
    """An area: its outline as a path, where its name stands, how many points lie in it, and how dark it is."""

    name: str
    path: str
    x: float
    y: float
    count: int
    tint: int


@dataclass(frozen=True)
class Map:
    height: float
    areas: list[Drawn]
    marks: list[Mark]
    over: list[Mark]
    legend: list[tuple[int, str, int]]
    points: Sequence[Point]
    outside: int
    layers: list[dict[str, str]]
    more: bool
    column: str  # whose values the shapes tell apart

    @property
    def shades(self) -> str:
        """How dark each area is, for the script."""
        return json.dumps({area.name: area.tint for area in self.areas}, ensure_ascii=False)


class _Frame:
    """From degrees to the drawing."""

    def __init__(self, corners: Sequence[tuple[float, float]]) -> None:
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        self.west, self.north = min(xs), max(ys)
        self.squeeze = cos(radians((min(ys) + max(ys)) / 2))
        wide, high = max((max(xs) - min(xs)) * self.squeeze, 1e-4), max(max(ys) - min(ys), 1e-4)
        self.scale = (WIDE - 2 * EDGE) / max(wide, high * 1.25)
        self.shift = (WIDE - wide * self.scale) / 2
        self.height = round(high * self.scale + 2 * EDGE, 1)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        x = self.shift + (lon - self.west) * self.squeeze * self.scale
        return round(x, 1), round(EDGE + (self.north - lat) * self.scale, 1)

    def path(self, ring: Ring) -> str:
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in (self.at(*point) for point in ring)) + "Z"


def drawn(whole: Catalogue, one: Entered, over: str) -> Map | None:
    """The map of a dataset, and over it the points of another (`over`: its slug). None without coordinates."""
    found = points_of(folder(one.release.hash), one.shape)
    if not found:
        return None
    other = whole.one(over) if over != one.slug else None
    above = points_of(folder(other.release.hash), other.shape) if other else ()
    frame = _Frame(_corners(found))
    looks = _looks(one, found)
    return Map(
        frame.height, _areas(frame, found), [_mark(frame, point, looks) for point in found],
        [Mark(*frame.at(point.lon, point.lat), 5) for point in above],
        [(look, value, sum(looks.get(point.value, MARKS) == look for point in found)) for value, look in _told(looks)],
        found, 0 if not areas() else sum(not _area_of(point) for point in found), _layers(one, other),
        one.shape.rows > len(found), _marked(one),
    )  # fmt: skip


def _corners(found: Sequence[Point]) -> list[tuple[float, float]]:
    """The areas, where the points lie in them; else the points alone."""
    border = [point for area in areas() for ring in area.rings for point in ring]
    if border and sum(bool(_area_of(point)) for point in found) * 2 >= len(found):
        return border
    return [(point.lon, point.lat) for point in found]


def _area_of(point: Point) -> Area | None:
    for area in areas():
        if any(is_inside(ring, point.lon, point.lat) for ring in area.rings):
            return area
    return None


def _areas(frame: _Frame, found: Sequence[Point]) -> list[Drawn]:
    held = [_area_of(point) for point in found]
    counts = {area.name: sum(one is area for one in held) for area in areas()}
    most = max(counts.values(), default=0) or 1
    return [_area(frame, area, counts[area.name], most) for area in areas()]


def _area(frame: _Frame, area: Area, count: int, most: int) -> Drawn:
    ring = area.rings[0]
    x, y = frame.at(sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring))
    path = "".join(frame.path(one) for one in area.rings)
    return Drawn(area.name, path, x, y, count, min(TINTS, -(-TINTS * count // most)))


def _looks(one: Entered, found: Sequence[Point]) -> dict[str, int]:
    """A shape for each value; where there are more than shapes, the rest share the last."""
    at = marking(one.shape)
    values = [value for value, _ in one.shape.columns[at].facets] if at is not None else []
    few = values if len(values) <= MARKS else values[: MARKS - 1]
    return {value: look for look, value in enumerate(few, 1)} or {"": 1}


def _marked(one: Entered) -> str:
    at = marking(one.shape)
    return one.shape.names[at] if at is not None else ""


def _told(looks: dict[str, int]) -> list[tuple[str, int]]:
    """What the legend says; "" is the rest, where some values have no shape of their own."""
    if list(looks) == [""]:
        return []
    return [*looks.items(), *([("", MARKS)] if MARKS not in looks.values() and len(looks) == MARKS - 1 else [])]


def _mark(frame: _Frame, point: Point, looks: dict[str, int]) -> Mark:
    return Mark(*frame.at(point.lon, point.lat), looks.get(point.value, MARKS))


def _layers(one: Entered, other: Entered | None) -> list[dict[str, str]]:
    """What the script draws: the GeoJSON of the releases that are shown."""
    shown = [each for each in (one, other) if each and 0 < each.shape.files.get("data.geojson", 0) <= LARGEST]
    return [{"title": each.dataset.title, "at": f"/data/files/{each.release.hash}/data.geojson"} for each in shown]


def mapped(whole: Catalogue, but: str) -> list[Entered]:
    """The other datasets that can be laid over it."""
    return [one for one in whole.placed if one.slug != but]

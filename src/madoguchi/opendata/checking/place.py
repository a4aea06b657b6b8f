"""Where a municipality lies: a box, or a polygon of GeoJSON, to hold coordinates against."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from madoguchi.opendata.errors import Trouble

Ring = tuple[tuple[float, float], ...]


class Place(NamedTuple):
    """`box`: south, west, north, east in degrees. `polygons`: each a tuple of rings of (longitude, latitude)."""

    box: tuple[float, float, float, float]
    polygons: tuple[tuple[Ring, ...], ...] = ()
    name: str = ""

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a point lies inside (the border of a box belongs to it)."""
        south, west, north, east = self.box
        if not (south <= latitude <= north and west <= longitude <= east):
            return False
        return not self.polygons or any(_inside(rings, longitude, latitude) for rings in self.polygons)


def _inside(rings: tuple[Ring, ...], x: float, y: float) -> bool:
    """Even-odd rule over all rings, so that holes count."""
    return sum(_crossings(ring, x, y) for ring in rings) % 2 == 1


def _crossings(ring: Ring, x: float, y: float) -> int:
    pairs = zip(ring, (*ring[1:], ring[0]), strict=True)
    return sum(1 for (x1, y1), (x2, y2) in pairs if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)


def read_place(text: str) -> Place:
    """`south,west,north,east`, or the path of a GeoJSON file; raises Trouble `place`."""
    parts = text.split(",")
    if len(parts) == 4:
        try:
            south, west, north, east = map(float, parts)
        except ValueError:
            raise _wrong(text) from None
        if south > north or west > east:
            raise _wrong(text)
        return Place((south, west, north, east))
    return _from_geojson(Path(text))


def _from_geojson(path: Path) -> Place:
    try:
        polygons = tuple(_polygons(json.loads(path.read_text(encoding="utf-8-sig"))))
        points = [point for rings in polygons for ring in rings for point in ring]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return Place((min(ys), min(xs), max(ys), max(xs)), polygons, path.stem)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise _wrong(str(path)) from error


def _polygons(shape: dict[str, Any]) -> list[tuple[Ring, ...]]:
    kind = shape["type"]
    if kind == "FeatureCollection":
        return [one for feature in shape["features"] for one in _polygons(feature)]
    if kind == "Feature":
        return _polygons(shape["geometry"])
    if kind not in ("Polygon", "MultiPolygon"):
        raise ValueError(kind)
    shapes = [shape["coordinates"]] if kind == "Polygon" else shape["coordinates"]
    return [tuple(tuple((point[0], point[1]) for point in ring) for ring in rings) for rings in shapes]


def _wrong(text: str) -> Trouble:
    return Trouble(
        "place",
        ja=f"範囲「{text}」を読めません。",
        en=f"`{text}` is no place.",
        mend_ja="「南,西,北,東」の度 (例: 35.7,139.6,35.9,139.8) か、市区町村の形の GeoJSON ファイルを指定してください。",
        mend_en="Name south,west,north,east in degrees (35.7,139.6,35.9,139.8) or a GeoJSON file of polygons.",
    )

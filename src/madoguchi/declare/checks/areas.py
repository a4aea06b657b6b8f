"""The areas of the municipality (areas.geojson): what a map draws must be drawable."""

import json
from typing import Any

from madoguchi.declare.checks.desk import Findings
from madoguchi.declare.findings import Code
from madoguchi.declare.folder import Folder

FILE = "areas.geojson"
NOT_JSON = Code(
    "areas-not-json",
    "areas.geojson が JSON として読めません。",
    "areas.geojson is not readable as JSON.",
    "地図のソフトから GeoJSON で書き出し直してください。手で直すなら、この場所の「,」や括弧を確かめてください。",
    "Export it again as GeoJSON; or look at the comma or bracket at this place.",
)
NOT_AREAS = Code(
    "areas-not-drawable",
    "areas.geojson の {place} が、町の形になっていません（{why_ja}）。地図に町が出ません。",
    "{place} of areas.geojson is no area ({why_en}); the map shows no towns.",
    "FeatureCollection の中に、properties の name と、Polygon か MultiPolygon の geometry を持つものを並べてください。座標は [経度, 緯度] です。",
    "It takes a FeatureCollection whose features have a `name` and a Polygon or MultiPolygon of [longitude, latitude].",
)


def areas_can_be_drawn(folder: Folder) -> Findings:
    """Whatever the map would silently leave out."""
    path = folder.root / FILE
    if not path.is_file():
        return
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as wrong:
        yield NOT_JSON.at(FILE, (wrong.lineno, wrong.colno))
        return
    except UnicodeDecodeError:
        yield NOT_JSON.at(FILE, (1, 1))
        return
    for place, ja, en in _troubles(told):
        yield NOT_AREAS.at(FILE, (1, 1), place=place, why_ja=ja, why_en=en)


def _troubles(told: Any) -> list[tuple[str, str, str]]:
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or not features:
        return [("features", "並びがありません", "there is no list of features")]
    found = [(f"features[{at}]", _trouble(one)) for at, one in enumerate(features)]
    return [(place, *trouble) for place, trouble in found if trouble]


def _trouble(feature: Any) -> tuple[str, str] | None:
    properties, geometry = (
        feature.get(key) if isinstance(feature, dict) else None for key in ("properties", "geometry")
    )
    if not (isinstance(properties, dict) and isinstance(properties.get("name"), str) and properties["name"]):
        return "name がありません", "it has no name"
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return "Polygon でも MultiPolygon でもありません", "it is neither a Polygon nor a MultiPolygon"
    parts = geometry.get("coordinates")
    polygons = [parts] if geometry["type"] == "Polygon" else parts
    if not isinstance(polygons, list) or not polygons or not all(map(_is_polygon, polygons)):
        return (
            "座標が、4つ以上の [経度, 緯度] の輪になっていません",
            "its coordinates are no rings of four positions or more",
        )
    return None


def _is_polygon(rings: Any) -> bool:
    return isinstance(rings, list) and bool(rings) and all(_is_ring(ring) for ring in rings)


def _is_ring(ring: Any) -> bool:
    return isinstance(ring, list) and len(ring) >= 4 and ring[0] == ring[-1] and all(map(_is_position, ring))


def _is_position(place: Any) -> bool:
    numbers = isinstance(place, list) and len(place) >= 2 and all(isinstance(n, int | float) for n in place[:2])
    return numbers and abs(place[0]) <= 180 and abs(place[1]) <= 90

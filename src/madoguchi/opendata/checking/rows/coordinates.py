"""緯度 and 経度 together: in Japan, not swapped, both or none, inside the municipality."""

import re
from collections.abc import Mapping, Sequence

from madoguchi.opendata.checking.cells import Verdict
from madoguchi.opendata.checking.formats import FORMATS
from madoguchi.opendata.checking.place import Place
from madoguchi.opendata.checking.rows.model import Placed, RowRule
from madoguchi.opendata.checking.rules import RULES
from madoguchi.opendata.finding import Repair

_NUMBER = re.compile(FORMATS["decimal"].pattern).fullmatch
REACH = {"緯度": (20.0, 46.0), "経度": (122.0, 154.0)}
"""Degrees, from Okinotorishima to the Kurils and from Yonaguni to Minamitorishima."""


def make(places: Mapping[str, int], place: Place | None) -> list[RowRule]:
    """A rule for each pair of columns that end in 緯度 and 経度."""
    pairs = [
        (at, places[other])
        for name, at in places.items()
        if name.endswith("緯度") and (other := name[:-2] + "経度") in places
    ]
    return [rule for lat, lon in pairs for rule in _rules(lat, lon, place)]


def _rules(lat: int, lon: int, place: Place | None) -> list[RowRule]:
    def judge(cells: Sequence[str]) -> list[Placed]:
        return _judge(cells[lat], cells[lon], lat, lon, place)

    (south, north), (west, east) = REACH["緯度"], REACH["経度"]
    if place:
        south, west, north, east = place.box
    there = f"coalesce(TRY_CAST({{{lat}}} AS DOUBLE) BETWEEN {south} AND {north} AND TRY_CAST({{{lon}}} AS DOUBLE) BETWEEN {west} AND {east}, false)"
    loose = "coordinates:outside" if place and place.polygons else ""
    return [RowRule("coordinates", judge, f"(({{{lat}}} = '' AND {{{lon}}} = '') OR {there})", loose)]


def _judge(lat: str, lon: str, lat_at: int, lon_at: int, place: Place | None) -> list[Placed]:
    if not lat and not lon:
        return []
    if not lat or not lon:
        return [Placed(lon_at if lat else lat_at, _verdict("coordinates:pair", *_PAIR))]
    y, x = _number(lat), _number(lon)
    if y is None or x is None:
        return []
    if _within("緯度", x) and _within("経度", y):
        return _swapped(lat, lon, lat_at, lon_at)
    outside = [
        Placed(at, _far(name, value))
        for name, value, at in (("緯度", y, lat_at), ("経度", x, lon_at))
        if not _within(name, value)
    ]
    if outside or place is None or place.holds(y, x):
        return outside
    return [Placed(lat_at, _elsewhere(place))]


_PAIR = (
    "緯度と経度の片方だけが入っています。両方書くか、両方空にします。",
    "Only one of latitude and longitude is there: write both or none.",
)


def _swapped(lat: str, lon: str, lat_at: int, lon_at: int) -> list[Placed]:
    ja, en = "緯度と経度が入れ替わっています。", "Latitude and longitude are swapped."
    return [
        Placed(at, _verdict("coordinates:swapped", ja, en, Repair("swap-coordinates", before, after, provable=True)))
        for at, before, after in ((lat_at, lat, lon), (lon_at, lon, lat))
    ]


def _far(name: str, value: float) -> Verdict:
    low, high = REACH[name]
    ja, en = (
        f"{name}は {low:.0f} から {high:.0f} のあいだです (日本の範囲)。",
        f"In Japan it lies between {low:.0f} and {high:.0f} degrees.",
    )
    if value == 0:
        ja, en = ja + "分からないときは空にします。", en + " Leave it empty where it is not known."
    elif abs(value) > 1000:
        ja, en = ja + "平面直角座標 (メートル) のようです。", en + " This looks like plane rectangular metres."
    return _verdict("coordinates:range", ja, en)


def _elsewhere(place: Place) -> Verdict:
    there = f"「{place.name}」" if place.name else "指定した範囲"
    return _verdict(
        "coordinates:outside",
        f"地点が{there}の外にあります。",
        f"The point lies outside {place.name or 'the place given'}.",
    )


def _within(name: str, value: float) -> bool:
    low, high = REACH[name]
    return low <= value <= high


def _number(text: str) -> float | None:
    return float(text) if _NUMBER(text) else None


def _verdict(rule: str, ja: str, en: str, repair: Repair | None = None) -> Verdict:
    return Verdict(rule, RULES[rule].weight, ja, en, repair)

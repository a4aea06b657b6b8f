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


_IN_JAPAN = "{0} >= '20' AND {0} < '46' AND {0}[3] = '.' AND {1} >= '122' AND {1} < '154' AND {1}[4] = '.'"
"""Texts are compared more quickly than numbers; what is on the border or written otherwise goes to the row checker."""

_BOTH_IN_JAPAN = r"(?:[23][0-9]|4[0-5])\.[0-9]+\x1f1(?:2[2-9]|[34][0-9]|5[0-3])\.[0-9]+|\x1f"
"""The same, or both empty, as one pattern."""


def make(places: Mapping[str, int], place: Place | None) -> list[RowRule]:
    """A rule for each pair of columns that end in 緯度 and 経度."""
    pairs = [
        (at, places[other])
        for name, at in places.items()
        if name.endswith("緯度") and (other := name[:-2] + "経度") in places
    ]
    return [_rule(lat, lon, place) for lat, lon in pairs]


def _rule(lat: int, lon: int, place: Place | None) -> RowRule:
    def judge(cells: Sequence[str]) -> list[Placed]:
        return _judge(cells[0], cells[1], place)

    inside = _IN_JAPAN
    if place:
        south, west, north, east = place.box
        inside += f" AND TRY_CAST({{0}} AS DOUBLE) BETWEEN {south} AND {north} AND TRY_CAST({{1}} AS DOUBLE) BETWEEN {west} AND {east}"
    loose = "coordinates:outside" if place and place.polygons else ""
    good = f"(({{0}} = '' AND {{1}} = '') OR coalesce({inside}, false))"
    pattern = "" if place else _BOTH_IN_JAPAN
    return RowRule((lat, lon), judge, good, loose, form="decimal_degrees", pattern=pattern)


def _judge(lat: str, lon: str, place: Place | None) -> list[Placed]:
    if not lat and not lon:
        return []
    if not lat or not lon:
        return [Placed(1 if lat else 0, _verdict("coordinates:pair", *_PAIR))]
    y, x = _number(lat), _number(lon)
    if y is None or x is None:
        return []
    if _within("緯度", x) and _within("経度", y):
        return _swapped(lat, lon)
    far = [(at, name, value) for at, name, value in ((0, "緯度", y), (1, "経度", x)) if not _within(name, value)]
    if far or place is None or place.holds(y, x):
        return [Placed(at, _far(name, value)) for at, name, value in far]
    return [Placed(0, _elsewhere(place))]


_PAIR = (
    "緯度と経度の片方だけが入っています。両方書くか、両方空にします。",
    "Only one of latitude and longitude is there: write both or none.",
)


def _swapped(lat: str, lon: str) -> list[Placed]:
    ja, en = "緯度と経度が入れ替わっています。", "Latitude and longitude are swapped."
    return [
        Placed(at, _verdict("coordinates:swapped", ja, en, Repair("swap-coordinates", before, after, provable=True)))
        for at, before, after in ((0, lat, lon), (1, lon, lat))
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

"""Items as an app writes them: rows of a table, or features of GeoJSON. Read whole or not at all; only what is declared
stays, and a place only coarsely."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from madoguchi.declare.dataset import Items, Question
from madoguchi.opendata.checking.surface import INVISIBLE
from madoguchi.opendata.errors import Trouble
from madoguchi.opendata.personal.prose import marks
from madoguchi.opendata.reading import streamed
from madoguchi.protect import links
from madoguchi.publish.errors import NotTaken
from madoguchi.publish.plain import in_memory

MOST, LARGEST, LONGEST = 500, 5_000_000, 2_000
"""Items of one file, its bytes, and signs of one cell: a person reads every one of them."""
TOLD = 5
"""Troubles that are told together."""
YES_NO = ("yes", "no")
LAT, LON = "緯度", "経度"
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_PERSONS_NUMBER = re.compile(r"0\d{9,10}|.*\d{12}.*")
_DATE = re.compile(r"(?:19|20)\d\d[-_.]?(?:0[1-9]|1[0-2])[-_.]?(?:0[1-9]|[12]\d|3[01])")
_CONTROL = re.compile(f"[{INVISIBLE}\r]")
_LATS, _LONS = frozenset({LAT, "latitude", "lat"}), frozenset({LON, "longitude", "lon", "lng"})


@dataclass(frozen=True)
class Told:
    """One item. `cells` are of the declared columns; `at` is the coarse place, or None."""

    key: str
    cells: Mapping[str, str]
    at: tuple[float, float] | None

    @property
    def content(self) -> bytes:
        return json.dumps(self.cells, ensure_ascii=False).encode()

    @property
    def digest(self) -> str:
        """Another one is another item to look at. Keyed, so that nobody who reads the database or the trail can try words
        of a text that is destroyed by then."""
        return links.link_hash(f"item:{json.dumps([self.cells, self.at], ensure_ascii=False, sort_keys=True)}")


@dataclass(frozen=True)
class Read:
    """What is in a file. `left_out`: columns of which nothing is kept, since they are not declared."""

    items: list[Told]
    left_out: list[str]


@dataclass(frozen=True)
class _Line:
    """A row or a feature as it stood. `where`: how a person finds it."""

    where: str
    cells: Mapping[str, str]
    lat: str
    lon: str


def passes(questions: Iterable[Question], answers: Mapping[str, str]) -> bool:
    """Every question was answered, each with the answer that lets an item out."""
    return all(answers.get(one.id) == one.passes for one in questions)


def read(name: str, content: bytes, declared: Items) -> Read:
    """Raises NotTaken, with what is wrong and where."""
    if len(content) > LARGEST:
        raise NotTaken(_("%(mb)s MBまでです。分けて送ってください。") % {"mb": LARGEST // 1_000_000})
    if name.lower().endswith((".geojson", ".json")):
        names, lines = _features(content)
    else:
        names, lines = _rows(name, content)
    if missing := [one for one in (declared.key, *declared.columns) if one not in names]:
        raise NotTaken(
            _("列「%(names)s」がありません。宣言と同じ名前の列にしてください。") % {"names": _listed(missing)}
        )
    if not lines:
        raise NotTaken(_("1件も入っていません。"))
    if len(lines) > MOST:
        raise NotTaken(_("一度に入れられるのは%(n)s件までです。分けて入れてください。") % {"n": MOST})
    kept = {declared.key, *declared.columns, *((_LATS | _LONS) if declared.point else ())}
    return Read(_checked(lines, declared), [one[:80] for one in names if one not in kept and one.lower() not in kept])


def _rows(name: str, content: bytes) -> tuple[list[str], list[_Line]]:
    try:
        with in_memory([content], name) as path, streamed(path) as stream:
            names = [_plain(one).strip() for one in stream.header]
            rows = [row for _at, row in zip(range(MOST + 1), stream, strict=False)]
            table = stream.closed(rows)
    except Trouble as trouble:
        told = trouble.told("en" if get_language() == "en" else "ja")
        raise NotTaken(" ".join(told.split())) from trouble
    if doubled := sorted({one for one in names if names.count(one) > 1}):
        raise NotTaken(_("列「%(names)s」が二度あります。") % {"names": _listed(doubled)})
    odd = [one.line for one in table.ragged]
    odd += [one.line for one in table.asides if one.kind not in ("blank", "title", "header")]
    if odd and len(rows) <= MOST:
        numbers = "、".join(str(line) for line in sorted(odd)[:TOLD])
        raise NotTaken(
            _("%(lines)s行目: 見出しと列の数が合わないか、1件のデータとして読めません。") % {"lines": numbers}
        )
    lat, lon = (next((at for at, one in enumerate(names) if one.lower() in of), None) for of in (_LATS, _LONS))
    lines = [
        _Line(
            _("%(n)s行目") % {"n": row.line}, dict(zip(names, row.cells, strict=True)),
            row.cells[lat] if lat is not None else "", row.cells[lon] if lon is not None else "",
        )
        for row in rows
    ]  # fmt: skip
    return [one for one in names if one], lines


def _features(content: bytes) -> tuple[list[str], list[_Line]]:
    try:
        whole = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
        json.dumps(whole, ensure_ascii=False).encode()  # half a sign cannot be written down
        features = whole["features"] if whole["type"] == "FeatureCollection" else None
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise NotTaken(
            _("GeoJSON として読めません。FeatureCollection を UTF-8 で書いたファイルにしてください。")
        ) from error
    if not isinstance(features, list):
        raise NotTaken(_("GeoJSON として読めません。FeatureCollection を UTF-8 で書いたファイルにしてください。"))
    lines = [_feature(number, one) for number, one in enumerate(features[: MOST + 1], start=1)]
    return list(dict.fromkeys(name for one in lines for name in one.cells)), lines


def _no_constant(_name: str) -> float:
    raise ValueError("no number")


def _feature(number: int, one: Any) -> _Line:
    where = _("%(n)s番目の地物") % {"n": number}
    told, place = (one.get("properties"), one.get("geometry")) if isinstance(one, dict) else (None, None)
    if not isinstance(told, dict) or any(isinstance(value, list | dict) for value in told.values()):
        raise NotTaken(
            _("%(where)s: properties に、文字と数のほかのものがあるか、properties がありません。") % {"where": where}
        )
    at = ["", ""]
    if place is not None:
        point = place.get("coordinates") if isinstance(place, dict) and place.get("type") == "Point" else None
        if not isinstance(point, list) or len(point) < 2:
            raise NotTaken(_("%(where)s: 点 (Point) ではありません。線や面は、点に直してください。") % {"where": where})
        at = [str(number) for number in point[:2]]
    cells = {_plain(name): _text(value) for name, value in told.items()}
    if isinstance(one.get("id"), str | int):
        cells.setdefault("id", _text(one["id"]))
    return _Line(where, cells, at[1], at[0])


def _text(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else _plain(str(value))


def _plain(text: str) -> str:
    """Without signs that nobody sees, or that turn the others round: a person reads what goes out."""
    return _CONTROL.sub("", text)


def _checked(lines: Iterable[_Line], declared: Items) -> list[Told]:
    """All of them, or none and what is wrong with the first few."""
    items, wrong, seen = list[Told](), list[str](), dict[str, str]()
    for line in lines:
        key = line.cells.get(declared.key, "").strip()
        try:
            at = _place(line) if declared.point else None
            if key in seen:
                raise NotTaken(_("「%(key)s」が、%(other)sにもあります。") % {"key": key, "other": seen[key]})
            items.append(Told(_key(key), dict(_cells(line, declared)), at))
        except NotTaken as trouble:
            wrong.append(f"{line.where}: {trouble.words}")
        seen.setdefault(key, line.where)
    if wrong:
        rest = len(wrong) - TOLD
        more = [_("ほかに%(n)s件あります。") % {"n": rest}] if rest > 0 else []
        raise NotTaken("\n".join([*wrong[:TOLD], *more]))
    return items


def _key(key: str) -> str:
    """It is shown before anybody looked at the item: nothing that could be a person's. Many apps begin it with the day; with
    four digits more that would read as a My Number once in ten times."""
    rest = key[found.end() :] if (found := _DATE.match(key)) else key
    told = {mark.kind for mark in marks(rest.replace("_", "-"))} & {"my-number", "telephone"}
    if not _KEY.fullmatch(key) or _PERSONS_NUMBER.fullmatch(rest) or told:
        raise NotTaken(
            _("番号を、半角の英数字と「-」「_」「.」で、64文字までで書いてください。電話番号などは使えません。")
        )
    return key


def _cells(line: _Line, declared: Items) -> Iterator[tuple[str, str]]:
    for name in declared.columns:
        cell = _plain(line.cells.get(name, "")).strip()
        if len(cell) > LONGEST:
            raise NotTaken(_("「%(name)s」は%(n)s文字までです。") % {"name": name, "n": LONGEST})
        yield name, cell


def _place(line: _Line) -> tuple[float, float] | None:
    """About a hundred metres wide, as of photographs."""
    if not line.lat.strip() and not line.lon.strip():
        return None
    try:
        lat, lon = float(line.lat), float(line.lon)
    except ValueError as error:
        raise NotTaken(_("緯度と経度を、35.05 のような10進数で、両方書いてください。")) from error
    if abs(lat) <= 180 and abs(lon) <= 90 < abs(lat):
        raise NotTaken(_("緯度と経度が、入れ替わっています。"))
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise NotTaken(_("緯度と経度が、地球の上の場所ではありません。"))
    return round(lat, 3), round(lon, 3)


def _listed(names: Iterable[str]) -> str:
    return "」「".join(name[:80] for name in names)


def header(declared: Items) -> list[str]:
    return [declared.key, *declared.columns, *((LAT, LON) if declared.point else ())]

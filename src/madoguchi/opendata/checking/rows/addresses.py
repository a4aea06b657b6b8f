"""An address begins with its prefecture; a municipality's code belongs to its name."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from madoguchi.japan.municipalities import PREFECTURES, municipality
from madoguchi.opendata.checking.cells import Verdict
from madoguchi.opendata.checking.place import Place
from madoguchi.opendata.checking.rows.model import Placed, RowRule
from madoguchi.opendata.checking.rules import RULES
from madoguchi.opendata.finding import Repair

_ADDRESS = ("所在地_連結表記", "住所")
_CODES = (
    ("全国地方公共団体コード", "", "地方公共団体名"),
    ("所在地_全国地方公共団体コード", "所在地_都道府県", "所在地_市区町村"),
    ("都道府県コード又は市区町村コード", "都道府県名", "市区町村名"),
    ("市区町村コード", "都道府県名", "市区町村名"),
)
"""Code, prefecture, city (or both in one)."""

_BEGINS = " OR ".join(
    f"{{0}}[1:{length}] IN ({', '.join(repr(name) for name in PREFECTURES if len(name) == length)})"
    for length in (3, 4)
)
"""SQL: the address begins with one of the 47 names, which have three signs or four."""


def make(places: Mapping[str, int], place: Place | None) -> list[RowRule]:
    """The rules for which the table has the columns."""
    addresses = [_address(places[name], places) for name in _ADDRESS if name in places]
    codes = [_code(places, *names) for names in _CODES if names[0] in places and names[2] in places]
    return addresses + codes


def _address(at: int, places: Mapping[str, int]) -> RowRule:
    prefecture = places.get("所在地_都道府県", places.get("都道府県名"))
    city = places.get("所在地_市区町村", places.get("市区町村名"))
    known = () if prefecture is None or city is None else (prefecture, city)
    return RowRule((at, *known), _judge_address, f"({{0}} = '' OR {_BEGINS})", starts=tuple(PREFECTURES))


def _judge_address(cells: Sequence[str]) -> list[Placed]:
    text, beside = cells[0], cells[1] if len(cells) > 1 else ""
    if beside and text.startswith(beside):
        return []
    return [Placed(0, _short(*cells))] if text and not text.startswith(PREFECTURES) else []


def _short(text: str, prefecture: str = "", city: str = "") -> Verdict:
    repair = None
    if prefecture in PREFECTURES and city:
        after = prefecture + (text if text.startswith(city) else city + text)
        repair = Repair("address", text, after, provable=False)
    ja, en = "住所は都道府県から書きます。", "Write an address from its prefecture on."
    return Verdict("address:prefecture", RULES["address:prefecture"].weight, ja, en, repair)


def _code(places: Mapping[str, int], code: str, prefecture: str, name: str) -> RowRule:
    between = (places[prefecture],) if prefecture in places else ()
    return RowRule((places[code], *between, places[name]), _judge_code)


def _judge_code(cells: Sequence[str]) -> list[Placed]:
    written = "".join(cells[1:])
    verdict = _disagreement(cells[0], written) if written else None
    return [Placed(len(cells) - 1, verdict)] if verdict else []


@lru_cache(maxsize=10_000)
def _disagreement(code: str, written: str) -> Verdict | None:
    """None where they agree, or where the code is not known: of a merged or an invented municipality."""
    known = municipality(code) if len(code) == 6 and code.isdecimal() and code.isascii() else None
    if known is None or _same(written, known.prefecture, known.city, known.short):
        return None
    return _other(code, known.prefecture + known.city, written)


def _same(written: str, prefecture: str, city: str, short: str) -> bool:
    plain = "".join(written.split()).replace("ケ", "ヶ").replace("龍", "竜")
    said = {prefecture + city, prefecture + short, city, short, prefecture}
    return plain in {name.replace("ケ", "ヶ").replace("龍", "竜") for name in said if name}


def _other(code: str, right: str, written: str) -> Verdict:
    ja = f"コード {code} は「{right}」のものですが、「{written}」と書かれています。"
    return Verdict(
        "code:name", RULES["code:name"].weight, ja, f"The code {code} is that of {right}, but {written} is written."
    )

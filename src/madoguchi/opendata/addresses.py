"""Joining and splitting addresses for the standards: only what is certain, everything else stays as it was written."""

import re
import unicodedata
from typing import NamedTuple

PREFECTURES = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
]
_TOWN = (
    re.compile(r"(\D{0,30}?(?:\d{1,2}|[一二三四五六七八九十]{1,3})丁目)(\d.*)"),
    re.compile(r"(\D{1,30}?)(\d+(?:番地|番\d+号).*)"),
)


class Parts(NamedTuple):
    """`whole`: the address in one; the rest "" where it is not certain."""

    whole: str
    prefecture: str = ""
    city: str = ""
    town: str = ""
    block: str = ""


def split(address: str, prefecture: str = "", city: str = "") -> Parts:
    """An address in parts; `prefecture` and `city` are the municipality's own, and lead where the address begins so.

    The prefecture is set before an address that begins with the city; before any other it would be a guess, since
    a municipality also has places elsewhere. Town and block are told apart only by 丁目 or 番地.
    """
    named = next((name for name in PREFECTURES if address.startswith(name)), "")
    if not named:
        if not (prefecture and city and address.startswith(city)):
            return Parts(address)
        address, named = prefecture + address, prefecture
    rest = address.removeprefix(named)
    if not city or named != (prefecture or named) or not rest.startswith(city):
        return Parts(address, named)
    below = rest.removeprefix(city)
    found = next((match for pattern in _TOWN if (match := pattern.fullmatch(below))), None)
    if found is None or _is_odd(rest):
        return Parts(address, named, city)
    return Parts(address, named, city, *found.groups())


def _is_odd(rest: str) -> bool:
    """Spaces and brackets bring in buildings and remarks; full-width digits are for the repairs to settle."""
    return bool(re.search(r"[\s()()、・]", rest)) or unicodedata.normalize("NFKC", rest) != rest

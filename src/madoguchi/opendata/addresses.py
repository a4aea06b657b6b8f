"""Joining and splitting addresses for the standards: only what is certain, everything else stays as it was written."""

import re
import unicodedata
from typing import NamedTuple

from madoguchi.japan.municipalities import PREFECTURES

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

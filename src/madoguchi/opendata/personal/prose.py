"""What free text may tell of people, at its place: one looks at each text by itself, so rather too much than too little."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from madoguchi.japan import telephone
from madoguchi.japan.my_number import find_my_number
from madoguchi.japan.patterns import lazily
from madoguchi.opendata.personal.names import SURNAMES, is_name, name_in

_TELEPHONE = lazily(r"(?<!\d)(?:\+81[-\s(]?\d|0)[\d()\-‐ー−–\s.]{8,15}\d(?!\d)")
_MAIL = lazily(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,64}(?:\.[A-Za-z0-9\-]{1,32}){1,5}")
_ADDRESS = lazily(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})丁目(?:\d{1,4}(?:番地?|[-‐ー−–])?(?:の?\d{1,4}号?)?)?|\d{1,4}番(?:地(?:の\d{1,3})?|\d{1,3}号)|"
    r"(?<![\d-])\d{1,3}[-‐ー−–]\d{1,3}(?:[-‐ー−–]\d{1,4})?(?![\d-])"
)
_PLATE = lazily(r"[\u4e00-\u9fff]{1,4}\s?\d{2,3}\s?[\u3041-\u309f]\s?[\d・.]{1,2}-?[\d・.]{1,2}")
_RUN = lazily(
    r"[\u4e00-\u9fff々]{1,3}[ \u3000][\u4e00-\u9fff々]{1,3}(?![\u4e00-\u9fff々])|[\u4e00-\u9fff々]{3,5}(?![\u4e00-\u9fff々])"
)
_TITLED = lazily(r"(?<![\u4e00-\u9fff々])[\u4e00-\u9fff々]{1,6}(?:[ \u3000][^\s。、,.]{1,4})?(?:様方?|さん|氏|宅|方)")


class Mark(NamedTuple):
    """`kind`: "my-number" | "telephone" | "email" | "plate" | "address" | "name"; `start` and `end` in the text itself."""

    start: int
    end: int
    kind: str


def marks(text: str) -> list[Mark]:
    """In order, none over another: where two would be, the one that comes first in the list of kinds."""
    found: list[Mark] = []
    for mark in _each(text):
        if all(mark.end <= other.start or other.end <= mark.start for other in found):
            found.append(mark)
    return sorted(found)


def _each(text: str) -> Iterator[Mark]:
    yield from (Mark(start, end, "my-number") for start, end in find_my_number(text))
    plain = _folded(text)
    for found in _TELEPHONE.finditer(plain):
        if _is_telephone(found.group()):
            yield Mark(*found.span(), "telephone")
    for kind, pattern in (("email", _MAIL), ("plate", _PLATE), ("address", _ADDRESS)):
        yield from (Mark(*found.span(), kind) for found in pattern.finditer(plain))
    yield from _names(plain)


def _folded(text: str) -> str:
    """Full width as half width, sign for sign, so that places stay."""
    if text.isascii():
        return text
    return "".join(wide if len(wide := unicodedata.normalize("NFKC", sign)) == 1 else sign for sign in text)


def _is_telephone(text: str) -> bool:
    try:
        telephone.parse(text)
    except telephone.TelephoneError:
        return False
    return True


def _names(text: str) -> Iterator[Mark]:
    for found in _TITLED.finditer(text):
        whole = found.group()
        at = next((at for at in range(len(whole) - 1) if _begins_with_a_surname(whole[at:])), None)
        if at is not None:
            yield Mark(found.start() + at, found.end(), "name")
    for found in _RUN.finditer(text):
        if is_name(found.group()):
            yield Mark(*found.span(), "name")
    if piece := name_in(text):
        yield from (Mark(found.start(), found.end(), "name") for found in re.finditer(re.escape(piece), text))


def _begins_with_a_surname(text: str) -> bool:
    return any(text[:size] in SURNAMES and (size > 1 or text[1:3] in ("さん", "様", "氏")) for size in (3, 2, 1))

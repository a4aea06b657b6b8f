"""What single cells give away: My Numbers, mobile numbers, private e-mail addresses, names of people."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence

from madoguchi.japan.my_number import find_my_number
from madoguchi.japan.patterns import lazily
from madoguchi.opendata.personal.headings import Heading
from madoguchi.opendata.personal.names import is_name, may_name, name_in

_MOBILE = lazily(r"(?<![\d-])0[789]0[-‐ー−–()\s.]{0,2}\d{4}[-‐ー−–()\s.]{0,2}\d{4}(?!\d)")
_MAIL = lazily(r"[A-Za-z0-9._%+\-]+@(?P<domain>[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)")
PRIVATE = (
    r"gmail\.com|googlemail\.com|yahoo\.(co\.jp|com)|ymail\.ne\.jp|hotmail\.(com|co\.jp)|outlook\.(com|jp)|live\.jp|msn\.com|"
    r"icloud\.com|me\.com|mac\.com|aol\.com|docomo\.ne\.jp|ezweb\.ne\.jp|au\.com|softbank\.(ne\.)?jp|i\.softbank\.jp|"
    r"vodafone\.ne\.jp|ymobile\.ne\.jp|rakuten\.jp|nifty\.(com|ne\.jp)|biglobe\.ne\.jp|ocn\.ne\.jp|so-net\.ne\.jp"
)
"""Providers of mail for private people, as a pattern."""

_PRIVATE = lazily(PRIVATE)
_DIGITS = lazily(r"[\d〇零一二三四五六七八九](?:[^\d〇零一二三四五六七八九\n]{0,3}[\d〇零一二三四五六七八九]){11}")
_MEASURE = lazily(r"-?\d{1,3}\.\d+")
_TWELVE = lazily(r"\d{12}")
_ROLE_BOX = lazily(r"info|office|kouhou|koho|soumu|somu|contact|support|jimu|toiawase|webmaster|admin", re.IGNORECASE)


def suspects(texts: Collection[str], heading: Heading) -> Collection[str]:
    """The different texts of a column that may give something away; none where all of them together say nothing.

    One look at many is several times as fast as a look at each.
    """
    if heading.holder:
        return texts
    if heading.plain:
        return [text for text in texts if text[-1:] in "方宅"]
    joined = "\n".join(texts)
    wide = joined if joined.isascii() else unicodedata.normalize("NFKC", joined)
    reached = not heading.public and ("@" in wide or _MOBILE.search(wide))
    return texts if reached or may_name(joined) else ()


def clues(cell: str, heading: Heading) -> list[tuple[str, str]]:
    """What a cell gives away: kind of finding and the piece of text."""
    found = []
    if len(cell) >= 11 and not heading.plain:
        wide = cell if cell.isascii() else unicodedata.normalize("NFKC", cell)
        if not heading.public and (mobile := _MOBILE.search(wide)):
            found.append(("mobile", mobile.group()))
        if "@" in wide and not heading.public and (piece := _private_mail(wide)):
            found.append(("email", piece))
    if heading.holder and is_name(cell):
        return [*found, ("name", cell)]
    if len(cell) >= 3 and (not heading.plain or cell[-1:] in "方宅") and (piece := name_in(cell)):
        found.append(("lodger" if piece[-1:] in "方宅" else "name", piece))
    return found


def may_hold_my_number(texts: Iterable[str]) -> bool:
    """Whether `my_numbers` has to look at a column of these texts. One look at all: no number reaches over a line end."""
    long = "\n".join([text for text in texts if len(text) >= 12])
    return bool(long) and _DIGITS.search(long) is not None


class Numbers:
    """Where a column may hold a My Number. `lines` are the first `most`, with no text beside them; `count` is of all.

    Where a column is made of twelve-digit codes, one in eleven fits the check digit by chance: then it is none.
    """

    def __init__(self, most: int) -> None:
        self.most, self.first = most, list[tuple[int, str]]()
        self.found = self.codes = 0

    def see(self, cells: Sequence[tuple[int, str]]) -> None:
        """Some more lines and cells. A decimal number of twelve digits is a measure: 139.767125310547."""
        long = {cell for _, cell in cells if len(cell) >= 12}
        told = {cell: find_my_number(cell) for cell in long if _DIGITS.search(cell) and not _MEASURE.fullmatch(cell)}
        for line, cell in cells if told else ():
            if cell in told:
                self.codes += bool(_TWELVE.fullmatch(cell.strip()))
            if told.get(cell):
                self.found += 1
                self.first += [(line, "")] if len(self.first) < self.most else []

    @property
    def count(self) -> int:
        """How many there are."""
        return 0 if self.codes >= 5 and self.found * 2 < self.codes else self.found

    @property
    def lines(self) -> list[tuple[int, str]]:
        """Where the first ones stand."""
        return self.first if self.count else []


def my_numbers(cells: Sequence[tuple[int, str]]) -> list[int]:
    """All lines that may hold a My Number."""
    numbers = Numbers(len(cells))
    numbers.see(cells)
    return [line for line, _ in numbers.lines]


def _private_mail(text: str) -> str:
    """An address at a provider for private people, unless its box is an office's."""
    for found in _MAIL.finditer(text):
        if _PRIVATE.fullmatch(found["domain"].lower()) and not _ROLE_BOX.match(found.group()):
            return found.group()
    return ""

"""The surface of a cell: invisible characters, spaces at its edges, width. Each step changes only the spelling."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from madoguchi.japan.patterns import lazily

INVISIBLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Character class, for Python and RE2. Tab and line ends are judged at the edges only; joiners belong to emoji."""

EDGE = " \t\r\n\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
HALF_KANA = "\uff61-\uff9f"
LONG_MARK = "\uff70"
STRANGE = "\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff"
"""What other machines cannot show: the replacement sign, and characters of private use (外字)."""

MEASURES = "㍉㌔㌢㍍㌘㌧㌃㌶㍑㍗㌍㌦㌣㌫㍊㌻㎜㎝㎞㎎㎏㏄㎡㎥"
WORDS = MEASURES + "㈱㈲㈹㍾㍽㍼㍻㋿№℡㏍"
"""Signs that stand for a word: NFKC writes it out, and nothing else can have been meant."""

PLATFORM = (
    WORDS
    + "①-⑳Ⅰ-Ⅻⅰ-ⅻ㊤-㊨"
    + "".join(
        bytes([lead, trail]).decode("cp932", "ignore")
        for lead, trails in ((0xFA, range(0x5C, 0xFD)), (0xFB, range(0x40, 0xFD)), (0xFC, range(0x40, 0x4C)))
        for trail in trails
        if trail != 0x7F
    )
)
"""Signs that JIS X 0208 does not have and that makers added on their own (機種依存文字): NEC's, and IBM's kanji (髙, 﨑)."""

DITTO = "〃仝"
"""What says "as above", to somebody who sees the row above."""

_PLATFORM = lazily(f"[{PLATFORM}]")
_TROUBLED = re.compile(f"[{INVISIBLE}{HALF_KANA}{STRANGE}{PLATFORM}{DITTO}]|^[{EDGE}]|[{EDGE}]\\Z").search
_STRANGE = lazily(f"[{STRANGE}]")
_INVISIBLE = lazily(f"[{INVISIBLE}]+")
_SPACES = EDGE.replace("\u2000-\u200a", "".join(map(chr, range(0x2000, 0x200B))))
_KANA = lazily(f"[{HALF_KANA}]+")
_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5E)} | {0x3000: 0x20}
"""Without ～ (U+FF5E), which stands for "to" and never for a tilde."""


class Step(NamedTuple):
    """One change of spelling: the rule that asks for it, and the cell before and after."""

    rule: str
    before: str
    after: str


def steps(cell: str, surface: str) -> list[Step]:
    """The changes of spelling that a cell needs, in order; `surface` as in `Format`."""
    found = []
    for rule, change in _CHANGES[surface]:
        after = change(cell)
        if after != cell:
            found.append(Step(rule, cell, after))
            cell = after
    return found


def is_troubled(cell: str) -> bool:
    """Whether a cell that is free text or kana needs a change of spelling, or has a sign that cannot be shown."""
    return _TROUBLED(cell) is not None


def strange(cell: str) -> str:
    """The first character that other machines cannot show, "" if there is none."""
    found = _STRANGE.search(cell)
    return found[0] if found else ""


def platform(cell: str) -> str:
    """The first sign that only some makers' machines have, "" if there is none."""
    found = _PLATFORM.search(cell)
    return found[0] if found else ""


def written_out(cell: str, signs: str) -> str:
    """Some signs as the words that they stand for."""
    return "".join(unicodedata.normalize("NFKC", sign) if sign in signs else sign for sign in cell)


JOINT = "`"
"""Stands between cells that are searched together. It may stand in a cell: one more is searched, none is passed over."""


@lru_cache(maxsize=1)
def trouble_pattern() -> str:
    """RE2: what there is to be told in free text, in one cell or in several with `JOINT` between them. Line ends count too:
    they are left to the row checker. One class and few states: it has some 400 signs of makers, and a pattern with all but
    these in several places grows beyond what RE2 keeps in memory, from where on it is ten times as slow."""
    inside = f"{_escaped(INVISIBLE)}\\t\\n\\r{HALF_KANA}{STRANGE}{PLATFORM}{DITTO}"
    edge = _escaped(EDGE)
    return f"[{inside}]|(?:^|{JOINT})[{edge}]|[{edge}](?:{JOINT}|$)"


def _escaped(signs: str) -> str:
    """Control characters written out, since a NUL must not stand in a statement."""
    return "".join(f"\\x{ord(sign):02x}" if sign < " " or "\x7f" <= sign <= "\x9f" else sign for sign in signs)


def _without_invisible(cell: str) -> str:
    return cell if cell.isprintable() else _INVISIBLE.sub("", cell)


def _trimmed(cell: str) -> str:
    return cell.strip(_SPACES)


def _half(cell: str) -> str:
    return cell if cell.isascii() else cell.translate(_FULL)


def _full_kana(cell: str) -> str:
    return cell if cell.isascii() else _KANA.sub(_wide, cell)


def _wide(found: re.Match[str]) -> str:
    """A lone ｰ is as often a hyphen (セブンｰイレブン) as a long mark: it stays."""
    return found[0] if not found[0].strip(LONG_MARK) else unicodedata.normalize("NFKC", found[0])


_EVERYWHERE = (("control", _without_invisible), ("edge-space", _trimmed))
_CHANGES = {
    "half": (*_EVERYWHERE, ("width", _half)),
    "kana": (*_EVERYWHERE, ("kana-width", _full_kana)),
    "text": (*_EVERYWHERE, ("kana-width", _full_kana)),
}

"""Spellings of a heading that mean the same heading: width, dashes, kana, spaces, brackets, line ends."""

import unicodedata
from functools import lru_cache

from madoguchi.japan.patterns import lazily

_DASHES = lazily("[-‐‑‒–—―−ー─━ｰ~〜～]+")
_BRACKETS = str.maketrans("[{〔【「『〈《<]}〕】」』〉》>", "(((((((((" + ")))))))))")
_HIRAGANA = str.maketrans({chr(sign): chr(sign + 0x60) for sign in range(0x3041, 0x3097)})
_DROPPED = lazily(r"[\s_・、,.。:/\u200b-\u200f\ufeff]")


@lru_cache(maxsize=20_000)
def fold(heading: str) -> str:
    """A key under which `バリアフリ―トイレ数` and `ﾊﾞﾘｱﾌﾘｰﾄｲﾚ数 ` are one; never shown. Units in brackets stay."""
    text = unicodedata.normalize("NFKC", heading).casefold().translate(_BRACKETS).translate(_HIRAGANA)
    return _DROPPED.sub("", _DASHES.sub("ー", text))

"""Names of people: kept exactly as written, looked up by a folded key that stands beside them.

A name is never normalised, not even to NFC. Three spellings exist (行政事務標準文字の考え方): the verbatim name that is stored and
printed; the substitute for systems that lack a character (`japan.encodings` lists what is lacking); and the key below.
"""

import re
import unicodedata

from madoguchi.japan.graphemes import clusters, graphemes
from madoguchi.japan.kana import KanaError, check_kana, fold_kana, kana_key, to_katakana

__all__ = ["KanaError", "check_kana", "clusters", "graphemes", "kana_key", "search_key"]

_SELECTORS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_VARIANTS = str.maketrans(
    "髙﨑嵜𠮷邊邉邊濵濱澤廣櫻嶋嶌德瀨齊齋斎龍瀧藏條榮國惠壽眞圓辯",
    "高崎崎吉辺辺辺浜浜沢広桜島島徳瀬斉斉斉竜滝蔵条栄国恵寿真円弁",
)
"""Variants of one character that clerks type for one another (異体字, 旧字体). For looking up only; frequent ones only."""


def search_key(name: str) -> str:
    """A key under which 髙橋, 高橋 and 高 橋 are found alike; never shown, never stored in place of the name.

    NFKC, variation selectors dropped, hiragana and small kana folded, frequent variants folded, upper case folded,
    spaces and middle dots dropped. Different people may share a key: whoever matches by it must expect several.
    """
    bare = _SELECTORS.sub("", name)
    folded = to_katakana(unicodedata.normalize("NFKC", bare).casefold())
    return unicodedata.normalize("NFKC", re.sub(r"[\s・]", "", fold_kana(folded).translate(_VARIANTS)))

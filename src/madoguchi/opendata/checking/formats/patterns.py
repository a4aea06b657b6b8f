"""Patterns that are longer than a line, for Python and RE2 alike.

What a pattern takes has nothing to be told about its surface either: the bulk engine asks the patterns alone.
"""

import re
from collections.abc import Sequence

_ONE = r"\(?0(?:[()-]{0,2}[0-9]){9,10}"
TELEPHONE = rf"(?:{_ONE}|\+[0-9]{{1,3}}(?:-?[0-9]){{7,12}})"
URI = r"https?://[!#-;=?-~一-鿿々ぁ-ゖァ-ヶー]+"
_KANA = r"ァ-ヶー・（）()０-９0-9Ａ-ＺA-Z"
KATAKANA = rf"[{_KANA}](?:[{_KANA}　]*[{_KANA}])?"


def one_of(words: Sequence[str]) -> str:
    """A pattern for a list of words."""
    return "|".join(re.sub(r"([\\^$.|?*+()\[\]{}])", r"\\\1", word) for word in words)

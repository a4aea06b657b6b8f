"""Text cut into pairs of characters, for a full-text search that needs no dictionary and finds two-character words.

Index the pairs joined by spaces, and ask for them as one phrase; the same cut on both sides, on SQLite and PostgreSQL.
"""

import re
import unicodedata

_WORDS = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def bigrams(text: str) -> list[str]:
    """`板橋区民` → 板橋 橋区 区民; a word of one character stays alone; signs and spaces part words.

    Width and case are folded (ＤＸ → dx) and variation selectors dropped; hiragana and katakana stay different.
    """
    folded = unicodedata.normalize("NFKC", _MARKS.sub("", text)).casefold()
    return [pair for word in _WORDS.findall(folded) for pair in _pairs(word)]


def _pairs(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(len(word) - 1)] or [word]

"""Characters as people count them (grapheme clusters, UAX #29): 葛󠄀 is two code points and one character."""

import unicodedata
from collections.abc import Iterator

_ZWJ = "\u200d"
_EXTEND_TOO = frozenset("\u200c\uff9e\uff9f") | frozenset(map(chr, range(0x1F3FB, 0x1F400)))
"""Grapheme_Extend beyond the combining marks: ZWNJ, the half-width voicing marks (ｶﾞ is one), skin tones."""


def graphemes(text: str) -> int:
    """How many characters a person sees. Use it wherever a form says "up to n characters"."""
    return sum(1 for _ in clusters(text))


def clusters(text: str) -> Iterator[tuple[int, str]]:
    """Each character as a person sees it, with the index of its first code point; joined, they are `text`.

    Covers what Japanese text holds: combining marks, variation selectors, emoji sequences, flags, CR LF, modern
    Hangul syllables. Rarer rules of UAX #29 (prepended marks, conjuncts of Indic scripts) are left out.
    """
    start = 0
    for at in range(1, len(text)):
        if not _joined(text, start, at):
            yield start, text[start:at]
            start = at
    if text:
        yield start, text[start:]


def _joined(text: str, start: int, at: int) -> bool:
    before, here = text[at - 1], text[at]
    if before < "\u0300" and here < "\u0300":
        return before == "\r" and here == "\n"
    if before < " ":
        return False
    if _extends(here):
        return True
    if before == _ZWJ:
        return _is_emoji(text[start]) and _is_emoji(here)
    if _is_flag(before) and _is_flag(here):
        return (at - start) % 2 == 1
    return _is_jamo_after(before, here)


def _extends(sign: str) -> bool:
    tag = "\U000e0020" <= sign <= "\U000e007f"
    return sign == _ZWJ or sign in _EXTEND_TOO or tag or unicodedata.category(sign) in ("Mn", "Me", "Mc")


def _is_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


def _is_emoji(sign: str) -> bool:
    return not _is_flag(sign) and (unicodedata.category(sign) == "So" or "\U0001f000" <= sign <= "\U0001faff")


def _is_jamo_after(before: str, here: str) -> bool:
    """Hangul: leading consonant + vowel or syllable, vowel + vowel or trailing consonant, trailing + trailing."""
    syllable = "\uac00" <= before <= "\ud7a3"
    if "\u1160" <= here <= "\u11a7":
        return "\u1100" <= before <= "\u11a7" or (syllable and (ord(before) - 0xAC00) % 28 == 0)
    if "\u11a8" <= here <= "\u11ff":
        return "\u1160" <= before <= "\u11ff" or syllable
    return "\u1100" <= before <= "\u115f" and ("\u1100" <= here <= "\u115f" or "\uac00" <= here <= "\ud7a3")

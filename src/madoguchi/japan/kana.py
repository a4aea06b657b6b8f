"""Kana readings: one spelling to store (full-width katakana), one folded spelling to look up by."""

import re
import unicodedata

from madoguchi.japan.errors import InputError
from madoguchi.japan.graphemes import clusters
from madoguchi.japan.patterns import lazily

_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in [*range(0x3041, 0x3097), 0x309D, 0x309E]}
_SMALL_TO_LARGE = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
_SOUNDS_ALIKE = str.maketrans("ヂヅヲヰヱヸヹ", "ジズオイエイエ")
_DASH_AFTER_KANA = lazily(r"(?<=[ァ-ヺー])[-‐‑‒–—―−ｰ]")
_KANA_TYPED = lazily(r"[ァ-ヺー・\s\-‐‑‒–—―−]*")
_NOT_KANA = lazily(r"[^ァ-ヺー・ ]")


class KanaError(InputError):
    """A reading that is not kana. `position` counts code points from 0 in what was typed; -1 where nothing was."""

    def __init__(self, code: str, position: int, *, ja: str, en: str, ja_easy: str) -> None:
        super().__init__(code, ja=ja, en=en, ja_easy=ja_easy)
        self.position = position


def to_katakana(text: str) -> str:
    """Hiragana made katakana; every other character stays."""
    return text.translate(_HIRAGANA_TO_KATAKANA)


def check_kana(text: str) -> str:
    """The reading in full-width katakana; raises KanaError.

    Hiragana and half-width katakana are converted, a hyphen after kana becomes the long mark ー, spaces (inside)
    become one full-width space. The middle dot ・ stays. Anything else (kanji, Latin letters, digits) raises.
    """
    wide = to_katakana(_wide(text))
    wide = _DASH_AFTER_KANA.sub("ー", " ".join(wide.split()))
    if not wide:
        raise _empty()
    if _NOT_KANA.search(wide):
        raise _not_kana(_first_not_kana(text))
    return wide.replace(" ", "\u3000")


def kana_key(text: str) -> str:
    """A reading folded for looking up, never for showing: キョウコ, きょうこ, ｷｮｳｺ and キヨウコ give one key.

    The vault's look-up tokens are made of this key: whoever changes the folding must have every token made anew.
    Small kana become large, ヂ→ジ, ヅ→ズ, ヲ→オ, ヰ→イ, ヱ→エ; spaces, middle dots and long marks are dropped.
    """
    folded = to_katakana(_wide(text).casefold())
    return unicodedata.normalize("NFKC", re.sub(r"[\s・ー\-‐‑‒–—―−]", "", fold_kana(folded)))


def fold_kana(katakana: str) -> str:
    """Small katakana made large, and katakana of one sound made one."""
    return katakana.translate(_SMALL_TO_LARGE).translate(_SOUNDS_ALIKE)


def _wide(text: str) -> str:
    """NFKC, after the free-standing voicing marks ゛ ゜ are joined to the kana before them."""
    return unicodedata.normalize("NFKC", text.replace("\u309b", "\u3099").replace("\u309c", "\u309a"))


def _first_not_kana(text: str) -> int:
    """Where the first character stands that no conversion makes kana."""
    return next((at for at, sign in clusters(text) if not _KANA_TYPED.fullmatch(to_katakana(_wide(sign)))), 0)


def _empty() -> KanaError:
    return KanaError(
        "kana-empty",
        -1,
        ja="フリガナを入力してください。",
        en="Enter the reading in katakana.",
        ja_easy="フリガナ(名前(なまえ)の 読(よ)みかた)を 書(か)いてください。",
    )


def _not_kana(at: int) -> KanaError:
    return KanaError(
        "kana-other",
        at,
        ja=f"フリガナの{at + 1}文字目がカナではありません。カタカナかひらがなで入力してください。",
        en=f"Character {at + 1} of the reading is not kana. Write it in katakana or hiragana.",
        ja_easy=f"フリガナの {at + 1}ばんめの 文字(もじ)が カタカナでは ありません。カタカナか ひらがなで 書(か)いてください。",
    )

"""Words of a vocabulary, readings, English, weekdays: what is only spelt otherwise, and what was probably meant."""

import re
import unicodedata
from functools import lru_cache

from madoguchi.japan.kana import to_katakana
from madoguchi.japan.municipalities import PREFECTURES
from madoguchi.japan.patterns import lazily
from madoguchi.opendata.checking.formats.model import Advice
from madoguchi.opendata.checking.formats.patterns import KATAKANA

_NOISE = lazily(r"[\s・,、/()]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ーｰ", "-"))
YES = {"あり", "有り", "アリ", "有る", "ある"}
NO = {"なし", "無し", "ナシ", "無い", "ない"}
_YES_SIGN = {"○", "〇", "◯", "◎", "●", "✓", "✔", "レ", "1", "可", "はい", "yes", "y", "true", "有", "該当", *YES}
_NO_SIGN = {"×", "✕", "✖", "0", "不可", "いいえ", "no", "n", "false", "無", *NO}
_WEEK = "月火水木金土日"
_DASH_AFTER_KANA = lazily(r"(?<=[ァ-ヺー])[-‐‑‒–—―−─]")
_SIGNS = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "―": "-", "−": "-", "‐": "-", "…": "..."}
)


def fold(text: str) -> str:
    """One key for all spellings of a word."""
    return unicodedata.normalize("NFKC", re.sub(r"\s", "", text)).translate(_DASHES).casefold()


def mend_word(text: str, words: tuple[str, ...]) -> Advice | None:
    """The word of the vocabulary that is only spelt otherwise (proven), or the only one that is like it (a proposal)."""
    by_key, key = _by_key(words), fold(text)
    if key in by_key:
        return Advice("spelling", by_key[key], True)
    if set(words) == {"有", "無"}:
        return mend_yes_no(text)
    if set(words) == {"1"}:
        return mend_flag(text)
    near = [word for other, word in by_key.items() if key and (other.startswith(key) or key.startswith(other))]
    return Advice("word", near[0]) if len(near) == 1 else None


@lru_cache(maxsize=256)
def _by_key(words: tuple[str, ...]) -> dict[str, str]:
    return {fold(word): word for word in words}


def mend_yes_no(text: str) -> Advice | None:
    """あり → 有 is only spelling; ○ → 有 is a guess."""
    key = fold(text)
    if key in YES or key in NO:
        return Advice("spelling", "有" if key in YES else "無", True)
    if key in _YES_SIGN or key in _NO_SIGN:
        return Advice("sign", "有" if key in _YES_SIGN else "無")
    return None


def mend_flag(text: str) -> Advice | None:
    """○ → 1 and × → blank are guesses: the sheet of the office may mean something else by them."""
    key = fold(text)
    if key in _YES_SIGN or key in _NO_SIGN:
        return Advice("sign", "1" if key in _YES_SIGN else "")
    return None


def mend_kana(text: str) -> Advice | None:
    """Hiragana, half-width signs and spaces, and hyphens for the long mark."""
    wide = to_katakana(unicodedata.normalize("NFKC", text))
    wide = _DASH_AFTER_KANA.sub("ー", wide).replace(" ", "\u3000").replace("·", "・")
    return Advice("kana", wide, True) if wide != text and re.fullmatch(KATAKANA, wide) else None


def mend_ascii(text: str) -> Advice | None:
    """Typographic quotes and dashes."""
    plain = unicodedata.normalize("NFKC", text.translate(_SIGNS))
    if plain != text and re.fullmatch(r"[ -~]+", plain):
        return Advice("sign-width", plain, True)
    return None


def mend_weekdays(text: str) -> Advice | None:
    """月・火・水, 月～金 and 月曜日 as the days one by one; 平日 and 毎日 are proposals."""
    key = re.sub(r"曜日?", "", unicodedata.normalize("NFKC", text))
    if found := re.fullmatch(rf"([{_WEEK}]) ?[~〜～\-ー―−から]+ ?([{_WEEK}])", key):
        first, last = _WEEK.index(found[1]), _WEEK.index(found[2])
        return Advice("weekdays", _WEEK[first : last + 1], True) if first < last else None
    days = _NOISE.sub("", key)
    if days and not days.strip(_WEEK):
        return Advice("weekdays", "".join(day for day in _WEEK if day in days), True)
    guess = {"平日": _WEEK[:5], "毎日": _WEEK, "土日": "土日", "年中無休": _WEEK}.get(days)
    return Advice("word", guess) if guess else None


def mend_prefecture(text: str) -> Advice | None:
    """東京 → 東京都: the only prefecture that begins so."""
    plain = _NOISE.sub("", text)
    near = [name for name in PREFECTURES if plain in (name[:-1], name)]
    return Advice("prefecture", near[0], True) if len(near) == 1 and near[0] != text else None

"""Numbers and coordinates with what people add to them: units, commas, degree signs."""

import re
import unicodedata

from madoguchi.japan.patterns import lazily
from madoguchi.opendata.checking.formats.model import Advice

_THOUSANDS = lazily(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_NUMBER = lazily(r"-?[0-9]+(\.[0-9]+)?")
_WITH_UNIT = lazily(
    r"(?:約|およそ|およ|¥|\\|￥)?(-?[0-9][0-9,]*(?:\.[0-9]+)?) ?(?P<unit>[^0-9,.\s\-~〜～][^0-9~〜～]{0,7})?"
)
_TRIANGLE = lazily(r"[▲△]([0-9,]+(?:\.[0-9]+)?)")
_DEGREES = lazily(
    r"[NE北緯東経]{0,2} ?([0-9]{1,3})[°度] ?([0-9]{1,2})[′'’分] ?([0-9]{1,2}(?:\.[0-9]+)?)(?:[″\"”秒]|[′'’]{2})? ?[NE]?"
)
_LETTERED = lazily(r"(?:N|E|北緯|東経) ?([0-9]{1,3}\.[0-9]+)[°度]?")
_DOTTED = lazily(r"[NE]?([0-9]{2,3})[./ ]([0-9]{1,2})[./ ]([0-9]{1,2}(?:\.[0-9]+)?)")
_COMMA = lazily(r"([0-9]{2,3})[,、]([0-9]+)")
_MINUS = str.maketrans(dict.fromkeys("−－‐‑‒–", "-"))


def mend_whole(text: str) -> Advice | None:
    """A count: thousands' commas and an empty fraction are taken off as proven; a unit is only proposed."""
    advice = mend_decimal(text)
    if advice and advice.after is not None:
        return _without_fraction(advice)
    plain = _plain(text)
    if _NUMBER.fullmatch(plain):
        if re.fullmatch(r"[0-9]+\.0+", plain):
            return Advice("number", plain.split(".")[0], True)
        return Advice(ja="0以上の整数で書きます。", en="Write a whole number from 0.")
    return advice


def _without_fraction(advice: Advice) -> Advice:
    after = re.sub(r"\.0+$", "", advice.after or "")
    if not after.isdigit():
        return Advice(ja="0以上の整数で書きます。", en="Write a whole number from 0.")
    return Advice(advice.kind, after, advice.provable, advice.ja, advice.en)


def mend_decimal(text: str) -> Advice | None:
    """A number: commas, signs of width; with its unit as a proposal."""
    plain = _plain(text)
    if plain != text and _NUMBER.fullmatch(plain):
        return Advice("number", plain, True)
    if _THOUSANDS.fullmatch(plain):
        return Advice("thousands", plain.replace(",", ""), True)
    if plain in ("無料", "無償"):
        return Advice("word", "0", ja="無料は 0 と書きます。", en="Free of charge is written 0.")
    if found := _TRIANGLE.fullmatch(plain):
        return Advice(
            "negative",
            "-" + found[1].replace(",", ""),
            ja="負の数は「-」で書きます。",
            en="A negative number has a “-”.",
        )
    found = _WITH_UNIT.fullmatch(plain)
    if not found or (found[1] == plain and _NUMBER.fullmatch(plain)):
        return None
    number = found[1].replace(",", "")
    if not _NUMBER.fullmatch(number):
        return None
    return Advice(
        "unit", number, ja="単位などを除き、数字だけを書きます。", en="Write the number alone, without a unit."
    )


def mend_degrees(text: str) -> Advice | None:
    """Degrees, minutes and seconds as decimal degrees with six digits."""
    plain = _plain(text)
    if found := _DEGREES.fullmatch(plain):
        degrees, minutes, seconds = int(found[1]), int(found[2]), float(found[3])
        if minutes < 60 and seconds < 60:
            return Advice("degrees", f"{degrees + minutes / 60 + seconds / 3600:.6f}", True)
    if plain != text and re.fullmatch(r"-?[0-9]{1,3}\.[0-9]+", plain):
        return Advice("number", plain, True)
    if found := _LETTERED.fullmatch(plain):
        return Advice("degrees", found[1], True)
    if found := _DOTTED.fullmatch(plain):
        return _dotted(found)
    return _no_degrees(plain)


def _no_degrees(plain: str) -> Advice | None:
    """What is no degrees at all, and a comma for the point, which a spreadsheet of another country writes."""
    if found := _COMMA.fullmatch(plain):
        return Advice(
            "decimal-comma",
            f"{found[1]}.{found[2]}",
            ja="小数点がカンマになっているようです。",
            en="There seems to be a comma where the decimal point stands.",
        )
    if re.fullmatch(r"-?[0-9]+", plain):
        return Advice(
            ja="小数点より下がありません。小数6けたほどの度で書きます。",
            en="The decimals are missing: write degrees with about six decimals.",
        )
    if re.fullmatch(r"-?[0-9]{4,}\.[0-9]+", plain):
        return Advice(
            ja="平面直角座標 (メートル) のようです。緯度・経度 (度) に変換した値を書きます。",
            en="This looks like plane rectangular metres: write latitude and longitude in degrees.",
        )
    return None


def _dotted(found: re.Match[str]) -> Advice | None:
    """35.12.34.5: most likely degrees, minutes and seconds, but nothing says so."""
    degrees, minutes, seconds = int(found[1]), int(found[2]), float(found[3])
    if minutes >= 60 or seconds >= 60:
        return None
    return Advice(
        "degrees",
        f"{degrees + minutes / 60 + seconds / 3600:.6f}",
        ja="度・分・秒のようです。確かめて、10進数の度に直します。",
        en="These look like degrees, minutes and seconds.",
    )


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).translate(_MINUS).strip().strip("'")

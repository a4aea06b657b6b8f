"""Codes: a zero that a spreadsheet ate, a check digit that was left off. Mended only where the check digit proves it."""

import re
import unicodedata

from madoguchi.japan.codes import corporate_check_digit, municipality_check_digit
from madoguchi.japan.municipalities import is_municipality
from madoguchi.japan.patterns import lazily
from madoguchi.opendata.checking.formats.model import Advice

_NOISE = lazily(r"[ \-‐‑‒–—―−ー－]|\.0+$")
_EXPONENT = lazily(r"[0-9](\.[0-9]+)?E\+?[0-9]+", re.IGNORECASE)


def mend_municipality(text: str) -> Advice | None:
    """`92011` → `092011` since the check digit fits; `13119` → `131199` since such a municipality exists."""
    digits = _NOISE.sub("", unicodedata.normalize("NFKC", text))
    if not digits.isascii() or not digits.isdigit():
        return None
    if len(digits) == 6:
        return _six(text, digits)
    readings = _readings(digits)
    known = [reading for reading in readings if is_municipality(reading[1])]
    if len(known) == 1:
        return Advice(*known[0], True)
    if not known and len(readings) == 1 and readings[0][0] == "leading-zero":
        return Advice(*readings[0], True)
    return Advice(
        ja="6けたの数字 (最後は検査数字) で書きます。", en="A code has six digits, the last one a check digit."
    )


def _six(text: str, digits: str) -> Advice:
    if _fits(digits):
        return Advice("code", digits, True)
    return Advice(
        ja="最後の検査数字が合いません。数字のどれかが違っています。",
        en="The check digit does not fit: one of the digits is wrong.",
    )


def _readings(digits: str) -> list[tuple[str, str]]:
    """Every six-digit code that the digits can be what is left of; (kind of repair, code)."""
    found = []
    if len(digits) == 5 and _fits("0" + digits):
        found.append(("leading-zero", "0" + digits))
    first_five = digits.zfill(5)
    if len(digits) in (4, 5) and "01" <= first_five[:2] <= "47":
        found.append(("check-digit", f"{first_five}{municipality_check_digit(first_five)}"))
    return found


def _fits(six: str) -> bool:
    return "01" <= six[:2] <= "47" and int(six[5]) == municipality_check_digit(six[:5])


def mend_corporate(text: str) -> Advice | None:
    """Hyphens are taken out; twelve digits (会社法人等番号) are proposed with their check digit."""
    plain = unicodedata.normalize("NFKC", text)
    digits = _NOISE.sub("", plain)
    if _EXPONENT.fullmatch(plain):
        return Advice(
            ja="表計算ソフトが指数に変えて、数字が失われています。もとの番号を入れなおします。",
            en="A spreadsheet turned it into an exponent and lost digits: enter the original number.",
        )
    if not digits.isascii() or not digits.isdigit():
        return None
    if len(digits) == 12:
        return Advice(
            "check-digit",
            f"{corporate_check_digit(digits)}{digits}",
            ja="検査数字のない12けたの番号のようです。",
            en="This looks like the twelve digits without the check digit.",
        )
    if len(digits) == 13:
        return _thirteen(digits)
    return Advice(ja="13けたの数字で書きます。", en="It has thirteen digits.")


def _thirteen(digits: str) -> Advice:
    if int(digits[0]) == corporate_check_digit(digits[1:]):
        return Advice("code", digits, True)
    return Advice(
        ja="先頭の検査数字が合いません。数字のどれかが違っています。",
        en="The check digit does not fit: one of the digits is wrong.",
    )

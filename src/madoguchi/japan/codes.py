"""Codes with check digits: municipality code (全国地方公共団体コード), corporate number (法人番号), My Number (個人番号)."""

import re
import unicodedata

from madoguchi.japan.errors import InputError
from madoguchi.japan.my_number import find_my_number

__all__ = ["CodeError", "check_corporate_number", "check_municipality_code", "find_my_number"]


class CodeError(InputError):
    """A code that has the wrong length, or whose check digit does not fit (one digit was probably mistyped)."""


def check_municipality_code(text: str) -> str:
    """The six digits of a municipality code, e.g. `131199`; raises CodeError.

    Source: 総務省「全国地方公共団体コード」: 2 digits of the prefecture, 3 of the municipality, 1 check digit
    (weights 6 5 4 3 2, modulo 11).
    """
    digits = _digits(
        text, 6, ja="全国地方公共団体コード", en="A municipality code", easy="市区町村(しくちょうそん)の コード"
    )
    if int(digits[5]) != municipality_check_digit(digits[:5]):
        raise _mistyped(ja="全国地方公共団体コード", en="municipality code", easy="コード")
    return digits


def municipality_check_digit(first_five: str) -> int:
    """13119 → 9, since the code of 板橋区 is 131199."""
    total = sum(int(digit) * weight for digit, weight in zip(first_five, (6, 5, 4, 3, 2), strict=True))
    return (11 - total % 11) % 10


def check_corporate_number(text: str) -> str:
    """The thirteen digits of a corporate number, e.g. `8700110005901`; raises CodeError.

    Source: 法人番号の指定等に関する省令 (the first digit is the check digit: 9 − (Σ digit × 1 or 2) mod 9).
    """
    digits = _digits(text, 13, ja="法人番号", en="A corporate number", easy="法人番号(ほうじんばんごう)")
    if int(digits[0]) != corporate_check_digit(digits[1:]):
        raise _mistyped(ja="法人番号", en="corporate number", easy="番号(ばんごう)")
    return digits


def corporate_check_digit(last_twelve: str) -> int:
    """700110005901 → 8."""
    return 9 - sum(int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(last_twelve))) % 9


def _digits(text: str, length: int, *, ja: str, en: str, easy: str) -> str:
    plain = re.sub(r"[\s\-‐‑‒–—―−ー]", "", unicodedata.normalize("NFKC", text))
    if re.fullmatch(rf"[0-9]{{{length}}}", plain):
        return plain
    raise CodeError(
        "code-length",
        ja=f"{ja}は{length}けたの数字で入力してください。",
        en=f"{en} has {length} digits.",
        ja_easy=f"{easy}は {length}けたの 数字(すうじ)で 書(か)いてください。",
    )


def _mistyped(*, ja: str, en: str, easy: str) -> CodeError:
    return CodeError(
        "code-check-digit",
        ja=f"{ja}の数字のどれかが違っているようです。もう一度確かめてください。",
        en=f"One digit of the {en} seems to be wrong. Please check it again.",
        ja_easy=f"{easy}の 数字(すうじ)が ちがうようです。もういちど 見(み)てください。",
    )

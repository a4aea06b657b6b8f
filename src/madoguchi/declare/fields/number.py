"""number and money: whole numbers, typed in any width, with separators, sign or unit."""

import re
import unicodedata
from typing import TYPE_CHECKING, ClassVar

from madoguchi.declare.base import Language
from madoguchi.declare.fields.base import Context, FieldType, Names, Raw, Schema, Value, first, names, shape
from madoguchi.declare.fields.words import my_number_problem
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field
from madoguchi.japan.codes import find_my_number

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version

HIGHEST = 99_999_999_999
"""Eleven digits: a number of twelve could be a My Number."""

LONGEST = 40
DIGITS = re.compile(r"[+-]?[0-9]{1,39}")
NOISE = re.compile(r"[\s,、']")
MINUS = str.maketrans(dict.fromkeys("‐‑‒–—―−ー▲△", "-"))
MYRIADS = re.compile(r"([0-9]{1,4})万([0-9]{1,4})?")


class Number(FieldType):
    """number: an int."""

    name: ClassVar[str] = "number"
    lowest: ClassVar[int] = -HIGHEST
    signs: ClassVar[str] = ""

    def bounds(self, field: Field) -> tuple[int, int]:
        """The least and the greatest number that the field takes."""
        low = field.min if isinstance(field.min, int) else self.lowest
        high = field.max if isinstance(field.max, int) else HIGHEST
        return max(low, -HIGHEST), min(high, HIGHEST)

    def unit(self, field: Field, language: Language) -> str:
        """What is counted: 人, 円; "" when nothing is said."""
        return field.unit.within(language)[0] if field.unit else ""

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        text = first(raw)
        if not text:
            return None, []
        if find_my_number(text[: LONGEST * 2]):
            return None, [my_number_problem(ctx)]
        plain = self._plain(field, text) if len(text) <= LONGEST else ""
        if DIGITS.fullmatch(plain):
            return int(plain), []
        return None, [_unreadable(names(field), plain)]

    def _plain(self, field: Field, text: str) -> str:
        plain = NOISE.sub("", unicodedata.normalize("NFKC", text).translate(MINUS)).lstrip(self.signs)
        return plain.removesuffix(unicodedata.normalize("NFKC", self.unit(field, "ja")))

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value // 1:
            return [shape(field, wanted_ja="整数", wanted_en="a whole number")]
        low, high = self.bounds(field)
        return [] if low <= value <= high else [self._outside(field, value, low, high)]

    def schema(self, field: Field, version: "Version") -> Schema:
        low, high = self.bounds(field)
        return {"type": "integer", "minimum": low, "maximum": high}

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return {"": str(int(value))}

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        unit = self.unit(field, language)
        return [f"{int(value):,}{' ' if unit and language == 'en' else ''}{unit}"]

    def _outside(self, field: Field, value: Value, low: int, high: int) -> Problem:
        name, unit = names(field), self.unit(field, "ja")
        ja, easy, en, limit = ("以上", "か、それより 大(おお)きい", "at least", low)
        if value > high:
            ja, easy, en, limit = ("以下", "か、それより 小(ちい)さい", "at most", high)
        return problem(
            "range",
            ja=f"{name.ja}は{limit:,}{unit}{ja}の数字を入力してください。",
            easy=f"{name.easy}は {limit:,}{easy} 数字(すうじ)を 書(か)いてください。",
            en=f"“{name.en}” must be {en} {limit:,}.",
        )


class Money(Number):
    """money: an int, yen."""

    name: ClassVar[str] = "money"
    lowest: ClassVar[int] = 0
    signs: ClassVar[str] = "¥\\"

    def unit(self, field: Field, language: Language) -> str:
        return "yen" if language == "en" else "円"


def _unreadable(name: Names, plain: str) -> Problem:
    likely = _likely(plain)
    ja = f"{likely}なら「{likely}」とだけ" if likely else "「12000」のように数字だけで"
    easy = f"「{likely}」" if likely else "「12000」"
    return problem(
        "shape",
        ja=f"{name.ja}は整数です。{ja}入力してください。全角でも半角でも大丈夫です。",
        easy=f"{name.easy}は {easy}のように 数字(すうじ)だけを 書(か)いてください。",
        en=f"“{name.en}” is a whole number. Enter digits only, like {likely or '12000'}.",
    )


def _likely(plain: str) -> str:
    """What 3万, 1万2000 or 12.0 probably meant; "" when nobody knows."""
    if match := MYRIADS.match(plain):
        return str(int(match[1]) * 10_000 + int(match[2] or 0))
    match = re.match(r"([0-9]{1,11})(?:\.0+)?(?![0-9.])", plain)
    return match[1] if match else ""

"""telephone: national digits; typed with or without hyphens, full-width, or with +81."""

import re
from typing import TYPE_CHECKING, ClassVar

from madoguchi.declare.base import Language
from madoguchi.declare.fields.base import Context, FieldType, Raw, Schema, Value, first, shape
from madoguchi.declare.problem import Problem, told
from madoguchi.declare.procedure import Field
from madoguchi.japan import telephone
from madoguchi.japan.telephone import TelephoneError

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version

STORED = re.compile(r"0[0-9]{9,10}")
LONGEST = 40


class Telephone(FieldType):
    """telephone: "0312345678"."""

    name: ClassVar[str] = "telephone"
    rules: ClassVar[tuple[str, ...]] = ("telephone",)

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        text = first(raw)
        if not text:
            return None, []
        try:
            return telephone.parse(text if len(text) <= LONGEST else "0"), []  # "0": too long for any number
        except TelephoneError as error:
            return None, [told(error, "telephone")]

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        if not isinstance(value, str):
            return [shape(field, wanted_ja="文字列", wanted_en="a string")]
        try:
            national = telephone.parse(value if STORED.fullmatch(value) else "0")
        except TelephoneError as error:
            return [told(error, "telephone")]
        return [] if national == value else [shape(field, wanted_ja="国内の番号", wanted_en="a national number")]

    def schema(self, field: Field, version: "Version") -> Schema:
        return {"type": "string", "pattern": f"^{STORED.pattern}$", "maxLength": 11}

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return {"": value}

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        return [telephone.show(value)]

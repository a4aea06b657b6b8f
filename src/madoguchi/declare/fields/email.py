"""email: one address, full-width signs made narrow; the likely right spelling is proposed, never put in silently."""

import re
import unicodedata
from typing import TYPE_CHECKING, ClassVar

from madoguchi.declare.base import Language
from madoguchi.declare.fields.base import Context, FieldType, Raw, Schema, Value, first, names, shape
from madoguchi.declare.fields.words import my_number_problem
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field
from madoguchi.japan.codes import find_my_number

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version

LONGEST = 254
"""RFC 5321 4.5.3.1.3, without the angle brackets."""

# Old mobile addresses have two dots in a row or a dot before the @, against RFC 5321: they are real and stay allowed.
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")
ROUGH = r"^[^@\s]+@[^@\s]+$"


class Email(FieldType):
    """email: "name@example.com"."""

    name: ClassVar[str] = "email"
    rules: ClassVar[tuple[str, ...]] = ("characters", "email", "my-number")

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        text = first(raw)
        narrow = unicodedata.normalize("NFKC", text) if len(text) <= LONGEST * 2 else text
        return narrow.strip() or None, []

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        if not isinstance(value, str):
            return [shape(field, wanted_ja="文字列", wanted_en="a string")]
        if len(value) > LONGEST:
            return [_too_long(field, len(value))]
        if find_my_number(value):
            return [my_number_problem(ctx)]
        return [] if ADDRESS.fullmatch(value) else [_wrong(field, value)]

    def schema(self, field: Field, version: "Version") -> Schema:
        return {"type": "string", "format": "email", "pattern": ROUGH, "minLength": 3, "maxLength": LONGEST}

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return {"": value}

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        return [value]


def _too_long(field: Field, count: int) -> Problem:
    name = names(field)
    return problem(
        "length",
        ja=f"{name.ja}は{LONGEST}文字までです。いま{count:,}文字あります。1つだけ入力してください。",
        easy=f"{name.easy}は {LONGEST}文字(もじ)までです。1つだけ 書(か)いてください。",
        en=f"“{name.en}” may have at most {LONGEST} characters; there are {count:,} now. Enter one address only.",
    )


def _wrong(field: Field, value: str) -> Problem:
    name, likely = names(field), _likely(value)
    ja = f"「{likely}」ではありませんか。" if likely else ""
    easy = f"「{likely}」ですか。" if likely else ""
    en = f" Did you mean {likely}?" if likely else ""
    at = value.count("@") == 1
    return problem(
        "email",
        ja=f"{name.ja}{'に使えない文字があるか、「.」の前後が欠けています。' if at else 'には「@」が1つ必要です。'}"
        f"{ja or '例:name@example.com のように入力してください。'}",
        easy=f"{name.easy}が ちがうようです。{easy or 'name@example.com のように 書(か)いてください。'}",
        en=f"“{name.en}” does not look like an e-mail address.{en or ' Write it like name@example.com.'}",
    )


def _likely(value: str) -> str:
    """The address without spaces, with a comma or 。 made a dot; "" when that does not mend it."""
    mended = re.sub(r"\s", "", value).translate(str.maketrans(",、。;", "....")).strip(".<>").removeprefix("mailto:")
    mended = re.sub(r"\.{2,}(?=[^@]*$)", ".", mended)
    return mended if ADDRESS.fullmatch(mended) else ""

"""person-name: family and given name kept byte for byte (外字, 異体字セレクタ, never normalised), and their reading."""

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from madoguchi.declare.base import Language, Text
from madoguchi.declare.fields.base import Context, FieldType, Raw, Schema, Value
from madoguchi.declare.fields.records import Part, Parts, check_parts, parts_schema, read_parts
from madoguchi.declare.fields.words import WORD_RULES, Limit
from madoguchi.declare.problem import Problem, told
from madoguchi.declare.procedure import Field
from madoguchi.japan.kana import KanaError
from madoguchi.japan.names import check_kana

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version

WRITTEN = {
    "family": Text(ja="氏(みょうじ)", ja_easy="みょうじ", en="family name"),
    "given": Text(ja="名(なまえ)", ja_easy="なまえ", en="given name"),
}
READ = {
    "family_kana": Text(ja="氏のフリガナ", ja_easy="みょうじの カタカナ", en="family name in katakana"),
    "given_kana": Text(ja="名のフリガナ", ja_easy="なまえの カタカナ", en="given name in katakana"),
}
LENGTH = 60
NONE = "-"
"""Written as given name (and its reading) by people who have one name only."""


@lru_cache(maxsize=3)
def _parts(kana: str) -> Parts:
    optional = kana != "required"
    written = {key: Part(words, Limit(LENGTH)) for key, words in WRITTEN.items()}
    return written | {key: Part(words, Limit(LENGTH, optional=optional)) for key, words in READ.items()}


class PersonName(FieldType):
    """person-name: {"family", "given", "family_kana", "given_kana"}; the kana are "" when they are not asked for."""

    name: ClassVar[str] = "person-name"
    parts: ClassVar[tuple[str, ...]] = (*WRITTEN, *READ)
    entry: ClassVar[str] = "family"
    rules: ClassVar[tuple[str, ...]] = (*WORD_RULES, "kana")

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        value = read_parts(raw, self.parts)
        if value is None:
            return None, []
        for key in READ:
            value[key] = "" if field.kana == "none" else _as_kana(value[key])
        return value, []

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        problems = check_parts(field, value, ctx, _parts(field.kana or "optional"))
        return problems or [problem for key in READ for problem in _check_kana(value[key], key)]

    def schema(self, field: Field, version: "Version") -> Schema:
        return parts_schema(_parts(field.kana or "optional"))

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return dict(value)

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        pairs = [(value["family"], value["given"]), (value["family_kana"], value["given_kana"])]
        joined = [" ".join(word for word in pair if word not in {"", NONE}) for pair in pairs]
        return [line for line in joined if line]


def _as_kana(text: str) -> str:
    """The reading in full-width katakana where it can be; else as typed, for `check` to say what is wrong."""
    if not text or text == NONE or len(text) > LENGTH * 4:
        return text
    try:
        return check_kana(text)
    except KanaError:
        return text


def _check_kana(text: str, part: str) -> list[Problem]:
    if text in {"", NONE}:
        return []
    try:
        kana = check_kana(text)
    except KanaError as error:
        return [told(error, "kana", part)]
    return [] if kana == text else [_not_stored_so(part)]


def _not_stored_so(part: str) -> Problem:
    """Only an outside program can send this: what a form reads is converted."""
    return Problem(
        path="",
        part=part,
        code="kana",
        ja="フリガナは全角カタカナで送ってください。",
        ja_easy="フリガナは カタカナで 送(おく)ってください。",
        en="Send the reading in full-width katakana.",
    )

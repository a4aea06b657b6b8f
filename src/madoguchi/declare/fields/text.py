"""One line of words (text) and several lines (long-text): kept exactly as typed, apart from the space around them."""

from typing import TYPE_CHECKING, ClassVar

from madoguchi.declare.base import Language
from madoguchi.declare.fields.base import Context, FieldType, Raw, Schema, Value, first
from madoguchi.declare.fields.words import WORD_RULES, Limit, check_words, word_schema
from madoguchi.declare.problem import Problem
from madoguchi.declare.procedure import Field

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version


class Line(FieldType):
    """text: a str of one line."""

    name: ClassVar[str] = "text"
    rules: ClassVar[tuple[str, ...]] = WORD_RULES
    multiline: ClassVar[bool] = False
    default_length: ClassVar[int] = 200

    def limit(self, field: Field) -> Limit:
        """How long an answer may be."""
        return Limit(graphemes=field.max_length or self.default_length, multiline=self.multiline)

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        return first(raw) or None, []

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        return check_words(field, value, ctx, limit=self.limit(field))

    def schema(self, field: Field, version: "Version") -> Schema:
        return word_schema(self.limit(field))

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return {"": value}

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        return str(value).splitlines()


class Paragraphs(Line):
    """long-text: a str with line feeds; a browser's CRLF becomes LF."""

    name: ClassVar[str] = "long-text"
    multiline: ClassVar[bool] = True
    default_length: ClassVar[int] = 2000

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        return first(raw).replace("\r\n", "\n").replace("\r", "\n") or None, []

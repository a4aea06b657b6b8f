"""Fields that keep no answer: my-number (never typed, shown at the counter) and note (words between the fields)."""

from typing import TYPE_CHECKING, ClassVar

from madoguchi.declare.base import Language, Text
from madoguchi.declare.fields.base import Context, FieldType, Raw, Schema, Value, shape
from madoguchi.declare.problem import Problem
from madoguchi.declare.procedure import Field

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version

AT_THE_COUNTER = Text(
    ja="マイナンバーは、ここには入力しません。窓口で確認します。",
    ja_easy="マイナンバーは ここに 書(か)きません。窓口(まどぐち)で 見(み)せてください。",
    en="My Number is not entered here. It is checked at the counter.",
)


class Nothing(FieldType):
    """No input, no value: whatever is sent is refused."""

    stores: ClassVar[bool] = False

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        return None, []

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        return [shape(field, wanted_ja="値のない形", wanted_en="nothing at all")]

    def schema(self, field: Field, version: "Version") -> Schema:
        return {"not": {}}

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return {}

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        words = field.words or field.help
        return words.within(language)[0].splitlines() if words else []


class MyNumber(Nothing):
    """my-number: words only. That it was shown is noted by staff, with a date, on the case."""

    name: ClassVar[str] = "my-number"

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        return super().lines(field, value, language, ctx) or [AT_THE_COUNTER.within(language)[0]]


class Note(Nothing):
    """note: the words of the declaration."""

    name: ClassVar[str] = "note"

"""date: era (和暦) or western year, month, day; or a whole date typed into the year. Stored as ISO."""

from typing import TYPE_CHECKING, ClassVar

from madoguchi.declare.base import Language
from madoguchi.declare.fields.base import Context, FieldType, Raw, Schema, Value
from madoguchi.declare.fields.days import BOXES, DAY_RULES, check_day, day_schema, read_day, shown_day, typed_day
from madoguchi.declare.problem import Problem
from madoguchi.declare.procedure import Field

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version


class Day(FieldType):
    """date: "2023-02-21"."""

    name: ClassVar[str] = "date"
    parts: ClassVar[tuple[str, ...]] = BOXES
    entry: ClassVar[str] = "year"
    rules: ClassVar[tuple[str, ...]] = DAY_RULES

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        return read_day(raw)

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        return check_day(field, value, ctx, part="year")

    def schema(self, field: Field, version: "Version") -> Schema:
        return day_schema()

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return typed_day(value)

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        return [shown_day(value, language)]

"""date-range: a first and a last day, both typed like a date."""

from typing import TYPE_CHECKING, ClassVar

from madoguchi.declare.base import Language, Text
from madoguchi.declare.fields.base import Context, FieldType, Raw, Schema, Value, names, shape
from madoguchi.declare.fields.days import BOXES, DAY_RULES, check_day, day_schema, read_day, shown_day, typed_day
from madoguchi.declare.fields.words import empty
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version

FROM = Text(ja="はじめの日", ja_easy="はじめの 日(ひ)", en="first day")
TO = Text(ja="おわりの日", ja_easy="おわりの 日(ひ)", en="last day")
ENDS = (("from", FROM), ("to", TO))


class DateRange(FieldType):
    """date-range: {"from": "2026-04-01", "to": "2026-04-30"}."""

    name: ClassVar[str] = "date-range"
    parts: ClassVar[tuple[str, ...]] = tuple(f"{end}_{box}" for end, _ in ENDS for box in BOXES)
    entry: ClassVar[str] = "from_year"
    rules: ClassVar[tuple[str, ...]] = (*DAY_RULES, "order")

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        days = {end: read_day(raw, f"{end}_") for end, _ in ENDS}
        problems = [problem for _, found in days.values() for problem in found]
        value = {end: day for end, (day, _) in days.items()}
        if problems or not any(value.values()):
            return None, problems
        return value, [empty(names(field, label), f"{end}_year") for end, label in ENDS if value[end] is None]

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        if not isinstance(value, dict) or set(value) != {"from", "to"}:
            return [shape(field, wanted_ja="from と to を持つ形", wanted_en="an object with from and to")]
        problems = [
            problem
            for end, label in ENDS
            for problem in check_day(field, value[end], ctx, part=f"{end}_year", label=label)
        ]
        return problems or ([] if value["from"] <= value["to"] else [_order(field)])

    def schema(self, field: Field, version: "Version") -> Schema:
        return {
            "type": "object",
            "properties": {"from": day_schema(), "to": day_schema()},
            "required": ["from", "to"],
            "additionalProperties": False,
        }

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return {**typed_day(value["from"], "from_"), **typed_day(value["to"], "to_")}

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        first, last = shown_day(value["from"], language), shown_day(value["to"], language)
        return [f"{first} – {last}" if language == "en" else f"{first}から{last}まで"]


def _order(field: Field) -> Problem:
    name = names(field)
    return problem(
        "order",
        ja=f"{name.ja}のおわりの日が、はじめの日より前です。2つの日が逆でないか、お確かめください。",
        easy=f"{name.easy}の おわりの 日(ひ)が、はじめの 日(ひ)より 前(まえ)です。もういちど 見(み)てください。",
        en=f"“{name.en}” ends before it begins. Please check whether the two days are the other way round.",
        part="to_year",
    )

"""address: postal code and the five parts of a Japanese address. A looked-up town is proposed, never forced."""

import re
import unicodedata
from typing import TYPE_CHECKING, ClassVar

from madoguchi.declare.base import Language, Text
from madoguchi.declare.fields.base import Context, FieldType, Raw, Schema, Value, first
from madoguchi.declare.fields.records import Part, Parts, check_parts, parts_schema, read_parts
from madoguchi.declare.fields.words import WORD_RULES, Limit
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field
from madoguchi.japan.postal import PostalError, Town, parse_postal, show_postal, towns

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version

POSTAL = re.compile(r"[0-9]{7}")
LONGEST_POSTAL = 20
PARTS: Parts = {
    "postal_code": Part(
        Text(ja="郵便番号", ja_easy="郵便番号(ゆうびんばんごう)", en="postal code"), Limit(LONGEST_POSTAL)
    ),
    "prefecture": Part(Text(ja="都道府県", ja_easy="都道府県(とどうふけん)", en="prefecture"), Limit(10)),
    "city": Part(Text(ja="市区町村", ja_easy="市区町村(しくちょうそん)", en="city or ward"), Limit(40)),
    "town": Part(Text(ja="町名", ja_easy="町(まち)の 名前(なまえ)", en="town"), Limit(80)),
    "number": Part(Text(ja="番地", ja_easy="番地(ばんち)", en="block and house number"), Limit(80)),
    "building": Part(
        Text(ja="建物名・部屋番号", ja_easy="建物(たてもの)と 部屋(へや)", en="building and room"),
        Limit(100, optional=True),
    ),
}


class Address(FieldType):
    """address: {"postal_code": "1740045", "prefecture", "city", "town", "number", "building"}."""

    name: ClassVar[str] = "address"
    parts: ClassVar[tuple[str, ...]] = tuple(PARTS)
    entry: ClassVar[str] = "postal_code"
    rules: ClassVar[tuple[str, ...]] = WORD_RULES

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        value = read_parts(raw, self.parts)
        return (value and value | {"postal_code": _digits(value["postal_code"])}), []

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        problems = check_parts(field, value, ctx, PARTS)
        if any(problem.part in {"", "postal_code"} for problem in problems) or POSTAL.fullmatch(value["postal_code"]):
            return problems
        return [_wrong_postal(value["postal_code"]), *problems]

    def schema(self, field: Field, version: "Version") -> Schema:
        schema = parts_schema(PARTS)
        schema["properties"]["postal_code"] = {"type": "string", "pattern": f"^{POSTAL.pattern}$", "maxLength": 7}
        return schema

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return {**value, "postal_code": show_postal(value["postal_code"])}

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        street = value["prefecture"] + value["city"] + value["town"] + value["number"]
        return [line for line in (f"〒{show_postal(value['postal_code'])}", street, value["building"]) if line]

    def candidates(self, raw: Raw, ctx: Context) -> list[Town]:
        """The towns of the typed postal code; empty when the code is incomplete or nobody knows it."""
        code, town_hall = _digits(first(raw, "postal_code")), ctx.version.municipality
        if not POSTAL.fullmatch(code):
            return []
        prefecture = town_hall.prefecture.ja if town_hall.prefecture else ""
        return towns(code, town_hall.towns, prefecture=prefecture, city=town_hall.name.ja)

    def with_town(self, raw: Raw, town: Town) -> dict[str, str | list[str]]:
        """What was typed, with a looked-up town put in. A town typed further (丁目) is left as it is."""
        typed = first(raw, "town")
        kept = typed if town.town and typed.startswith(town.town) else town.town
        return {**raw, "prefecture": town.prefecture, "city": town.city, "town": kept}


def _digits(text: str) -> str:
    """The seven digits where they can be read; else the text as typed, for `check` to say what is wrong."""
    try:
        return parse_postal(text if len(text) <= LONGEST_POSTAL else "-")
    except PostalError:
        return text


def _wrong_postal(text: str) -> Problem:
    count = len(re.findall(r"[0-9]", unicodedata.normalize("NFKC", text)))
    ja, easy, en = "に数字ではない文字があります", "数字(すうじ)だけ", "has other characters than digits"
    if count != 7:
        ja, easy, en = f"が{count}けたです", f"いま {count}けた", f"has {count} digits"
    return problem(
        "shape",
        ja=f"郵便番号{ja}。7けたの数字で入力してください。例:000-0123",
        easy=f"郵便番号(ゆうびんばんごう)は 7けたの 数字(すうじ)です({easy})。例(れい):000-0123",
        en=f"The postal code {en}. Enter seven digits, for example 000-0123.",
        part="postal_code",
    )

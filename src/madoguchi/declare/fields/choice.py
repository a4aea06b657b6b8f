"""One of several (choice) and any of several (multi-choice): option ids, never their words."""

from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

from madoguchi.declare.base import Language, Named
from madoguchi.declare.fields.base import Context, FieldType, Raw, Schema, Value, first, names, shape
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version


def options(field: Field, version: "Version") -> tuple[Named, ...]:
    """The options of a field, written in place or named in `lists:`."""
    return field.options or version.procedure.lists.get(field.list or "", ())


@lru_cache(maxsize=4096)
def _ids(named: tuple[Named, ...]) -> frozenset[str]:
    return frozenset(option.id for option in named)


def _words(value: str, named: tuple[Named, ...], language: Language) -> str:
    return next((option.within(language)[0] for option in named if option.id == value), value)


def _unknown(field: Field) -> Problem:
    name = names(field)
    return problem(
        "option",
        ja=f"{name.ja}は、示された選択肢の中から選んでください。",
        easy=f"{name.easy}は、書(か)いてある ものから えらんでください。",
        en=f"Choose “{name.en}” from the given options.",
    )


class Choice(FieldType):
    """choice: the id of one option."""

    name: ClassVar[str] = "choice"
    silent: ClassVar[bool] = True

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        return first(raw) or None, []

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        if not isinstance(value, str):
            return [shape(field, wanted_ja="選択肢のID(文字列)", wanted_en="an option's id (a string)")]
        return [] if value in _ids(options(field, ctx.version)) else [_unknown(field)]

    def schema(self, field: Field, version: "Version") -> Schema:
        return {"type": "string", "enum": [option.id for option in options(field, version)]}

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return {"": value}

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        return [_words(value, options(field, ctx.version), language)]

    def missing(self, field: Field) -> Problem:
        return choose(field)


class MultiChoice(FieldType):
    """multi-choice: a list of option ids, each once, at least one."""

    name: ClassVar[str] = "multi-choice"
    many: ClassVar[bool] = True
    silent: ClassVar[bool] = True

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        posted = raw.get("", [])
        texts = [posted] if isinstance(posted, str) else posted
        return list(dict.fromkeys(text.strip() for text in texts if text.strip())) or None, []

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        strings = isinstance(value, list) and all(isinstance(item, str) for item in value)
        if not strings or not value or len(set(value)) < len(value):
            wanted = "選択肢のIDの配列(1つ以上、重複なし)"
            return [shape(field, wanted_ja=wanted, wanted_en="a list of option ids (one or more, each once)")]
        return [] if _ids(options(field, ctx.version)).issuperset(value) else [_unknown(field)]

    def schema(self, field: Field, version: "Version") -> Schema:
        ids = [option.id for option in options(field, version)]
        return {"type": "array", "items": {"type": "string", "enum": ids}, "minItems": 1, "uniqueItems": True}

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return {"": list(value)}

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        named = options(field, ctx.version)
        return [option.within(language)[0] for option in named if option.id in value]

    def missing(self, field: Field) -> Problem:
        return choose(field)


def choose(field: Field) -> Problem:
    """The words when nothing is chosen."""
    name = names(field)
    return problem(
        "required",
        ja=f"{name.ja}を選んでください。",
        easy=f"{name.easy}を えらんでください。",
        en=f"Choose: {name.en}.",
    )

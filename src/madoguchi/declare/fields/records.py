"""Values of several named parts (a name, an address, an account): every key always stands there, "" where it may be empty."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from madoguchi.declare.base import Text
from madoguchi.declare.fields.base import Context, Raw, Schema, Value, first, shape
from madoguchi.declare.fields.words import Limit, check_words, word_schema
from madoguchi.declare.problem import Problem
from madoguchi.declare.procedure import Field


@dataclass(frozen=True, slots=True)
class Part:
    """One input of several: its words, and how long its text may be (optional: it may stay empty)."""

    words: Text
    limit: Limit


Parts: TypeAlias = Mapping[str, Part]


def read_parts(raw: Raw, keys: tuple[str, ...]) -> dict[str, str] | None:
    """Part -> typed text; None when nothing at all was typed."""
    value = {key: first(raw, key) for key in keys}
    return value if any(value.values()) else None


def check_parts(field: Field, value: Value, ctx: Context, parts: Parts) -> list[Problem]:
    """What is wrong with the shape, or with the words of each part."""
    if not isinstance(value, dict) or set(value) != set(parts):
        keys = ", ".join(parts)
        return [shape(field, wanted_ja=f"{keys} を持つ形", wanted_en=f"an object with {keys}")]
    return [
        problem
        for key, part in parts.items()
        for problem in check_words(field, value[key], ctx, limit=part.limit, part=key, label=part.words)
    ]


def parts_schema(parts: Parts) -> Schema:
    """An object with exactly these keys."""
    return {
        "type": "object",
        "properties": {key: word_schema(part.limit) for key, part in parts.items()},
        "required": list(parts),
        "additionalProperties": False,
    }

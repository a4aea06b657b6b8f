"""A row's values as people read them, and folded to be searched."""

from collections.abc import Iterable, Mapping
from typing import Any

from madoguchi.declare.base import Language
from madoguchi.declare.fields import FIELD_TYPES, Context
from madoguchi.declare.procedure import Field
from madoguchi.declare.versions import Version
from madoguchi.japan.names import search_key
from madoguchi.trail import clock

Answers = dict[str, Any]


def lines(version: Version, field: Field, value: Any, language: Language = "ja") -> list[str]:
    """One value as lines of words; none when nothing was answered."""
    if value is None:
        return []
    found = FIELD_TYPES[field.type].lines(field, value, language, Context(version, clock.today()))
    return [part for line in found for part in line.split("\n")]


def folded(version: Version, plain: Mapping[str, Any], fields: Iterable[Field]) -> str:
    """The plain values of these fields in one text under which a search finds them."""
    said = [line for field in fields for line in lines(version, field, plain.get(field.id))]
    return "\n".join(search_key(line) for line in said)

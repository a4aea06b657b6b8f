"""Conditions as JSON Schema: true of exactly those answers (or rows) for which `evaluate` says true."""

from collections.abc import Iterator, Mapping
from enum import Enum

from madoguchi.declare.conditions import Condition
from madoguchi.declare.fields import Schema
from madoguchi.declare.procedure import When


class Reach(Enum):
    """What a condition looks at, seen from a field of a repeat row (a field of no row sees the form only)."""

    NOTHING = "nothing"
    ROW = "row"
    FORM = "form"
    BOTH = "both"


def reach_of(when: When | None, conditions: Mapping[str, Condition], row_fields: frozenset[str]) -> Reach:
    """Where the fields of a condition stand."""
    names = set(fields_of(when, conditions)) if when is not None else set()
    if not names:
        return Reach.NOTHING
    inside = names & row_fields
    return Reach.ROW if inside == names else Reach.BOTH if inside else Reach.FORM


def fields_of(when: When, conditions: Mapping[str, Condition]) -> Iterator[str]:
    """The names of the fields that a condition compares, named conditions followed."""
    condition = conditions[when] if isinstance(when, str) else when
    if condition.field:
        yield condition.field
    for part in (
        *(condition.every or ()),
        *(condition.some or ()),
        *([condition.negated] if condition.negated else []),
    ):
        yield from fields_of(part, conditions)


def condition_schema(when: When, conditions: Mapping[str, Condition]) -> Schema:
    """The schema of the object in which the condition's fields stand."""
    condition = conditions[when] if isinstance(when, str) else when
    if condition.every is not None:
        return {"allOf": [condition_schema(part, conditions) for part in condition.every]}
    if condition.some is not None:
        return {"anyOf": [condition_schema(part, conditions) for part in condition.some]}
    if condition.negated is not None:
        return {"not": condition_schema(condition.negated, conditions)}
    return _comparison(condition)


def _comparison(condition: Condition) -> Schema:
    name = condition.field or ""
    if condition.answered is not None:
        there = {"required": [name]}
        return there if condition.answered else {"not": there}
    return {"required": [name], "properties": {name: _value(condition)}}


def _value(condition: Condition) -> Schema:
    if condition.equals is not None:
        return {"const": condition.equals}
    if condition.among is not None:
        return {"enum": list(condition.among)}
    if condition.includes is not None:
        return {"type": "array", "contains": {"const": condition.includes}}
    limits = {"minimum": condition.at_least, "maximum": condition.at_most}
    return {"type": "number"} | {key: limit for key, limit in limits.items() if limit is not None}

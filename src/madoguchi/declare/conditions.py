"""Conditions are data, not expressions: one small language, one evaluator, checked before publishing."""

from typing import Any

from pydantic import Field, model_validator

from madoguchi.declare.base import Declared, Slug


class Condition(Declared):
    """Exactly one of: a comparison of one field (`field` with one operator), `all`, `any`, `not`.

    In YAML a condition is also written as the bare name of an entry of `conditions:`.
    `field` names a field of the same repeat row first, then of the whole procedure.
    An unanswered field makes every comparison false except `answered: false`.
    """

    field: str | None = None
    equals: str | bool | int | None = Field(None, alias="is")
    among: tuple[str, ...] | None = Field(None, alias="in")
    includes: str | None = None  # a multi-choice holds this option
    at_least: int | None = None
    at_most: int | None = None
    answered: bool | None = None
    every: tuple["Condition | Slug", ...] | None = Field(None, alias="all")
    some: tuple["Condition | Slug", ...] | None = Field(None, alias="any")
    negated: "Condition | Slug | None" = Field(None, alias="not")

    @model_validator(mode="before")
    @classmethod
    def _lists_are_tuples(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return {k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}
        return value

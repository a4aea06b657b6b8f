"""The evaluator of conditions: a table of conditions, answers, and whether they hold."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from madoguchi.declare.condition_schema import condition_schema
from madoguchi.declare.conditions import Condition
from madoguchi.declare.evaluate import evaluate

ANSWERS = {"work": "self", "langs": ["ja", "en"], "count": 3, "name": {"family": "若葉"}}
TABLE: list[tuple[dict[str, Any], bool]] = [
    ({"field": "work", "is": "self"}, True),
    ({"field": "work", "is": "employee"}, False),
    ({"field": "work", "in": ("self", "none")}, True),
    ({"field": "langs", "includes": "en"}, True),
    ({"field": "langs", "includes": "fr"}, False),
    ({"field": "count", "is": 3}, True),
    ({"field": "count", "at_least": 3}, True),
    ({"field": "count", "at_least": 4}, False),
    ({"field": "count", "at_most": 3}, True),
    ({"field": "count", "at_most": 2}, False),
    ({"field": "name", "answered": True}, True),
    ({"field": "name", "answered": False}, False),
    ({"field": "gone", "answered": False}, True),
    ({"field": "gone", "answered": True}, False),
    ({"field": "gone", "is": "self"}, False),
    ({"field": "gone", "at_most": 5}, False),
    ({"not": {"field": "gone", "is": "self"}}, True),
    ({"all": ({"field": "work", "is": "self"}, {"field": "count", "is": 3})}, True),
    ({"all": ({"field": "work", "is": "self"}, {"field": "count", "is": 4})}, False),
    ({"any": ({"field": "work", "is": "x"}, {"field": "count", "is": 3})}, True),
    ({"any": ({"field": "work", "is": "x"}, "many")}, False),
    ({"not": "many"}, True),
]
NAMED = {"many": Condition.model_validate({"field": "count", "at_least": 10})}


@pytest.mark.parametrize(("written", "holds"), TABLE)
def test_a_condition_holds_or_not_and_its_schema_says_the_same(written: dict[str, Any], holds: bool) -> None:
    condition = Condition.model_validate(written)
    assert evaluate(condition, ANSWERS, conditions=NAMED) is holds
    assert Draft202012Validator(condition_schema(condition, NAMED)).is_valid(ANSWERS) is holds


def test_in_a_row_the_rows_own_field_comes_first_even_unanswered() -> None:
    together = Condition.model_validate({"field": "living", "is": "together"})
    form = {"living": "together"}
    assert evaluate(together, form, {"living": "apart"}) is False
    assert evaluate(together, form, {}, row_fields={"living"}) is False
    assert evaluate(together, form, {}) is True


@pytest.mark.parametrize("value", [True, 1.0])
def test_true_is_no_number_and_one_is_one(value: object) -> None:
    one = Condition.model_validate({"field": "n", "is": 1})
    assert evaluate(one, {"n": value}) is (value is not True)
    assert Draft202012Validator(condition_schema(one, {})).is_valid({"n": value}) is (value is not True)

"""The one evaluator of conditions: form pages, submissions and tests all ask here, so they cannot disagree."""

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeAlias

from madoguchi.declare.conditions import Condition
from madoguchi.declare.procedure import When

Lookup: TypeAlias = Callable[[str], Any]
"""Field name -> its value, None when it is unanswered or not asked."""

EMPTY: tuple[Any, ...] = (None, "", [], {})


def evaluate(
    condition: When,
    answers: Mapping[str, Any],
    row: Mapping[str, Any] | None = None,
    conditions: Mapping[str, Condition] | None = None,
    *,
    row_fields: Collection[str] = (),
) -> bool:
    """Does a condition hold for these answers, taken as they stand?

    `row` is the repeat row in which it is asked. A name that is in the row or in `row_fields` means the row's own
    field, even where that is unanswered; any other name means the field of the whole procedure.
    """
    own = row or {}

    def lookup(name: str) -> Any:
        return own.get(name) if name in own or name in row_fields else answers.get(name)

    return holds(condition, lookup, conditions or {})


def holds(when: When, lookup: Lookup, conditions: Mapping[str, Condition]) -> bool:
    """The same over any way to find a value. Terminates because `check` refuses conditions that turn in a circle."""
    condition = conditions[when] if isinstance(when, str) else when
    if condition.every is not None:
        return all(holds(part, lookup, conditions) for part in condition.every)
    if condition.some is not None:
        return any(holds(part, lookup, conditions) for part in condition.some)
    if condition.negated is not None:
        return not holds(condition.negated, lookup, conditions)
    return compare(condition, lookup(condition.field or ""))


def compare(condition: Condition, value: Any) -> bool:
    """One comparison of one value; False for everything that is unanswered, except `answered: false`."""
    answered = value not in EMPTY
    if condition.answered is not None:
        return answered is condition.answered
    return answered and _fits(condition, value)


def _fits(condition: Condition, value: Any) -> bool:
    if condition.equals is not None:
        return isinstance(value, bool) is isinstance(condition.equals, bool) and bool(value == condition.equals)
    if condition.among is not None:
        return value in condition.among
    if condition.includes is not None:
        return isinstance(value, list) and condition.includes in value
    return is_number(value) and _within(condition, value)


def _within(condition: Condition, value: int) -> bool:
    at_least = condition.at_least is None or value >= condition.at_least
    return at_least and (condition.at_most is None or value <= condition.at_most)


def is_number(value: Any) -> bool:
    """A JSON number; JSON's true and false are none, although Python counts with them."""
    return isinstance(value, int | float) and not isinstance(value, bool)

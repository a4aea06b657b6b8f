"""The two small languages of a decision table: the heading of a column and the cell below it.

Heading: `work`, `home.town`, `children[].living`, `age(birth)`, `age(children[].birth)`, `count(children)`,
`count(children[].living)=apart`, `any(children[].living)=apart`, `all(children[].living)=apart`.
Cell: empty (anything), `a` or `=a`, `a|b`, `!a`, `=` (not answered), `>=18`, `>0`, `<15`, `<=2`, `0..2`, `yes`, `no`.
A column that looks at several rows holds when at least one of them fits.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

Known: TypeAlias = tuple[str | int, ...]
"""What a column found in the answers: nothing, one value, or one per row or ticked option."""

HEADING = re.compile(
    r"(?:(age|count|any|all)\(([a-z][a-z0-9.\[\]_-]*)\)(?:=([a-z][a-z0-9-]*))?|([a-z][a-z0-9.\[\]_-]*))"
)
COMPARISON = re.compile(r"(>=|<=|>|<)\s*(-?[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2})")
SPAN = re.compile(r"(-?[0-9]+)\.\.(-?[0-9]+)")
WORDS = re.compile(r"[^\s|=!<>]+(\|[^\s|=!<>]+)*")

COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
}


@dataclass(frozen=True, slots=True)
class Column:
    """One condition column: which answers it looks at and what it makes of them."""

    path: str
    derive: str = ""  # "", age, count, any, all
    option: str = ""

    def known(self, answers: Mapping[str, Any], today: date) -> Known:
        """What this column knows of these answers on this day."""
        values = at_path(answers, self.path)
        if self.derive == "age":
            return tuple(age(value, today) for value in values)
        if self.derive == "count":
            return (sum(_holds(value, self.option) for value in values),)
        if self.derive:
            return (_quantified(self.derive, [_holds(value, self.option) for value in values]),)
        return tuple(item for value in values for item in (value if isinstance(value, list) else [value]))


def read_heading(text: str) -> Column | None:
    """The column that a heading names, or None when it cannot be read."""
    match = HEADING.fullmatch(text)
    if not match:
        return None
    derive, inner, option, plain = match.groups(default="")
    if (derive in {"any", "all"}) != bool(option) and derive != "count":
        return None
    return Column(path=inner or plain, derive=derive, option=option)


def at_path(answers: Mapping[str, Any], path: str) -> list[Any]:
    """Every value at a path: `children[].birth` gives one per row that answered; `children` its rows."""
    found: list[Any] = [answers]
    for step in path.split("."):
        key, rows = step.removesuffix("[]"), step.endswith("[]")
        found = [item[key] for item in found if isinstance(item, Mapping) and item.get(key) not in (None, "", [])]
        if rows:
            found = [row for item in found for row in item]
    return [row for item in found for row in item] if "[]" not in path and _is_rows(found) else found


def _is_rows(found: list[Any]) -> bool:
    return len(found) == 1 and isinstance(found[0], list) and all(isinstance(row, Mapping) for row in found[0])


def age(birth: str, today: date) -> int:
    """Full years of life (満年齢) on this day; someone born on 29 February turns a year older on 1 March."""
    born = date.fromisoformat(birth)
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _holds(value: Any, option: str) -> bool:
    if not option:
        return True
    return option in value if isinstance(value, list) else bool(value == option)


def _quantified(derive: str, found: list[bool]) -> str:
    return "yes" if (any(found) if derive == "any" else bool(found) and all(found)) else "no"


def read_cell(text: str) -> Callable[[Known], bool] | None:
    """The test that a cell asks for, or None when it cannot be read."""
    if text in {"", "="}:
        return (lambda known: True) if not text else (lambda known: not known)
    if match := COMPARISON.fullmatch(text):
        return _comparison(match[1], match[2])
    if match := SPAN.fullmatch(text):
        low, high = int(match[1]), int(match[2])
        return (lambda known: any(isinstance(v, int) and low <= v <= high for v in known)) if low <= high else None
    return _one_of(text)


def _comparison(sign: str, limit: str) -> Callable[[Known], bool]:
    compare = COMPARE[sign]
    wanted: int | str = int(limit) if re.fullmatch(r"-?[0-9]+", limit) else limit
    return lambda known: any(type(v) is type(wanted) and compare(v, wanted) for v in known)


def _one_of(text: str) -> Callable[[Known], bool] | None:
    negated, words = text.startswith("!"), text.removeprefix("!").removeprefix("=")
    if not WORDS.fullmatch(words):
        return None
    wanted = set(words.split("|"))
    return lambda known: any(str(v) in wanted for v in known) != negated

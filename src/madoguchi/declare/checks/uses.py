"""Where conditions are used, and what stands inside them."""

from collections.abc import Iterator

from madoguchi.declare.checks.desk import Desk
from madoguchi.declare.conditions import Condition
from madoguchi.declare.procedure import When
from madoguchi.declare.source import Path


def uses_of_conditions(desk: Desk) -> Iterator[tuple[Path, When]]:
    """Every `when` of a page or a field, with its path."""
    for path, page in desk.pages():
        if page.when is not None:
            yield (*path, "when"), page.when
    for spot in desk.spots:
        if spot.field.when is not None:
            yield spot.at("when"), spot.field.when


def parts_of(when: When, path: Path) -> Iterator[tuple[Path, When]]:
    """A condition and everything inside it, with paths; names are not followed."""
    yield path, when
    if isinstance(when, Condition):
        for key, inner in (("all", when.every), ("any", when.some)):
            for index, one in enumerate(inner or ()):
                yield from parts_of(one, (*path, key, index))
        if when.negated is not None:
            yield from parts_of(when.negated, (*path, "not"))


def condition_names_used(when: When, path: Path) -> Iterator[tuple[Path, str]]:
    """The names of conditions that a condition mentions."""
    return ((inner, one) for inner, one in parts_of(when, path) if isinstance(one, str))


def leaves_of(when: When, path: Path, known: dict[str, Condition]) -> Iterator[tuple[Path, Condition]]:
    """Every comparison of a field that a condition comes down to, names followed, each name once."""
    waiting: list[tuple[Path, When]] = [(path, when)]
    seen: set[str] = set()
    while waiting:
        path, when = waiting.pop()
        for inner, one in parts_of(when, path):
            if isinstance(one, Condition) and one.field is not None:
                yield inner, one
            elif isinstance(one, str) and one in known and one not in seen:
                seen.add(one)
                waiting.append((("conditions", one), known[one]))

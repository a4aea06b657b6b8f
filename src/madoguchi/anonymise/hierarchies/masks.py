"""Hiding characters from the end; postal codes; and the ladder with one step only, `*`."""

from pathlib import Path

from madoguchi.anonymise.hierarchies.ladder import Steps
from madoguchi.anonymise.recipe.model import Hierarchy
from madoguchi.japan.errors import InputError
from madoguchi.japan.postal import parse_postal

POSTAL_KEEP = (5, 3)


def mask(hierarchy: Hierarchy, folder: Path) -> Steps:
    """`AB1234` → `AB12**` → `AB****`: so many characters stay at each step."""
    return Steps(lambda value: [value, *(_hide(value, keep) for keep in hierarchy.keep)])


def postal_code(hierarchy: Hierarchy, folder: Path) -> Steps:
    """`174-0045` → `17400**` → `174****`: five digits are a delivery office, three a region."""

    def climb(value: str) -> list[str]:
        try:
            digits = parse_postal(value)
        except InputError as error:
            raise ValueError(error.ja) from error
        return [digits, *(_hide(digits, keep) for keep in hierarchy.keep or POSTAL_KEEP)]

    return Steps(climb)


def whole(hierarchy: Hierarchy, folder: Path) -> Steps:
    """As it is, or not at all."""
    return Steps(lambda value: [value])


def _hide(value: str, keep: int) -> str:
    return value[:keep] + "*" * max(0, len(value) - keep)

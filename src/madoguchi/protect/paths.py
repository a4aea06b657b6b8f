"""Values at paths: `home`, `children[].name` (a list, one per row), `children[0].name`, or everything."""

import re
from collections.abc import Iterable
from typing import Any

ALL = ("*",)
"""Every answer, by its top-level name."""
_ROW = re.compile(r"([a-z0-9-]+)\[(\d*)\](?:\.(.+))?")


def pick(answers: dict[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """The values at these paths; None where nothing was answered."""
    wanted = tuple(fields)
    if wanted == ALL:
        return dict(answers)
    return {path: at(answers, path) for path in wanted}


def at(answers: dict[str, Any], path: str) -> Any:
    """The value at one path."""
    row = _ROW.fullmatch(path)
    if not row:
        return answers.get(path)
    page, index, field = row.groups()
    rows = answers.get(page) or []
    if index:
        rows = rows[int(index) : int(index) + 1]
        return next((_inside(one, field) for one in rows), None)
    return [_inside(one, field) for one in rows]


def _inside(row: dict[str, Any], field: str | None) -> Any:
    return row.get(field) if field else row

"""Dates by day, month, quarter, year or fiscal year (年度). Era dates are read too."""

import re
from datetime import date
from pathlib import Path

from madoguchi.anonymise.hierarchies.ladder import Steps
from madoguchi.anonymise.recipe.model import DatePart, Hierarchy
from madoguchi.japan.eras import parse_date
from madoguchi.japan.errors import InputError

PARTS: tuple[DatePart, ...] = ("day", "month", "quarter", "year")
APRIL = 4


def date_parts(hierarchy: Hierarchy, folder: Path) -> Steps:
    """`2026-05-03` → `2026-05` → `2026-Q2` → `2026`, or the parts that the recipe names."""
    parts = hierarchy.levels or PARTS

    def climb(value: str) -> list[str]:
        day = _read(value)
        return [_label(day, part) for part in parts]

    return Steps(climb)


def _label(day: date, part: DatePart) -> str:
    if part == "day":
        return day.isoformat()
    if part == "month":
        return f"{day.year}-{day.month:02}"
    if part == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if part == "year":
        return str(day.year)
    return f"{day.year - (day.month < APRIL)}年度"


def _read(value: str) -> date:
    iso = re.match(r"\d{4}-\d{2}-\d{2}(?=$|[ T])", value)
    try:
        return date.fromisoformat(iso.group()) if iso else parse_date(value)
    except InputError as error:
        raise ValueError(error.ja) from error

"""Cells of a CSV: what a spreadsheet shows, taken back unchanged, and never run as a formula."""

import re
from collections import Counter
from typing import Any

from madoguchi.declare.fields import FIELD_TYPES, Raw, options
from madoguchi.declare.procedure import STORES_NOTHING, Field
from madoguchi.declare.versions import Version

BOM = "\ufeff"
MANY = " | "
_FORMULA = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_WHOLE_DAYS = {"date": ("year",), "date-range": ("from_year", "to_year")}
"""A whole day may be typed into the year, so a day is one cell."""
_PLAIN_NUMBERS = frozenset({"number", "money"})


def safe(text: str) -> str:
    """A text that a spreadsheet takes for a formula gets an apostrophe; `bare` takes it away again."""
    return f"'{text}" if _FORMULA.match(text) else text


def bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def columns(field: Field) -> list[tuple[str, str]]:
    """(heading, part) of each column of a field: several for a name or an address, one for anything else."""
    if field.type in STORES_NOTHING:
        return []
    days = _WHOLE_DAYS.get(field.type)
    parts = days or FIELD_TYPES[field.type].parts
    label = field.label.ja
    return [(label, parts[0])] if len(parts) == 1 else [(f"{label}({part})", part) for part in parts]


def cells(version: Version, field: Field, value: Any) -> list[str]:
    """A value as the cells of its columns."""
    if value is None:
        return [""] * len(columns(field))
    if field.type == "date":
        return [str(value)]
    if field.type == "date-range":
        return [str(value["from"]), str(value["to"])]
    typed = FIELD_TYPES[field.type].typed(field, value)
    return [_cell(version, field, typed.get(part, "")) for _heading, part in columns(field)]


def _cell(version: Version, field: Field, typed: str | list[str]) -> str:
    if field.type in ("choice", "multi-choice"):
        named = {ident: words for words, ident in _by_words(version, field).items()}
        chosen = [typed] if isinstance(typed, str) else typed
        return safe(MANY.join(named.get(one, one) for one in chosen))
    text = typed if isinstance(typed, str) else MANY.join(typed)
    return text if field.type in _PLAIN_NUMBERS else safe(text)


def raw(version: Version, field: Field, found: dict[str, str]) -> Raw:
    """Cells by part as somebody would have typed them into the form."""
    if field.type in ("choice", "multi-choice"):
        return {"": _chosen(version, field, bare(found.get("", "")))}
    return {part: text if field.type in _PLAIN_NUMBERS else bare(text) for part, text in found.items()}


def _by_words(version: Version, field: Field) -> dict[str, str]:
    """Option ids by what a cell says: the words, or the id where words are not enough to tell options apart."""
    every = options(field, version)
    times = Counter(option.ja for option in every)
    return {option.id if times[option.ja] > 1 or "|" in option.ja else option.ja: option.id for option in every}


def _chosen(version: Version, field: Field, text: str) -> str | list[str]:
    """Option ids of words; what is neither stays as it is, and the field's own check names it."""
    ids = _by_words(version, field)
    if field.type == "choice":
        return ids.get(text.strip(), text)
    return [ids.get(one.strip(), one.strip()) for one in text.split(MANY.strip()) if one.strip()]

"""The values that a statistics dimension can take, and which of them an answer falls into. Pure.

An answer is coarsened inside the vault; what comes out is one of these values or nothing (no answer, an answer outside
of what is declared, a field that is withheld)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from madoguchi.declare.municipality import Municipality
from madoguchi.declare.procedure import Field, Procedure, StatisticsRule

UNKNOWN = "不明・そのほか"
"""Not answered, outside of what is declared, or withheld: nobody can tell which."""
OLDEST = 105
"""Years from which on everybody is in the last band."""


@dataclass(frozen=True)
class Coarse:
    """A dimension of a procedure: the path of its field, every value, and the value of an answer on a day."""

    path: str
    values: tuple[str, ...]
    of: Callable[[Any, date], str | None]


def coarse(procedure: Procedure, dimension: str, municipality: Municipality) -> Coarse | None:
    """The dimension of that name (`home.town`, `birth.band`, `work`); None where there is none that can be counted."""
    for page in procedure.pages:
        for field in page.fields if not page.repeat else ():
            found = _of_field(procedure, field, dimension, municipality)
            if found:
                return found
    return None


def _of_field(procedure: Procedure, field: Field, dimension: str, municipality: Municipality) -> Coarse | None:
    rule = field.stats
    if isinstance(rule, StatisticsRule):
        if rule.level == "town" and dimension == f"{field.id}.town":
            return _town(field, municipality)
        if rule.band and field.type == "date" and dimension == f"{field.id}.band":
            return _age(field, int(rule.band.removesuffix("y")))
        return None
    if dimension == field.id and (field.type == "choice" or rule == "count") and rule != "drop":
        return _choice(procedure, field)
    return None


def _choice(procedure: Procedure, field: Field) -> Coarse | None:
    options = (*(field.options or ()), *procedure.lists.get(field.list or "", ()))
    words = {option.id: option.ja for option in options} | {option.ja: option.ja for option in options}
    known = tuple(dict.fromkeys(option.ja for option in options))
    return Coarse(field.id, known, lambda value, _day: words.get(value) if isinstance(value, str) else None)


def _town(field: Field, municipality: Municipality) -> Coarse:
    names = sorted((town.ja for town in municipality.towns), key=len, reverse=True)

    def of(value: Any, _day: date) -> str | None:
        here = isinstance(value, dict) and value.get("city") == municipality.name.ja
        return next((name for name in names if here and str(value.get("town", "")).startswith(name)), None)

    return Coarse(field.id, tuple(town.ja for town in municipality.towns), of)


def _age(field: Field, width: int) -> Coarse:
    bands = tuple(_bands(width))

    def of(value: Any, day: date) -> str | None:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return None
        born = date.fromisoformat(value)
        years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        return bands[min(years // width, len(bands) - 1)] if years >= 0 else None

    return Coarse(field.id, bands, of)


def _bands(width: int) -> Iterator[str]:
    for begin in range(0, OLDEST, width):
        last = begin + width >= OLDEST
        yield f"{begin}歳以上" if last else f"{begin}歳" if width == 1 else f"{begin}〜{begin + width - 1}歳"


def band_names(bands: tuple[int, ...], unit: str = "日") -> tuple[str, ...]:
    """Names of the bands that begin at 0 and at each of these numbers: 0〜6日, 7〜13日, 14日以上."""
    edges = (0, *bands)
    named = [f"{a}{unit}" if b - a == 1 else f"{a}〜{b - 1}{unit}" for a, b in pairwise(edges)]
    return (*named, f"{edges[-1]}{unit}以上")


def band_at(bands: tuple[int, ...], number: int) -> int:
    """Which of the bands a number is in, from 0."""
    return sum(number >= begin for begin in bands)

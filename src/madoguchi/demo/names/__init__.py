"""Where the names of fictional people come from: lists of common names, with the letters that break programs among them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random


@dataclass(frozen=True, slots=True)
class Surname:
    name: str
    kana: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """A whole name as it stands in the resident register of a person from abroad: katakana, Latin letters or kanji."""

    family: str
    given: str
    family_kana: str
    given_kana: str


@cache
def _rows(file: str) -> tuple[dict[str, str], ...]:
    with (files(__package__) / file).open(encoding="utf-8") as source:
        return tuple(csv.DictReader(source))


@cache
def _surnames() -> tuple[tuple[Surname, ...], tuple[int, ...]]:
    rows = _rows("surnames.csv")
    return tuple(Surname(row["name"], row["kana"]) for row in rows), tuple(int(row["weight"]) for row in rows)


def surname(rng: Random) -> Surname:
    """A family name: common ones often, 髙 﨑 𠮷 and letters with a variation selector now and then."""
    names, weights = _surnames()
    return rng.choices(names, weights)[0]


def given(rng: Random, *, sex: str, born: int) -> tuple[str, str]:
    """A given name (name, katakana) such as was given in that year."""
    return rng.choice(_given(sex, born))


@cache
def _given(sex: str, born: int) -> tuple[tuple[str, str], ...]:
    return tuple(_born_in(_rows("given.csv"), sex, born))


def _born_in(rows: tuple[dict[str, str], ...], sex: str, born: int) -> Iterator[tuple[str, str]]:
    for row in rows:
        if row["sex"] == sex and int(row["born_from"]) <= max(born, 1925) < int(row["born_to"]):
            yield row["name"], row["kana"]


def foreign(rng: Random, *, sex: str) -> Foreign:
    rows = [row for row in _rows("foreign.csv") if row["sex"] == sex]
    row = rng.choice(rows)
    return Foreign(row["family"], row["given"], row["family_kana"], row["given_kana"])

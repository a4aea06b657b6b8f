"""What the fictional people write: opinions of residents and ideas of staff, each with the answer that a named person gave."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Opinion:
    topic: str
    words: str
    reply: str


@dataclass(frozen=True, slots=True)
class Idea:
    theme: str
    title: str
    now: str
    idea: str
    hours: int | None
    result: str
    reason: str


def _rows(file: str) -> list[dict[str, str]]:
    with (files(__package__) / file).open(encoding="utf-8") as source:
        return list(csv.DictReader(source))


@cache
def opinions() -> tuple[Opinion, ...]:
    return tuple(Opinion(**row) for row in _rows("opinions.csv"))


@cache
def ideas() -> tuple[Idea, ...]:
    return tuple(_idea(**row) for row in _rows("ideas.csv"))


def _idea(*, hours: str, **row: str) -> Idea:
    return Idea(hours=int(hours) if hours else None, **row)

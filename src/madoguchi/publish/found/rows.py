"""A row with what was found in it, as a line of JSON."""

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

NOWHERE = -1
"""In place of a column: the finding is about the whole row."""


class Mark(NamedTuple):
    """One finding at its place. `number`: it is called so in this check; `group`: place in `Check.groups`."""

    number: int
    at: int
    group: int
    ja: str
    en: str
    before: str | None = None  # the cell before and after the proposed repair
    after: str | None = None


@dataclass(frozen=True)
class Marked:
    """A row of the table and its marks, in the order in which their repairs follow each other."""

    line: int
    cells: list[str]
    marks: list[Mark]


def as_line(row: Marked) -> bytes:
    return json.dumps([row.line, row.cells, row.marks], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def from_line(line: bytes) -> Marked:
    number, cells, marks = json.loads(line)
    return Marked(number, cells, [Mark(*mark) for mark in marks])


def compact(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

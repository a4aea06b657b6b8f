"""One procedure on the desk of whoever checks it: its model, its source, and the town around it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from madoguchi.declare.base import Text
from madoguchi.declare.findings import Code, Finding, Word
from madoguchi.declare.folder import Folder
from madoguchi.declare.procedure import Field, Page, Procedure
from madoguchi.declare.source import Path, Source

Findings = Iterator[Finding]


@dataclass(frozen=True)
class Spot:
    """A field and where it stands: `path` in the file, `name` as an answer path (`children[].birth`)."""

    path: Path
    page: Page
    field: Field
    name: str
    order: int

    def at(self, *more: str | int) -> Path:
        """The path of something inside the field."""
        return (*self.path, *more)


@dataclass(frozen=True)
class Desk:
    """What every check of a procedure is given."""

    folder: Folder
    source: Source
    procedure: Procedure

    def say(self, code: Code, path: Path, **words: Word) -> Finding:
        """A finding at a value of the procedure's file."""
        return self.source.say(code, path, **words)

    def say_key(self, code: Code, path: Path, **words: Word) -> Finding:
        """A finding at the key of a value of the procedure's file."""
        return self.source.say_key(code, path, **words)

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """Every field in the order of the form."""
        found: list[Spot] = []
        for at, page in enumerate(self.procedure.pages):
            prefix = f"{page.id}[]." if page.repeat else ""
            for index, field in enumerate(page.fields):
                path: Path = ("pages", at, "fields", index)
                found.append(Spot(path, page, field, prefix + field.id, len(found)))
        return tuple(found)

    @cached_property
    def by_name(self) -> dict[str, Spot]:
        """Fields by answer path; of two with the same path, the first."""
        return {spot.name: spot for spot in reversed(self.spots)}

    def pages(self) -> Iterator[tuple[Path, Page]]:
        """Every page with its path."""
        return ((("pages", at), page) for at, page in enumerate(self.procedure.pages))

    def options_of(self, field: Field) -> tuple[str, ...]:
        """The ids that a choice can take; empty when its list is unknown."""
        options = (field.options or (), self.procedure.lists.get(field.list or "", ()))
        return tuple(option.id for block in options for option in block)

    def texts(self) -> Iterator[tuple[Path, Text]]:
        """Every text of the procedure with its path."""
        return texts_in(self.procedure)


def texts_in(value: object, path: Path = ()) -> Iterator[tuple[Path, Text]]:
    """Every text inside a declared value."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_in(inner, (*path, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from texts_in(inner, (*path, index))
    elif isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            yield from texts_in(getattr(value, name), (*path, info.alias or name))


def repeated(ids: list[str]) -> Iterator[tuple[int, str]]:
    """The place and the id of everything that has been there before."""
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            yield index, one
        seen.add(one)

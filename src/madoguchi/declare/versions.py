"""A version: everything that a procedure means, in one canonical JSON, named by its hash and never changed.

A case is always read with the version it was born under, without any file: texts, lists, tables, purpose and the
municipality's calendar are inside. The same declaration gives the same bytes whatever the order of its YAML keys.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from pydantic import Field as Key

from madoguchi.declare.base import Declared, Slug, Text
from madoguchi.declare.loading import Town
from madoguchi.declare.municipality import ClosingDays, Municipality, Office, Privacy
from madoguchi.declare.municipality import Town as TownName
from madoguchi.declare.procedure import Field, Page, Procedure
from madoguchi.declare.purpose import Purpose
from madoguchi.declare.register import NO_PURPOSE, Register, paper_of
from madoguchi.declare.tables import DecisionTable

_INDEX = re.compile(r"\[\d*\]")


class Place(Declared):
    """What a version keeps of its municipality."""

    municipality: Slug
    name: Text
    code: str
    telephone: str
    fictional: bool = False
    prefecture: Text | None = None
    closing_days: tuple[ClosingDays, ...] = ()
    towns: tuple[TownName, ...] = ()
    privacy: Privacy | None = None
    desk: Office | None = None  # that takes requests for disclosure


class Closure(Declared):
    """The whole of a version, as it is stored."""

    format: Literal["madoguchi-version-1"] = "madoguchi-version-1"
    procedure: Procedure
    purpose: Purpose
    office: Office
    municipality: Place
    texts: dict[Slug, Text] = {}
    tables: dict[str, tuple[tuple[str, ...], ...]] = {}
    of_register: Register | None = Key(None, alias="register")  # the form is then that of one of its rows


@dataclass(frozen=True, eq=False)
class Version:
    """An immutable version. `canonical` is the stored JSON; `hash` is `sha256:` and its digest in hexadecimal."""

    canonical: bytes = field(repr=False)
    hash: str
    closure: Closure = field(repr=False)

    @classmethod
    def from_json(cls, canonical: bytes) -> "Version":
        """The version of stored bytes; raises ValueError when they are not canonical or not a version."""
        closure = Closure.model_validate_json(canonical)
        # Not compared with how the closure would be written today: a key that a later release adds has a default,
        # and a version stored before must open all the same.
        if _canonical(json.loads(canonical)) != canonical:
            raise ValueError("these bytes are not the canonical JSON of a version")
        return cls(canonical, "sha256:" + hashlib.sha256(canonical).hexdigest(), closure)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)

    @property
    def procedure(self) -> Procedure:
        return self.closure.procedure

    @property
    def purpose(self) -> Purpose:
        return self.closure.purpose

    @property
    def office(self) -> Office:
        return self.closure.office

    @property
    def municipality(self) -> Place:
        return self.closure.municipality

    @property
    def register(self) -> Register | None:
        return self.closure.of_register

    @property
    def texts(self) -> dict[str, Text]:
        return self.closure.texts

    @cached_property
    def tables(self) -> dict[str, DecisionTable]:
        """Decision tables by their path, `tables/x.csv`."""
        return {name: DecisionTable.from_rows(name, rows) for name, rows in self.closure.tables.items()}

    def page(self, page_id: str) -> Page:
        """A page by its id; KeyError when there is none."""
        return self._pages[page_id]

    def field(self, path: str) -> Field:
        """A field by its path: `home`, `children[].name`, or of one row `children[0].name`; KeyError when there is none."""
        return self._fields[_INDEX.sub("[]", path)][1]

    def page_of(self, path: str) -> Page:
        """The page on which a field stands."""
        return self._fields[_INDEX.sub("[]", path)][0]

    def fields(self) -> Iterator[tuple[str, Page, Field]]:
        """Every field in the order of the form, with its path and page."""
        return ((path, page, one) for path, (page, one) in self._fields.items())

    @cached_property
    def _pages(self) -> dict[str, Page]:
        return {page.id: page for page in self.procedure.pages}

    @cached_property
    def _fields(self) -> dict[str, tuple[Page, Field]]:
        return {path: (page, one) for path, page, one in fields_of(self.procedure)}


def fields_of(procedure: Procedure) -> Iterator[tuple[str, Page, Field]]:
    """Every field of a procedure with its path; a page's id is part of the path only where the page repeats."""
    for page in procedure.pages:
        prefix = f"{page.id}[]." if page.repeat else ""
        for one in page.fields:
            yield prefix + one.id, page, one


def close(town: Town, procedure_id: str) -> Version:
    """The version that a town's files now propose for a procedure; KeyError when there is no such procedure."""
    procedure = town.procedures[procedure_id]
    closure = Closure(
        procedure=procedure,
        purpose=town.purposes[procedure.purpose],
        office=_office(town, procedure.owner),
        municipality=_place(town.municipality),
        texts={name: town.texts[name] for name in _texts_of(procedure)},
        tables={one.table: town.tables[one.table].rows for one in procedure.case.proposals},
    )
    return Version.from_json(canonical_json(closure))


def _texts_of(procedure: Procedure) -> Iterator[str]:
    """What a procedure names in texts/: the notice of remedies, the words of its letters."""
    if procedure.case.remedies:
        yield procedure.case.remedies
    for notice in procedure.letters.notices if procedure.letters else ():
        yield notice.text


def close_register(town: Town, register_id: str) -> Version:
    """The version that a town's files now propose for a register; KeyError when there is no such register."""
    register = town.registers[register_id]
    closure = Closure(
        procedure=paper_of(register),
        purpose=town.purposes[register.purpose] if register.purpose else _no_purpose(register),
        office=_office(town, register.owner),
        municipality=_place(town.municipality),
        of_register=register,
    )
    return Version.from_json(canonical_json(closure))


def _no_purpose(register: Register) -> Purpose:
    words = Text(ja="個人情報をふくまない台帳です。")
    return Purpose(
        purpose=NO_PURPOSE, title=register.title, words=words, legal_basis=(), allows=(), roles=register.write
    )


def _office(town: Town, name: str) -> Office:
    return next(office for office in town.municipality.offices if office.id == name)


def _place(municipality: Municipality) -> Place:
    kept = {name: getattr(municipality, name) for name in Place.model_fields if name != "desk"}
    desk = municipality.privacy.request_desk if municipality.privacy else None
    return Place(**kept, desk=next((office for office in municipality.offices if office.id == desk), None))


def canonical_json(model: Declared) -> bytes:
    """Sorted keys, no white space, UTF-8, nothing for what is not said: RFC 8785 for the values a declaration can hold."""
    return _canonical(model.model_dump(mode="json", by_alias=True, exclude_none=True))


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()

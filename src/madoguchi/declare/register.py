"""A register (台帳): a declared table. One file gives its form, its rows with their history, its CSV and its public page."""

from typing import Annotated, Literal

from pydantic import Field as Key
from pydantic import StringConstraints

from madoguchi.declare.base import Declared, Named, Slug, Text
from madoguchi.declare.file_rules import FileRules
from madoguchi.declare.procedure import Case, Field, Page, Procedure, Record, Retention

PAGE = "row"
NO_PURPOSE = "no-personal-data"
"""Stands where a version has a purpose, for a register that names nobody. It opens nothing."""


class Review(Declared):
    """When somebody must look at a row again: so many months after the last time, or each year on one day."""

    months: Annotated[int, Key(ge=1, le=60)] | None = None
    yearly: Annotated[str, StringConstraints(pattern=r"^\d\d-\d\d$")] | None = None


class Chosen(Declared):
    """Rows whose choice is one of these."""

    field: Slug
    among: Annotated[tuple[Slug, ...], Key(min_length=1, alias="in")]


class Publishing(Declared):
    """What the public page shows: these fields of the rows for which the condition holds."""

    fields: Annotated[tuple[Slug, ...], Key(min_length=1)]
    when: Chosen | None = None
    words: Text | None = None


class Register(Declared):
    slug: Slug = Key(alias="register")  # `register` is a method of every class that pydantic makes
    title: Text
    intro: Text | None = None
    owner: Slug
    purpose: Slug | None = None  # required where a field may lead to a person
    read: Literal["staff", "office"]
    write: Annotated[tuple[Literal["clerk", "reviewer", "manager", "publisher"], ...], Key(min_length=1)]
    review: Review | Literal["never"]
    publish: Publishing | Literal["never"]
    subjects: dict[Slug, Text] = {}
    lists: dict[Slug, tuple[Named, ...]] = {}
    heading: Slug  # the field by whose value people call a row
    columns: tuple[Slug, ...] = ()  # what the list shows beside it
    fields: Annotated[tuple[Field, ...], Key(min_length=1)]
    record: Record | None = None  # required where a field may lead to a person
    file: FileRules | None = None
    law: tuple[str, ...] = ()
    unchecked: tuple[Text, ...] = ()

    @property
    def published(self) -> Publishing | None:
        return None if isinstance(self.publish, str) else self.publish

    @property
    def reviewed(self) -> Review | None:
        return None if isinstance(self.review, str) else self.review

    @property
    def sealed(self) -> tuple[Field, ...]:
        """The fields that lie in the vault: whatever may lead to a person."""
        return tuple(field for field in self.fields if field.risk not in (None, "plain"))

    @property
    def plain(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.risk == "plain")


def paper_of(register: Register) -> Procedure:
    """The form of one row: what a procedure's single page would be. So fields, checks and the vault are the same."""
    return Procedure(
        procedure=register.slug,
        title=register.title,
        owner=register.owner,
        purpose=register.purpose or NO_PURPOSE,
        audience="staff",
        subjects=register.subjects,
        lists=register.lists,
        pages=(Page(id=PAGE, title=register.title, fields=register.fields),),
        case=Case(kind="notification"),
        record=register.record or Record(retention=Retention(years=100, after="closed")),
        file=register.file,
    )

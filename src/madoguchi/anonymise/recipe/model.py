"""A recipe as strict models: columns by the five legal measures (規則62条), and what the release must keep to."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from madoguchi.declare.base import Declared, Slug, Text

Role = Literal["identifier", "identification-code", "linking-code", "singular", "quasi", "sensitive", "keep", "drop"]
Kind = Literal["age", "interval", "date", "address", "postal-code", "tree", "mask", "whole"]
DatePart = Literal["day", "month", "quarter", "year", "fiscal-year"]
AddressPart = Literal["block", "town", "municipality", "prefecture"]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Width = Annotated[int, Field(ge=1, le=1_000_000_000)]
Percent = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,2}(\.[0-9]{1,4})?%$")]


class Hierarchy(Declared):
    """How a column becomes coarser, step by step. Which keys a kind takes is checked with the recipe."""

    kind: Kind
    widths: tuple[Width, ...] = ()  # age, interval: each a multiple of the one before
    top: int | None = None  # age, interval: this much or more is one value
    bottom: int | None = None  # age, interval: this much or less is one value
    levels: tuple[DatePart, ...] = ()  # date
    parts: tuple[AddressPart, ...] = ()  # address
    file: Name | None = None  # tree; address: town → area → district
    heading: bool | None = None  # tree, address: is the first line of the file a heading?
    keep: tuple[Annotated[int, Field(ge=0, le=200)], ...] = ()  # mask, postal-code: characters that stay
    finest: Annotated[int, Field(ge=0, le=40)] = 0  # the finest step that may be released


class Column(Declared):
    column: Name
    role: Role
    treatment: Literal["remove", "pseudonym"] | None = None  # linking-code
    hierarchy: Hierarchy | None = None  # quasi
    weight: Annotated[int, Field(ge=1, le=100)] = 1  # quasi: how much its detail is worth
    distinct: Annotated[int, Field(ge=2, le=1000)] | None = None  # sensitive: where it differs from the recipe's l
    rare: Annotated[int, Field(ge=2, le=1_000_000)] | None = None  # singular: fewer rows become その他
    because: Name | None = None  # keep: why it is no clue to a person


class Recipe(Declared):
    recipe: Slug
    title: Text
    output: Literal["statistics", "anonymised"]
    preset: Slug | None = None
    k: Annotated[int, Field(ge=2, le=1_000_000)] | None = None
    l: Annotated[int, Field(ge=2, le=1000)] | None = None  # noqa: E741 (the name of the model in the literature)
    suppress: Percent = "0%"
    measure: Literal["loss", "precision"] = "loss"
    recoding: Literal["whole", "local"] = "whole"
    columns: tuple[Column, ...]

    def of(self, *roles: Role) -> tuple[Column, ...]:
        """The columns that play one of these parts, in the order of the recipe."""
        return tuple(one for one in self.columns if one.role in roles)

    @property
    def size(self) -> int:
        """The smallest class that may be released; a preset has filled it in where the recipe leaves it out."""
        return self.k or 2

    @property
    def limit(self) -> Fraction:
        """The share of rows that may be left out, exactly as written."""
        return Fraction(self.suppress.removesuffix("%")) / 100

    def distinct_of(self, column: Column) -> int:
        """How many different values of a sensitive column every class must hold; 1 asks nothing."""
        return column.distinct or self.l or 1

    def may_leave_out(self, rows: int) -> int:
        """The number of rows that may be left out of so many."""
        return int(self.limit * rows)

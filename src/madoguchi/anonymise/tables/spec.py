"""The declared table: which axes, what is counted, which rule of hiding holds."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from madoguchi.declare.base import Declared, Slug, Text

Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Percent = Annotated[int, Field(ge=1, le=99)]
PresetName = Literal["kaigo-db", "kaigo-db-establishments", "ndb", "under-10", "under-20", "under-3"]


class Bands(Declared):
    """Numbers cut into bands, the finest width first; a wider one is a group over it."""

    widths: Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)]
    first: Annotated[int, Field(ge=0)] = 0
    last: Annotated[int, Field(ge=1)]
    unit: str = "歳"


class Dimension(Declared):
    """One axis. Its codes come from exactly one of `values`, `groups`, `bands`, `file` and `found`."""

    id: Slug
    column: Word
    title: Text | None = None
    total: Word = "総数"
    values: tuple[Word, ...] | None = None
    groups: dict[Word, tuple[Word, ...]] | None = None
    bands: Bands | None = None
    file: Word | None = None
    found: bool = False
    population: Word | None = None


class Measure(Declared):
    """What is added up: rows, or a column of whole numbers. Who contributes is asked for by dominance and p%."""

    kind: Literal["count", "sum"] = "count"
    column: Word | None = None
    contributor: Word | None = None
    unit: Text | None = None


class Dominance(Declared):
    """(n, k): hidden where the n greatest make more than k % of the cell."""

    n: Annotated[int, Field(ge=1, le=10)]
    k: Percent


class Tier(Declared):
    """Below so many inhabitants another minimum holds; without a minimum nothing is shown at all."""

    under: Annotated[int, Field(ge=1)]
    minimum: Annotated[int, Field(ge=2)] | None = None


class Rules(Declared):
    """When a cell is hidden by itself."""

    preset: PresetName | None = None
    minimum: Annotated[int, Field(ge=2)] | None = None
    tiers: tuple[Tier, ...] = ()
    dominance: Dominance | None = None
    p_percent: Percent | None = Field(None, alias="p-percent")
    zero: Literal["shown", "cover", "hidden"] = "shown"


class Protection(Declared):
    """How wide the interval of a hidden cell must be, where the rule's own measure is not wanted."""

    width: Annotated[int, Field(ge=1)] | None = None
    reach: bool = True


class TableLayout(Declared):
    """One released table: its axes, and where wanted how many levels under the total it shows."""

    id: Slug
    by: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=6)]
    levels: dict[Slug, Annotated[int, Field(ge=1)]] = {}


class TableSpec(Declared):
    """A declaration of tables that are released together."""

    table: Slug
    title: Text
    input: Literal["records", "cells"] = "records"
    value: Word | None = None
    measure: Measure = Measure()
    dimensions: Annotated[tuple[Dimension, ...], Field(min_length=1, max_length=8)]
    tables: Annotated[tuple[TableLayout, ...], Field(min_length=1)]
    rules: Rules
    protect: Protection = Protection()
    least: Literal["cells", "values", "balance"] = "balance"

    def dimension(self, name: str) -> Dimension:
        """The dimension of this id."""
        return next(one for one in self.dimensions if one.id == name)

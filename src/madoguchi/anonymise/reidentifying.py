"""How easily rows are told apart as they are: class sizes, unique rows, and the risk of finding somebody again."""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from madoguchi.anonymise.columns import compare_columns
from madoguchi.anonymise.recipe import Recipe, load_recipe
from madoguchi.anonymise.sources import Source, open_source, scratch, session
from madoguchi.anonymise.sources.opening import empty
from madoguchi.anonymise.sources.source import MEMORY, quoted

BANDS: tuple[tuple[int, int | None], ...] = ((1, 1), (2, 4), (5, 9), (10, 19), (20, 49), (50, 99), (100, None))


@dataclass(frozen=True)
class Risk:
    """Figures over the classes of equal rows. Risks assume that an intruder knows that somebody is in the file."""

    rows: int
    classes: int
    smallest: int
    unique: int
    below_k: int
    k: int
    sizes: dict[int, int] = field(repr=False)

    @property
    def highest(self) -> float:
        """The chance of naming a row of the smallest class rightly."""
        return 1 / self.smallest

    @property
    def average(self) -> float:
        """The same over all rows."""
        return self.classes / self.rows

    def bands(self) -> list[tuple[str, int, int]]:
        """Sizes in bands: words, classes, rows."""
        return [(_words(low, high), *_within(self.sizes, low, high)) for low, high in BANDS]


def _words(low: int, high: int | None) -> str:
    return f"{low}" if low == high else f"{low}〜{high or ''}"


def _within(sizes: dict[int, int], low: int, high: int | None) -> tuple[int, int]:
    found = [(size, often) for size, often in sizes.items() if size >= low and (high is None or size <= high)]
    return sum(often for _, often in found), sum(size * often for size, often in found)


def risk_of(sizes: dict[int, int], k: int) -> Risk:
    """The figures from class sizes."""
    return Risk(
        sum(size * often for size, often in sizes.items()),
        sum(sizes.values()),
        min(sizes),
        sizes.get(1, 0),
        sum(size * often for size, often in sizes.items() if size < k),
        k,
        sizes,
    )


def risk(input_name: str, recipe_path: Path, *, table: str | None = None, memory: str = MEMORY) -> Risk:
    """The risk of an input before anything is done to it."""
    recipe = load_recipe(recipe_path)
    with session(scratch(), memory) as connection, open_source(connection, input_name, table) as source:
        compare_columns(recipe, source)
        sizes = sizes_of(connection, source, recipe)
        if not sizes:
            raise empty(source.name)
    return risk_of(sizes, recipe.size)


def sizes_of(connection: duckdb.DuckDBPyConnection, source: Source, recipe: Recipe) -> dict[int, int]:
    """Class size → number of classes, over the clues as they stand in the source."""
    names = ", ".join(quoted(one.column) for one in recipe.of("quasi"))
    rows = connection.execute(
        f"SELECT n, count(*) FROM (SELECT count(*) AS n FROM {source.relation} GROUP BY {names}) GROUP BY n ORDER BY n"
    ).fetchall()
    return dict(rows)

"""The figures of every column, counted once when a release is built, by DuckDB over the CSV."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from madoguchi.publish.release.shape import Column

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FACETS, MOST_DISTINCT = 20, 200
_KINDS = (
    ("int", r"-?(0|[1-9]\d{0,14})"),
    ("numeric", r"-?(0|[1-9]\d{0,8})(\.\d{1,9})?"),
    ("date", r"\d{4}-\d{2}-\d{2}"),
)
TYPES = {"int": "BIGINT", "numeric": "DOUBLE", "date": "DATE", "text": "VARCHAR"}


def opened(path: Path, width: int) -> "DuckDBPyConnection":
    """The cells of a CSV as text, columns c0, c1 …, in the table `cells`; an empty cell is NULL."""
    import duckdb

    names = {f"c{at}": "VARCHAR" for at in range(width)}
    base = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
    base.execute(
        "create table cells as select * from read_csv(?, columns=?, header=true, delim=',', quote='\"', escape='\"',"
        " nullstr='', auto_detect=false, parallel=false, max_line_size=16000000)",
        [str(path), names],
    )
    return base


def figures(base: "DuckDBPyConnection", header: tuple[str, ...]) -> tuple[Column, ...]:
    """One Column for each heading."""
    return tuple(_column(base, at, name) for at, name in enumerate(header))


def _column(base: "DuckDBPyConnection", at: int, name: str) -> Column:
    kind = _kind(base, at)
    cast = f"cast(c{at} as {TYPES[kind]})"
    mean = f"avg({cast})" if kind in ("int", "numeric") else "null"
    filled, distinct, least, most, middle = _one(
        base, f"select count(c{at}), count(distinct c{at}), min({cast}), max({cast}), {mean} from cells"
    )
    facets = _facets(base, at) if 0 < distinct <= MOST_DISTINCT and distinct < filled else ()
    return Column(name, kind, filled, distinct, _text(least), _text(most), middle, facets)


def _kind(base: "DuckDBPyConnection", at: int) -> str:
    tests = ", ".join(f"bool_and(regexp_full_match(c{at}, '{pattern}'))" for _, pattern in _KINDS)
    (some,) = _one(base, f"select any_value(c{at}) from cells")  # what no number and no day begins with is text at once
    if some is not None and not str(some)[0].isdigit() and not str(some).startswith("-"):
        return "text"
    held = _one(base, f"select {tests}, count(try_cast(c{at} as date)) = count(c{at}) from cells")
    found = next((kind for (kind, _), all_are in zip(_KINDS, held, strict=False) if all_are), "text")
    return "text" if found == "date" and not held[-1] else found


def _facets(base: "DuckDBPyConnection", at: int) -> tuple[tuple[str, int], ...]:
    counted = (
        f"select c{at}, count(*) n from cells where c{at} is not null group by 1 order by n desc, 1 limit {FACETS}"
    )
    return tuple(base.execute(counted).fetchall())


def _one(base: "DuckDBPyConnection", query: str) -> tuple[Any, ...]:
    return tuple(base.execute(query).fetchone() or ())


def _text(value: object) -> str | None:
    return None if value is None else str(value)

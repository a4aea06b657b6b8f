"""The questions in SQL: what is in the emitted file, and what is in the input."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from madoguchi.anonymise.sources.source import Source, quoted

SEEN = "seen"
MANY = 1_000_000


def text(source: Source, name: str) -> str:
    """A column as text; what is missing is the empty text."""
    plain = quoted(name) if source.type_of(name) == "VARCHAR" else f"CAST({quoted(name)} AS VARCHAR)"
    return f"coalesce({plain}, '')"


def numbered(source: Source) -> tuple[str, str]:
    """The relation with the number of each row in the file, and the name of that number."""
    if source.kind == "parquet":
        return source.relation.replace(")", ", file_row_number=true)"), "file_row_number"
    return f'(SELECT *, row_number() OVER () AS "#row" FROM {source.relation})', '"#row"'


def count_rows(connection: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Every different row of the output once: how often it stands, and its first and last place."""
    relation, place = numbered(source)
    columns = ", ".join(f"{text(source, name)} AS {quoted(name)}" for name in source.names)
    connection.execute(
        f'CREATE OR REPLACE TEMP TABLE {SEEN} AS SELECT {columns}, count(*) AS "#n",'
        f' min({place}) AS "#first", max({place}) AS "#last" FROM {relation} GROUP BY ALL'
    )


def one(connection: duckdb.DuckDBPyConnection, question: str) -> tuple[Any, ...]:
    """The single row of an answer."""
    return connection.execute(question).fetchone() or ()


def out_of_order(connection: duckdb.DuckDBPyConnection, columns: Sequence[str]) -> int:
    """How many different rows do not stand together, or stand before a smaller one."""
    order = ", ".join(map(quoted, columns))
    scattered = one(connection, f'SELECT count(*) FROM {SEEN} WHERE "#last" - "#first" + 1 <> "#n"')[0]
    before = f'SELECT "#first" AS here, lag("#first") OVER (ORDER BY {order}) AS before FROM {SEEN}'
    return int(scattered) + int(one(connection, f"SELECT count(*) FROM ({before}) WHERE before > here")[0])


def class_sizes(connection: duckdb.DuckDBPyConnection, quasi: Sequence[str]) -> dict[int, int]:
    """Size of a class → how many classes have it."""
    names = ", ".join(map(quoted, quasi))
    rows = connection.execute(
        f'SELECT n, count(*) FROM (SELECT sum("#n")::BIGINT AS n FROM {SEEN} GROUP BY {names}) GROUP BY n ORDER BY n'
    ).fetchall()
    return dict(rows)


def fewest_values(connection: duckdb.DuckDBPyConnection, quasi: Sequence[str], column: str) -> int:
    """In the poorest class, how many different values of a sensitive column there are."""
    names = ", ".join(map(quoted, quasi))
    found = one(
        connection,
        f"SELECT min(n) FROM (SELECT count(DISTINCT {quoted(column)}) AS n FROM {SEEN} GROUP BY {names})",
    )[0]
    return int(found or 0)


def words(connection: duckdb.DuckDBPyConnection, column: str) -> dict[str, int]:
    """The texts of an output column and how many rows bear them."""
    rows = connection.execute(f'SELECT {quoted(column)}, sum("#n")::BIGINT FROM {SEEN} GROUP BY 1').fetchall()
    return dict(rows)


def from_nowhere(connection: duckdb.DuckDBPyConnection, source: Source, column: str) -> int:
    """How many different texts of an output column are not in the input's column."""
    there = f"SELECT DISTINCT {text(source, column)} AS word FROM {source.relation}"
    shown = f"SELECT DISTINCT {quoted(column)} AS word FROM {SEEN}"
    return int(one(connection, f"SELECT count(*) FROM ({shown}) ANTI JOIN ({there}) USING (word)")[0])


@dataclass(frozen=True)
class Inside:
    """What the input holds: rows, the values of some columns, and rows by value for others."""

    rows: int
    values: dict[str, set[str]]
    often: dict[str, dict[str, int]]


def look_inside(
    connection: duckdb.DuckDBPyConnection, source: Source, values: Sequence[str], often: Sequence[str] = ()
) -> Inside:
    """One pass over the input."""
    columns = [*values, *often]
    wanted = [f"list(DISTINCT {quoted(name)})" for name in values] + [f"histogram({quoted(name)})" for name in often]
    missing = [f"count({quoted(name)})" for name in columns]
    row = one(connection, f"SELECT {', '.join(['count(*)', *wanted, *missing])} FROM {source.relation}")
    rows, found, there = row[0], row[1 : 1 + len(columns)], row[1 + len(columns) :]
    lacking = {name: rows - held for name, held in zip(columns, there, strict=True)}
    return Inside(
        int(rows),
        {name: _texts(held, lacking[name]) for name, held in zip(values, found, strict=False)},
        {name: _counted(held, lacking[name]) for name, held in zip(often, found[len(values) :], strict=True)},
    )


def _texts(found: Sequence[object] | None, lacking: int) -> set[str]:
    return {_plain(value) for value in found or () if value is not None} | ({""} if lacking else set())


def _counted(found: dict[object, int] | None, lacking: int) -> dict[str, int]:
    counted = {_plain(value): int(rows) for value, rows in (found or {}).items()}
    return counted | ({"": counted.get("", 0) + lacking} if lacking else {})


def _plain(value: object) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)

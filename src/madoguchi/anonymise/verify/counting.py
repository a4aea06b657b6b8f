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


@dataclass(frozen=True)
class Inside:
    """What the input holds: rows, and rows by value for some columns."""

    rows: int
    values: dict[str, dict[str, int]]


def look_inside(connection: duckdb.DuckDBPyConnection, source: Source, columns: Sequence[str]) -> Inside:
    """One pass over the input."""
    wanted = "".join(f", histogram({quoted(name)}), count({quoted(name)})" for name in columns)
    row = one(connection, f"SELECT count(*){wanted} FROM {source.relation}")
    values: dict[str, dict[str, int]] = {}
    for place, name in enumerate(columns):
        found = {_plain(value): int(often) for value, often in (row[1 + 2 * place] or {}).items()}
        missing = row[0] - row[2 + 2 * place]
        if missing:
            found[""] = found.get("", 0) + missing
        values[name] = found
    return Inside(int(row[0]), values)


def _plain(value: object) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)

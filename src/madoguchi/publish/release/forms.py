"""The forms of a release beside its CSV: Parquet, a SQLite file to page through, GeoJSON where there are places."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from json.encoder import encode_basestring
from pathlib import Path
from typing import TYPE_CHECKING, Any

from madoguchi.publish.release.figuring import TYPES
from madoguchi.publish.release.shape import ROWS, Column, Shape

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Value = str | int | float | None
_INDEXES = 8
_AT_ONCE = 5000


def valued(cell: str, kind: str) -> Value:
    """A cell as it is answered: a number where the whole column is numbers, None for nothing."""
    if cell == "":
        return None
    if kind == "int":
        return int(cell)
    return float(cell) if kind == "numeric" else cell


def parquet(base: "DuckDBPyConnection", shape: Shape, folder: Path) -> None:
    columns = ", ".join(
        f"cast(c{at} as {TYPES[one.kind]}) as {_quoted(one.name)}" for at, one in enumerate(shape.columns)
    )
    path = str(folder / "data.parquet").replace("'", "''")
    base.execute(f"copy (select {columns} from cells) to '{path}' (format parquet, compression zstd)")


def sqlite(lines: Iterable[Sequence[str]], shape: Shape, folder: Path) -> None:
    """Table `cells` (_id, c0 …) to filter and sort, table `ready` (_id, json) to page in order without any encoding."""
    kinds, encoded = [one.kind for one in shape.columns], _encoder(shape.columns)
    with closing(sqlite3.connect(folder / ROWS)) as base:
        base.execute("pragma journal_mode = off")
        base.execute("pragma synchronous = off")
        base.execute(f"create table cells (_id integer primary key, {', '.join(f'c{at}' for at in range(len(kinds)))})")
        base.execute("create table ready (_id integer primary key, json text)")
        for part in _parts(_rows(lines, kinds)):
            marks = ",".join("?" * (len(kinds) + 1))
            base.executemany(f"insert into cells values ({marks})", part)
            base.executemany("insert into ready values (?, ?)", ((row[0], encoded(row)) for row in part))
        for at in _indexed(shape.columns):
            base.execute(f"create index by_c{at} on cells (c{at})")
        if len(told := _told_apart(shape.columns)) > 1:
            base.execute(f"create index counted on cells ({', '.join(f'c{at}' for at in told)})")
        base.commit()


def _rows(lines: Iterable[Sequence[str]], kinds: Sequence[str]) -> Iterator[tuple[Value, ...]]:
    """With their numbers, each cell as `valued` has it; the choice of how is made once for a column."""
    readers = [_READERS.get(kind, str) for kind in kinds]
    for number, cells in enumerate(lines, 1):
        yield (number, *[read(cell) if cell else None for cell, read in zip(cells, readers, strict=True)])


_READERS: dict[str, Callable[[str], Value]] = {"int": int, "numeric": float}


def _parts(rows: Iterator[tuple[Value, ...]]) -> Iterator[list[tuple[Value, ...]]]:
    part: list[tuple[Value, ...]] = []
    for row in rows:
        part.append(row)
        if len(part) == _AT_ONCE:
            yield part
            part = []
    yield part


def _encoder(columns: Sequence[Column]) -> Callable[[tuple[Value, ...]], str]:
    """A row as a JSON object, letter by letter as `json.dumps` writes it; the names are encoded once and not per row."""
    pattern = "{" + ",".join(f"{_named(name)}:%s" for name in ("_id", *(one.name for one in columns))) + "}"
    writers = [int.__repr__, *(_WRITERS.get(one.kind, encode_basestring) for one in columns)]

    def encoded(row: tuple[Value, ...]) -> str:
        return pattern % tuple(
            ["null" if value is None else write(value) for value, write in zip(row, writers, strict=True)]
        )

    return encoded


def _named(name: str) -> str:
    return str(encode_basestring(name)).replace("%", "%%")


_WRITERS: dict[str, Callable[[Any], str]] = {"int": int.__repr__, "numeric": float.__repr__}


def _indexed(columns: Sequence[Column]) -> list[int]:
    """Columns by which people filter: few different values (more than one), or the one that names a row."""
    wanted = [at for at, one in enumerate(columns) if one.distinct > 1 and (one.facets or one.distinct == one.filled)]
    return wanted[:_INDEXES]


def _told_apart(columns: Sequence[Column]) -> list[int]:
    """Columns with few different values: rows that several of them choose are counted in this index alone."""
    wanted = [at for at, one in enumerate(columns) if one.distinct > 1 and one.facets]
    return sorted(wanted, key=lambda at: -columns[at].distinct)[:_INDEXES]


def records(folder: Path) -> None:
    """All rows as one JSON array of objects, from what lies ready."""
    with closing(sqlite3.connect(folder / ROWS)) as base, (folder / "data.json").open("w", encoding="utf-8") as out:
        found = (text for (text,) in base.execute("select json from ready order by _id"))
        out.write("[\n" + ",\n".join(found) + "\n]\n")


def geojson(shape: Shape, folder: Path) -> None:
    """RFC 7946, from what lies ready; a row without a place has a null geometry."""
    lat, lon = shape.place or (0, 0)
    query = f"select _id, c{lat}, c{lon}, json from cells join ready using (_id) order by _id"
    with closing(sqlite3.connect(folder / ROWS)) as base, (folder / "data.geojson").open("w", encoding="utf-8") as out:
        out.write('{"type":"FeatureCollection","features":[')
        for number, y, x, text in base.execute(query):
            known = x is not None and y is not None
            point = f'{{"type":"Point","coordinates":[{x},{y}]}}' if known else "null"
            properties = "{" + text.partition(",")[2]  # without its `_id`, which is the feature's
            out.write(
                f'{"," if number != 1 else ""}\n{{"type":"Feature","id":{number},"geometry":{point},"properties":{properties}}}'
            )
        out.write("\n]}\n")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'

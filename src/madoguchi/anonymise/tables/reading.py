"""Reads the input through DuckDB and counts it by the codes of all axes; the first mistake is told by row and column."""

from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np

from madoguchi.anonymise.sources import open_source, scratch, session
from madoguchi.anonymise.sources.source import MEMORY
from madoguchi.anonymise.tables.axes import Axis, Ints
from madoguchi.anonymise.tables.codes import Coding, coding
from madoguchi.anonymise.tables.errors import TableError
from madoguchi.anonymise.tables.figures import Records
from madoguchi.anonymise.tables.spec import TableSpec
from madoguchi.declare.findings import did_you_mean

_MOST = 2**52
_NOT_WHOLE = "(n IS NULL OR n < 0)"


@dataclass(frozen=True)
class World:
    """What was read: the axes, the data, and the totals that the input itself gave (to be checked)."""

    axes: tuple[Axis, ...]
    records: Records
    rows: int
    given: tuple[tuple[int, tuple[int, ...], int], ...] = ()  # row, nodes, value
    sha256: str = ""  # of the file that was read, or of the rows as a database gave them


@dataclass(frozen=True)
class Input:
    """What a person named: a file or a database's address, and the table in it."""

    name: str
    table: str | None = None
    memory: str = MEMORY


def read(spec: TableSpec, wanted: Input, folder: Path) -> World:
    """The data of one input; file-borne codes are looked for in `folder`."""
    with session(scratch(), wanted.memory) as base, open_source(base, wanted.name, wanted.table) as source:
        base.execute(f"CREATE TEMP TABLE input AS SELECT * FROM {source.relation}")
        return replace(_world(base, spec, Path(source.name), folder), sha256=source.sha256())


def _world(base: duckdb.DuckDBPyConnection, spec: TableSpec, path: Path, folder: Path) -> World:
    _columns_there(base, spec, path)
    rows = int(_one(base, "SELECT count(*) FROM input"))
    if not rows:
        raise TableError(ja=f"{path.name} にデータが1行もありません。", en=f"{path.name} has no rows.")
    codings = [_coding(base, spec, at, folder, path) for at in range(len(spec.dimensions))]
    axes = tuple(one.axis for one in codings)
    if spec.input == "cells":
        return _cells(base, spec, axes, rows, path)
    return World(axes, _records(base, spec, path), rows)


def _one(base: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int((base.execute(sql).fetchone() or (0,))[0])


def _name(column: str) -> str:
    return '"' + column.replace('"', '""') + '"'


def _columns_there(base: duckdb.DuckDBPyConnection, spec: TableSpec, path: Path) -> None:
    known = [row[0] for row in base.execute("DESCRIBE input").fetchall()]
    measure = (spec.value,) if spec.input == "cells" else (spec.measure.column, spec.measure.contributor)
    for column in [*(one.column for one in spec.dimensions), *filter(None, measure)]:
        if column not in known:
            hint = did_you_mean(column, known)
            raise TableError(
                ja=f"{path.name} に「{column}」という列がありません。{hint.ja}あるのは {'、'.join(known)} です。",
                en=f"{path.name} has no column `{column}`. {hint.en}It has {', '.join(known)}.",
            )


def _coding(base: duckdb.DuckDBPyConnection, spec: TableSpec, at: int, folder: Path, path: Path) -> Coding:
    """The axis, and in the base a table `axis_N` from the values that occur to nodes."""
    dimension = spec.dimensions[at]
    text = f"trim(CAST({_name(dimension.column)} AS VARCHAR))"
    found = [row[0] for row in base.execute(f"SELECT DISTINCT {text} FROM input").fetchall()]
    one = coding(dimension, folder, [value for value in found if value])
    nodes = {value: one.node(value, totals=spec.input == "cells") if value else None for value in found}
    for value, node in nodes.items():
        if node is None:
            row = _row_where(base, f"coalesce({text}, '') = ?", value or "")
            raise _not_covered(path, row, dimension.column, value or "", one)
    base.execute(
        f"CREATE TEMP TABLE axis_{at} AS SELECT unnest(?::VARCHAR[]) AS code, unnest(?::INTEGER[]) AS node",
        [list(nodes), list(nodes.values())],
    )
    return one


def _row_where(base: duckdb.DuckDBPyConnection, condition: str, *values: str) -> int:
    """The number of the first row (the heading is row 1)."""
    numbered = "SELECT *, row_number() OVER () + 1 AS line FROM input"
    found = base.execute(f"SELECT min(line) FROM ({numbered}) WHERE {condition}", list(values)).fetchone()
    return int(found[0]) if found and found[0] is not None else 1


def _not_covered(path: Path, row: int, column: str, value: str, one: Coding) -> TableError:
    if not value:
        return TableError(
            ja=f"{path.name} の{row}行目、列「{column}」が空です。「不明」などの値を入れ、軸の値にも加えてください。",
            en=f"Row {row} of {path.name}: `{column}` is empty. Write a value such as 不明 and add it to the axis.",
        )
    hint = did_you_mean(value, one.axis.names)
    return TableError(
        ja=f"{path.name} の{row}行目、列「{column}」の「{value}」は、軸「{one.axis.id}」の値にありません。{hint.ja}宣言かデータを直してください。",
        en=f"Row {row} of {path.name}: `{column}` holds `{value}`, which the axis `{one.axis.id}` does not cover. {hint.en}",
    )


def _whole(base: duckdb.DuckDBPyConnection, column: str, path: Path) -> str:
    """SQL for a column of whole numbers, after every row has been checked."""
    sql = f"TRY_CAST(CAST({_name(column)} AS VARCHAR) AS BIGINT)"
    row = _row_where(base, _NOT_WHOLE.replace("n ", f"{sql} "))
    if row > 1:
        numbered = f"SELECT {_name(column)}, row_number() OVER () + 1 AS line FROM input"
        found = base.execute(f"SELECT * FROM ({numbered}) WHERE line = ?", [row]).fetchone()
        raise TableError(
            ja=f"{path.name} の{row}行目、列「{column}」の「{found[0] if found else ''}」は、0以上の整数ではありません。",
            en=f"Row {row} of {path.name}: `{column}` is no whole number from 0: `{found[0] if found else ''}`.",
        )
    if _one(base, f"SELECT coalesce(sum({sql}), 0)::HUGEINT > {_MOST} FROM input"):
        raise TableError(
            ja=f"列「{column}」の合計が大きすぎます ({_MOST} まで)。千円、百万円などの単位にしてください。",
            en=f"The sum of `{column}` is too large (at most {_MOST}): use thousands or millions.",
        )
    return sql


def _joined(spec: TableSpec) -> str:
    joins = [
        f"JOIN axis_{at} ON axis_{at}.code = trim(CAST(input.{_name(one.column)} AS VARCHAR))"
        for at, one in enumerate(spec.dimensions)
    ]
    return "input " + " ".join(joins)


def _records(base: duckdb.DuckDBPyConnection, spec: TableSpec, path: Path) -> Records:
    measure = spec.measure
    value = f"sum({_whole(base, measure.column, path)})" if measure.kind == "sum" and measure.column else "count(*)"
    keys = [f"axis_{at}.node" for at in range(len(spec.dimensions))]
    who = f"coalesce(CAST({_name(measure.contributor)} AS VARCHAR), '')" if measure.contributor else "''"
    sql = f"SELECT {', '.join(keys)}, {who}, {value}::BIGINT FROM {_joined(spec)} GROUP BY ALL ORDER BY ALL"
    columns = list(base.execute(sql).fetchnumpy().values())
    leaves = np.stack([np.asarray(column, np.int64) for column in columns[: len(keys)]], axis=1)
    values = np.asarray(columns[-1], np.int64)
    if not measure.contributor:
        return Records(leaves, values)
    people, numbers = np.unique(np.asarray(columns[-2], dtype=str), return_inverse=True)
    return Records(leaves, values, numbers.astype(np.int64), tuple(people.tolist()))


def _cells(base: duckdb.DuckDBPyConnection, spec: TableSpec, axes: tuple[Axis, ...], rows: int, path: Path) -> World:
    """A table that was counted already: its own totals are kept apart, to be compared with ours."""
    value = _whole(base, spec.value or "", path)
    keys = ", ".join(f"axis_{at}.node" for at in range(len(axes)))
    numbered = f"(SELECT *, row_number() OVER () + 1 AS line FROM input) AS {_joined(spec)}"
    sql = f"SELECT {keys}, {value}, line FROM {numbered} ORDER BY line"
    table = np.array(base.execute(sql).fetchall(), np.int64)
    _once_each(table, axes, path)
    is_leaf = np.ones(len(table), np.bool_)
    for at, axis in enumerate(axes):
        is_leaf &= np.isin(table[:, at], axis.leaves)
    given = tuple((int(row[-1]), tuple(map(int, row[:-2])), int(row[-2])) for row in table[~is_leaf])
    return World(axes, Records(_leaves(table[is_leaf], len(axes)), table[is_leaf, -2]), rows, given)


def _leaves(table: Ints, many: int) -> Ints:
    return table[:, :many]


def _once_each(table: Ints, axes: tuple[Axis, ...], path: Path) -> None:
    seen: dict[tuple[int, ...], int] = {}
    for row in table.tolist():
        cell, line = tuple(row[:-2]), row[-1]
        if cell in seen:
            names = "・".join(axis.names[node] for axis, node in zip(axes, cell, strict=True))
            raise TableError(
                ja=f"{path.name} の{line}行目のマス「{names}」は、{seen[cell]}行目にもあります。どちらかを消してください。",
                en=f"Row {line} of {path.name} repeats the cell of row {seen[cell]}: {names}.",
            )
        seen[cell] = line

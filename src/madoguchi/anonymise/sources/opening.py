"""Opens what a person names: by its ending, or by what a database's address says."""

import csv
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.sources.databases import from_postgres, from_sqlite, no_table
from madoguchi.anonymise.sources.encodings import as_utf8
from madoguchi.anonymise.sources.source import Field, Source, describe, literal, quoted, told_in_words

CSV = "read_csv({path}, auto_detect=false, columns={columns}, header=true, delim={delim}, quote='\"', escape='\"', nullstr='', allow_quoted_nulls=false, strict_mode=true, max_line_size=1000000, buffer_size=4000000)"
ENDINGS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".parquet": "parquet",
    ".sqlite": "sqlite",
    ".sqlite3": "sqlite",
    ".db": "sqlite",
    ".duckdb": "duckdb",
}


@contextmanager
def open_source(connection: duckdb.DuckDBPyConnection, name: str, table: str | None = None) -> Iterator[Source]:
    """The source that `name` means. Rows of SQLite and PostgreSQL are taken out into a private temporary CSV first.
    While it is open, what DuckDB cannot read in it is told as `Trouble`."""
    with _opened(connection, name, table) as source, told_in_words(source.name):
        yield source


@contextmanager
def _opened(connection: duckdb.DuckDBPyConnection, name: str, table: str | None) -> Iterator[Source]:
    if name.startswith(("postgres://", "postgresql://")):
        with _private() as folder:
            yield _csv(from_postgres(name, _needed(table), folder), _needed(table), "postgresql")
        return
    path = Path(name)
    kind = ENDINGS.get(path.suffix.lower())
    _refuse_absent(path, kind)
    if kind == "parquet":
        relation = f"read_parquet({literal(str(path))})"
        yield Source(path.name, relation, path, describe(connection, relation, path.name), kind)
    elif kind == "duckdb":
        yield _duckdb(connection, path, _needed(table))
    else:
        with _private() as folder:
            taken = from_sqlite(path, _needed(table), folder) if kind == "sqlite" else as_utf8(path, folder)
            yield _csv(taken, path.name, kind or "csv")


@contextmanager
def _private() -> Iterator[Path]:
    """A folder that only this user can open, and that goes away."""
    with tempfile.TemporaryDirectory(prefix="anonymise-") as folder:
        yield Path(folder)


def _refuse_absent(path: Path, kind: str | None) -> None:
    if kind is None:
        raise Trouble(
            "input-kind",
            ja=f"「{path.name}」は扱えない種類のファイルです。",
            en=f"`{path.name}` is of a kind that cannot be read.",
            mend_ja=f"扱えるのは {', '.join(ENDINGS)} と postgresql://… です。",
            mend_en=f"These can be read: {', '.join(ENDINGS)} and postgresql://…",
        )
    if not path.is_file():
        raise Trouble(
            "input-absent",
            ja=f"「{path.name}」がありません。",
            en=f"There is no `{path.name}`.",
            mend_ja="ファイルの場所を確かめてください。",
            mend_en="Check where the file is.",
        )
    if path.stat().st_size == 0:
        raise empty(path.name)


def empty(name: str) -> Trouble:
    """A source without a single row."""
    return Trouble(
        "input-empty",
        ja=f"「{name}」に行がありません。",
        en=f"`{name}` has no rows.",
        mend_ja="見出しの行と、データの行が1つ以上あるファイルを指定してください。",
        mend_en="Name a file with a header and at least one row.",
    )


def _needed(table: str | None) -> str:
    if table is None:
        raise Trouble(
            "table-missing",
            ja="データベースのどの表かが分かりません。",
            en="Which table of the database is meant?",
            mend_ja="--table 表の名前 を足してください。",
            mend_en="Add --table NAME.",
        )
    return table


def _csv(path: Path, name: str, kind: str) -> Source:
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = file.readline()
    delim = "\t" if header.count("\t") > header.count(",") else ","
    names = next(csv.reader([header], delimiter=delim), [])
    _refuse_twins(names, name)
    columns = "{" + ", ".join(f"{literal(one)}: 'VARCHAR'" for one in names) + "}"
    relation = CSV.format(path=literal(str(path)), delim=literal(delim), columns=columns)
    return Source(name, relation, path, tuple(Field(one, "VARCHAR") for one in names), kind)


def _refuse_twins(header: list[str], name: str) -> None:
    for place, column in enumerate(header, start=1):
        if not column.strip() or column in header[: place - 1]:
            raise Trouble(
                "header",
                ja=f"{name}:1: {place}番目の見出し「{column}」が、空か、2回目です。",
                en=f"{name}:1: heading {place} (`{column}`) is empty or stands twice.",
                mend_ja="1行目に、列ごとにちがう名前を書いてください。",
                mend_en="Give every column a name of its own in the first line.",
            )


def _duckdb(connection: duckdb.DuckDBPyConnection, path: Path, table: str) -> Source:
    try:
        connection.execute(f"ATTACH IF NOT EXISTS {literal(str(path))} AS input (READ_ONLY)")
    except duckdb.Error as error:
        raise Trouble(
            "input-unreadable",
            ja=f"「{path.name}」を開けません。",
            en=f"`{path.name}` cannot be opened.",
            mend_ja="DuckDB のファイルか、途中で切れていないか、ほかのプログラムが開いていないかを確かめてください。",
            mend_en="Check that it is a DuckDB file, was not cut off, and is not open in another program.",
        ) from error
    relation = f"input.{quoted(table)}"
    try:
        connection.execute(f"SELECT 1 FROM {relation} LIMIT 0")
    except duckdb.CatalogException as error:
        raise no_table(path.name, table, error) from error
    return Source(path.name, relation, path, describe(connection, relation, table), "duckdb")

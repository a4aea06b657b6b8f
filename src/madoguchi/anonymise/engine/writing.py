"""Writing a release: from counts where every column is counted, else by one more pass over the input."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import numpy as np

from madoguchi.anonymise.engine.coding import Coder
from madoguchi.anonymise.engine.protocol import Emission, FromCounts, FromInput, Lookup, Written
from madoguchi.anonymise.search.cells import Codes
from madoguchi.anonymise.sources.source import Source, literal, quoted

PARQUET = "(FORMAT parquet, COMPRESSION zstd)"
CSV = "(FORMAT csv, HEADER true)"
LINES = 50_000
EMPTY = "''"


def write(connection: duckdb.DuckDBPyConnection, source: Source, emission: Emission, out: Path) -> None:
    """Write a new file; the caller gives it its final name."""
    parquet = out.suffix == ".parquet"
    if isinstance(emission, FromInput):
        _second_pass(connection, source, emission, out, PARQUET if parquet else CSV)
    elif parquet:
        _parquet_of_counts(connection, emission, out)
    else:
        _csv_of_counts(emission, out)


def _csv_of_counts(emission: FromCounts, out: Path) -> None:
    """A line is put together once and written as often as it stands."""
    columns = [_cells(one.words or ()) for one in emission.columns]
    with out.open("wb") as file:
        file.write((",".join(_cell(one.name) for one in emission.columns) + "\n").encode())
        for rows, times in _batches(emission):
            texts = zip(
                *([words[code] for code in codes] for words, codes in zip(columns, rows, strict=True)), strict=True
            )
            file.writelines(
                (",".join(cells) + "\n").encode() * often for cells, often in zip(texts, times, strict=True)
            )


def _batches(emission: FromCounts) -> Iterator[tuple[list[list[int]], list[int]]]:
    for start in range(0, len(emission.times), LINES):
        part = slice(start, start + LINES)
        yield [codes[part].tolist() for codes in emission.rows], emission.times[part].tolist()


def _cells(words: Sequence[str]) -> list[str]:
    return [_cell(word) for word in words]


def _cell(text: str) -> str:
    if any(sign in text for sign in ',"\r\n') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text


def _parquet_of_counts(connection: duckdb.DuckDBPyConnection, emission: FromCounts, out: Path) -> None:
    """Rows as ENUMs, repeated by the engine: Parquet takes an ENUM over as its dictionary."""
    counted = {f"c{place}": codes for place, codes in enumerate(emission.rows)} | {"times": emission.times}
    connection.register("counted", counted)
    _make_types(connection, emission.columns)
    words = ", ".join(
        f"(enum_range(NULL::word_{place}))[c{place} + 1]::word_{place} AS {quoted(one.name)}"
        for place, one in enumerate(emission.columns)
    )
    names = ", ".join(quoted(one.name) for one in emission.columns)
    connection.execute(f'CREATE OR REPLACE TEMP TABLE rows_once AS SELECT {words}, times AS "#" FROM counted')
    connection.unregister("counted")
    repeated = f'SELECT {names}, unnest(range("#")) FROM rows_once'  # keeps the order, as a join with range() does not
    with _one_thread(connection):  # several would gather all rows in memory to keep the order
        connection.execute(f"COPY (SELECT {names} FROM ({repeated})) TO {literal(str(out))} {PARQUET}")
    connection.execute("DROP TABLE rows_once")


@contextmanager
def _one_thread(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    before = connection.execute("SELECT current_setting('threads')").fetchone()
    connection.execute("SET threads = 1")
    try:
        yield
    finally:
        connection.execute(f"SET threads = {int(before[0]) if before else 1}")


def _make_types(connection: duckdb.DuckDBPyConnection, columns: Sequence[Written]) -> None:
    for place, one in enumerate(columns):
        words = ", ".join(map(literal, one.words or ("",)))
        connection.execute(f"DROP TYPE IF EXISTS word_{place}")
        connection.execute(f"CREATE TYPE word_{place} AS ENUM ({words})")


def _second_pass(
    connection: duckdb.DuckDBPyConnection, source: Source, emission: FromInput, out: Path, how: str
) -> None:
    """Every row finds its class by its key, takes the class's words, and is sorted by what it then shows."""
    coder = Coder(connection, source)
    key = " + ".join(f"({_looked_up(coder, one)})" for one in emission.lookups)
    own = [_own(coder, one) for one in emission.columns if one.words is None or one.own]
    names = [quoted(one.name) for one in emission.columns]
    shown = [
        f"{_shown(place, one)} AS {name}" for place, (one, name) in enumerate(zip(emission.columns, names, strict=True))
    ]
    connection.register("key_classes", {"key": emission.keys, "class": emission.class_of})
    connection.register("class_words", _class_words(emission))
    _make_types(connection, emission.columns)
    try:
        connection.execute(
            f"COPY (SELECT {', '.join(shown)} FROM (SELECT {', '.join([f'{key} AS key', *own])} FROM {source.relation})"
            f" JOIN key_classes USING (key) JOIN class_words USING (class)"
            f" ORDER BY {', '.join(f'coalesce(CAST({shown_as} AS VARCHAR), {EMPTY})' for shown_as in names)})"
            f" TO {literal(str(out))} {how}"
        )
    finally:
        connection.unregister("key_classes")
        connection.unregister("class_words")


def _looked_up(coder: Coder, one: Lookup) -> str:
    return coder.expression(one.column, one.values, one.codes.tolist())


def _own(coder: Coder, one: Written) -> str:
    """What a column brings along from its own row: its code, or its value."""
    value = _looked_up(coder, one.own) if one.own else quoted(one.name)
    return f"{value} AS {quoted('=' + one.name)}"


def _class_words(emission: FromInput) -> dict[str, Codes]:
    wide = {f"c{place}": codes for place, codes in enumerate(emission.words) if codes is not None}
    size = len(next(iter(wide.values())))
    return {"class": np.arange(size), **wide}


def _shown(place: int, one: Written) -> str:
    plain = quoted("=" + one.name)
    if one.words is not None:
        code = plain if one.own else f"c{place}"
        return f"(enum_range(NULL::word_{place}))[{code} + 1]::VARCHAR"
    return plain if one.pseudonym is None else _keyed(plain, one.pseudonym)


def _keyed(column: str, key: bytes) -> str:
    """HMAC-SHA-256 in SQL: the hash of the outer key and the hash of the inner key and the value."""
    block = key.ljust(64, b"\0")
    inner, outer = (bytes(byte ^ pad for byte in block).hex() for pad in (0x36, 0x5C))
    text = f"encode(coalesce(CAST({column} AS VARCHAR), ''))"
    first = f"unhex(sha256(unhex('{inner}') || {text}))"
    return f"CASE WHEN {column} IS NULL THEN NULL ELSE sha256(unhex('{outer}') || {first}) END"

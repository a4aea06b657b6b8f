"""Which values a column holds: asked of a part of a CSV first, of the whole file only where that was not enough."""

from collections.abc import Iterator, Sequence

import duckdb

from madoguchi.anonymise.engine.coding import text_of
from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.sources.source import Source, quoted

SAMPLE = 100_000
MANY = 20_000
MOST = 1_000_000
SMALL = 500

Values = dict[str, tuple[str, ...]]


def sampled(connection: duckdb.DuckDBPyConnection, source: Source, columns: Sequence[str]) -> Values:
    """The values among the first rows."""
    return _listed(connection, source, columns, f"(SELECT * FROM {source.relation} LIMIT {SAMPLE})")


def every(connection: duckdb.DuckDBPyConnection, source: Source, columns: Sequence[str], guess: Values) -> Values:
    """All values. Columns with many go one at a time, with a limit, so that no memory is filled by an identifier."""
    few = [one for one in columns if len(guess[one]) <= MANY]
    found = _listed(connection, source, few, source.relation)
    for column in columns:
        if column not in found:
            found[column] = _limited(connection, source, column)
    return found


def _listed(connection: duckdb.DuckDBPyConnection, source: Source, columns: Sequence[str], relation: str) -> Values:
    if not columns:
        return {}
    wanted = ", ".join(f"list(DISTINCT {quoted(one)})" for one in columns)
    missing = ", ".join(f"coalesce(bool_or({quoted(one)} IS NULL), false)" for one in columns)
    row = connection.execute(f"SELECT {wanted}, {missing} FROM {relation}").fetchone() or ()
    return {
        column: tuple(sorted({*_texts(found or ()), *([""] if lacks else [])}))
        for column, found, lacks in zip(columns, row[: len(columns)], row[len(columns) :], strict=True)
    }


def _texts(found: Sequence[object]) -> Iterator[str]:
    for one in found:
        if isinstance(one, bool):
            yield "true" if one else "false"
        elif one is not None:
            yield str(one)


def _limited(connection: duckdb.DuckDBPyConnection, source: Source, column: str) -> tuple[str, ...]:
    rows = connection.execute(
        f"SELECT DISTINCT {text_of(source, column)} FROM {source.relation} LIMIT {MOST + 1}"
    ).fetchall()
    if len(rows) > MOST:
        raise Trouble(
            "too-many-values",
            ja=f"列「{column}」の値は {MOST:,} とおりを超えます。ほとんどの値が1回しか出てきません。",
            en=f"`{column}` has more than {MOST:,} different values; nearly all stand once.",
            mend_ja="人を示す番号や名前なら role: identifier に、日付や金額なら先に丸めてください。",
            mend_en="If it names people, give it the role `identifier`; round dates and amounts first.",
        )
    return tuple(sorted(row[0] for row in rows))

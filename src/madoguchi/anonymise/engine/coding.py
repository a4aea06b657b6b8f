"""From values to codes in DuckDB's SQL, by the way that costs least for the type and the file.

A text column of a Parquet file comes with its dictionary, and a scalar function is then worked out once per entry;
whole numbers and days are looked up by their distance from the least; the rest goes through an ENUM (a hash table).
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from madoguchi.anonymise.sources.source import Source, literal, quoted

WHOLE_NUMBERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
WIDEST_SPAN = 100_000
LONGEST_LIST = 2_000
_NUMBERS = itertools.count()


def text_of(source: Source, column: str) -> str:
    """A column as text; what is missing is the empty text."""
    name = quoted(column)
    plain = name if source.type_of(column) == "VARCHAR" else f"CAST({name} AS VARCHAR)"
    return f"coalesce({plain}, '')"


@dataclass(frozen=True)
class Coder:
    """Writes the expression that turns a column into numbers, one number for each of its values."""

    connection: duckdb.DuckDBPyConnection
    source: Source

    def expression(self, column: str, values: Sequence[str], numbers: Sequence[int]) -> str:
        """`numbers[i]` for `values[i]`; NULL for a value that is not among them."""
        if len(set(numbers)) == 1:
            return self._constant(column, values, numbers[0])
        kind = self.source.type_of(column)
        if kind in WHOLE_NUMBERS or kind == "DATE":
            by_distance = self._by_distance(column, values, numbers, kind)
            if by_distance:
                return by_distance
        if kind == "VARCHAR" and self.source.kind == "parquet" and len(values) <= LONGEST_LIST:
            return self._by_position(column, values, numbers)
        return self._by_enum(column, values, numbers)

    def _constant(self, column: str, values: Sequence[str], number: int) -> str:
        return f"{number}::BIGINT" if values else "NULL::BIGINT"

    def _by_distance(self, column: str, values: Sequence[str], numbers: Sequence[int], kind: str) -> str | None:
        there = [(self._as_number(value, kind), number) for value, number in zip(values, numbers, strict=True) if value]
        least = min(one for one, _ in there) if there else 0
        span = max((one for one, _ in there), default=0) - least + 1
        if span > WIDEST_SPAN:
            return None
        slots = ["NULL"] * span
        for place, number in there:
            slots[place - least] = str(number)
        start = f"DATE '1970-01-01' + {least}" if kind == "DATE" else f"{least}"
        distance = f"({quoted(column)}::BIGINT - {start})" if kind != "DATE" else f"({quoted(column)} - ({start}))"
        found = f"([{','.join(slots)}]::BIGINT[])[{distance} + 1]"
        return self._with_missing(column, found, values, numbers)

    def _as_number(self, value: str, kind: str) -> int:
        from datetime import date

        return int(value) if kind != "DATE" else (date.fromisoformat(value) - date(1970, 1, 1)).days

    def _by_position(self, column: str, values: Sequence[str], numbers: Sequence[int]) -> str:
        position = f"list_position([{','.join(map(literal, values))}], {quoted(column)})"
        if list(numbers) == list(range(len(values))):
            found = f"({position} - 1)::BIGINT"
        else:
            found = f"([{','.join(map(str, numbers))}]::BIGINT[])[{position}]"
        return self._with_missing(column, found, values, numbers)

    def _by_enum(self, column: str, values: Sequence[str], numbers: Sequence[int]) -> str:
        name = f"values_{next(_NUMBERS)}"
        self.connection.execute(f"CREATE TYPE {name} AS ENUM ({','.join(map(literal, values))})")
        code = f"enum_code(TRY_CAST({text_of(self.source, column)} AS {name}))"
        if list(numbers) == list(range(len(values))):
            return f"{code}::BIGINT"
        return f"([{','.join(map(str, numbers))}]::BIGINT[])[{code}::BIGINT + 1]"

    def _with_missing(self, column: str, found: str, values: Sequence[str], numbers: Sequence[int]) -> str:
        if "" not in values:
            return found
        return f"CASE WHEN {quoted(column)} IS NULL THEN {numbers[list(values).index('')]} ELSE {found} END"

"""The engine for a cluster: the same two operations in Spark SQL. An extra (`pip install madoguchi[spark]`, Java 17).

Nothing is copied from DuckDB's SQL: Spark joins small tables of codes where DuckDB looks values up. Both give the same
classes to the byte, which tests hold on the same golden data.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from madoguchi.anonymise.engine.protocol import Collapsed, Emission, FromCounts, FromInput, Lookup, Written
from madoguchi.anonymise.search.cells import pack, smallest_type, strides

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame, SparkSession

SMALL = 500
KEY, CLASS = "#key", "#class"


@dataclass(frozen=True)
class SparkEngine:
    """Collapses and emits one frame; `emit` writes a folder of parts that are sorted as a whole, part after part."""

    spark: SparkSession
    frame: DataFrame

    def collapse(self, clues: Sequence[str], marks: Sequence[str], if_small: Sequence[str]) -> Collapsed:
        """Count every combination on the cluster; only the combinations come to this machine (see `Engine`)."""
        from pyspark.sql import functions as f

        found = {name: self._values(name) for name in [*clues, *marks, *if_small]}
        columns = [*clues, *marks, *(name for name in if_small if len(found[name]) <= SMALL)]
        grouped = self.frame.groupBy(*(self._text(name).alias(name) for name in columns)).agg(f.count("*").alias("#n"))
        rows = grouped.toArrow()
        values = tuple(found[name] for name in columns)
        codes = [_coded(rows.column(name).to_pylist(), known) for name, known in zip(columns, values, strict=True)]
        cards = [max(1, len(one)) for one in values]
        groups = (*pack(cards[: len(clues)]), *((place,) for place in range(len(clues), len(columns))))
        packed = tuple(_packed(codes, cards, group) for group in groups)
        count = np.asarray(rows.column("#n").to_pylist(), dtype=np.float64)
        return Collapsed(tuple(columns), values, groups, packed, count, int(count.sum()))

    def emit(self, emission: Emission, out: Path) -> None:
        """Write the rows (see `Engine`); `out` becomes a folder of CSV or Parquet parts."""
        frame = self._from_counts(emission) if isinstance(emission, FromCounts) else self._from_input(emission)
        ordered = frame.orderBy(*(frame[f"`{one.name}`"] for one in emission.columns))
        writer = ordered.write.mode("errorifexists")
        if out.suffix == ".parquet":
            writer.parquet(str(out))
        else:
            writer.option("header", True).option("escape", '"').option("emptyValue", "").csv(str(out))

    def _text(self, name: str) -> Column:
        from pyspark.sql import functions as f

        return f.coalesce(f.col(f"`{name}`").cast("string"), f.lit(""))

    def _values(self, name: str) -> tuple[str, ...]:
        return tuple(sorted(row[0] for row in self.frame.select(self._text(name)).distinct().collect()))

    def _from_counts(self, emission: FromCounts) -> DataFrame:
        """Each different row repeated as often as it stands."""
        from pyspark.sql import functions as f

        words = [
            [(one.words or ("",))[code] for code in codes.tolist()]
            for one, codes in zip(emission.columns, emission.rows, strict=True)
        ]
        names = [one.name for one in emission.columns]
        rows = list(zip(*words, emission.times.tolist(), strict=True))
        once = self.spark.createDataFrame(rows, schema=_schema(names, ["#times"]))
        repeated = once.withColumn("#one", f.explode(f.sequence(f.lit(1), f.col("`#times`"))))
        return repeated.select(*(f.col(f"`{name}`") for name in names))

    def _from_input(self, emission: FromInput) -> DataFrame:
        """Every row finds its class by its key and takes the class's words."""
        from pyspark.sql import functions as f

        frame = reduce(self._with_code, enumerate(emission.lookups), self.frame)
        total = reduce(lambda a, b: a + b, [f.col(f"`#code{place}`") for place in range(len(emission.lookups))])
        frame = frame.withColumn(KEY, total)
        for one in emission.columns:
            frame = self._with_own(frame, one)
        kept = self._table([KEY, CLASS], [emission.keys.tolist(), emission.class_of.tolist()])
        classes = f.broadcast(self._class_words(emission))
        joined = frame.join(kept, KEY).join(classes, CLASS)
        return joined.select(*(f.col(f"`#out{place}`").alias(one.name) for place, one in self._placed(emission)))

    def _placed(self, emission: FromInput) -> list[tuple[Any, Written]]:
        return [
            (place if words is not None else f"={one.name}", one)
            for place, (one, words) in enumerate(zip(emission.columns, emission.words, strict=True))
        ]

    def _with_code(self, frame: DataFrame, numbered: tuple[int, Lookup]) -> DataFrame:
        from pyspark.sql import functions as f

        place, one = numbered
        value, code = f"#value{place}", f"#code{place}"
        table = f.broadcast(self._table([value, code], [list(one.values), one.codes.tolist()]))
        return frame.join(table, self._text(one.column) == f.col(f"`{value}`"))

    def _with_own(self, frame: DataFrame, one: Written) -> DataFrame:
        """Words that come from a row's own value: as it is, その他 for a rare one, or a keyed hash."""
        from pyspark.sql import functions as f

        name = f"#out={one.name}"
        if one.own is not None and one.words is not None:
            words = [one.words[code] for code in one.own.codes.tolist()]
            value = f"#own={one.name}"
            table = f.broadcast(self._table([value, name], [list(one.own.values), words]))
            return frame.join(table, self._text(one.name) == f.col(f"`{value}`"))
        if one.words is not None:
            return frame
        if one.pseudonym is None:
            return frame.withColumn(name, f.col(f"`{one.name}`"))
        return frame.withColumn(name, _keyed_hash(one.pseudonym)(f.col(f"`{one.name}`").cast("string")))

    def _class_words(self, emission: FromInput) -> DataFrame:
        places = [place for place, words in enumerate(emission.words) if words is not None]
        columns: list[list[Any]] = []
        for place in places:
            known, codes = emission.columns[place].words or ("",), emission.words[place]
            columns.append([known[code] for code in codes.tolist()] if codes is not None else [])
        number = list(range(len(columns[0])))
        return self._table([CLASS, *(f"#out{place}" for place in places)], [number, *columns])

    def _table(self, names: Sequence[str], columns: Sequence[Sequence[Any]]) -> DataFrame:
        rows = list(zip(*columns, strict=True))
        texts = [name for name, column in zip(names, columns, strict=True) if column and isinstance(column[0], str)]
        kinds = ", ".join(f"`{name}` {'string' if name in texts else 'bigint'}" for name in names)
        return self.spark.createDataFrame(rows, schema=kinds)


def _schema(texts: Sequence[str], numbers: Sequence[str]) -> str:
    return ", ".join([*(f"`{name}` string" for name in texts), *(f"`{name}` bigint" for name in numbers)])


def _coded(column: Sequence[str], known: Sequence[str]) -> np.ndarray[Any, np.dtype[np.int64]]:
    place = {value: code for code, value in enumerate(known)}
    return np.fromiter((place[value] for value in column), dtype=np.int64, count=len(column))


def _packed(
    codes: Sequence[np.ndarray[Any, np.dtype[np.int64]]], cards: Sequence[int], group: tuple[int, ...]
) -> np.ndarray[Any, np.dtype[np.unsignedinteger[Any]]]:
    within = [cards[place] for place in group]
    total = np.zeros(len(codes[0]), dtype=np.int64)
    for place, step in zip(group, strides(within), strict=True):
        total += codes[place] * step
    return total.astype(smallest_type(prod(within)))


def _keyed_hash(key: bytes) -> Any:
    from pyspark.sql import functions as f

    def hashed(value: str | None) -> str | None:
        return None if value is None else hmac.new(key, value.encode(), hashlib.sha256).hexdigest()

    return f.udf(hashed, "string")

"""The engine for one machine: DuckDB, streaming, in bounded memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path

import duckdb
import numpy as np

from madoguchi.anonymise.engine import values
from madoguchi.anonymise.engine.coding import Coder
from madoguchi.anonymise.engine.protocol import Collapsed, Emission
from madoguchi.anonymise.engine.writing import write
from madoguchi.anonymise.errors import Trouble
from madoguchi.anonymise.search.cells import WIDEST, Group, pack, smallest_type, strides
from madoguchi.anonymise.sources.source import Source, no_disk


@dataclass(frozen=True)
class DuckEngine:
    """Collapses and emits one source."""

    connection: duckdb.DuckDBPyConnection
    source: Source

    def collapse(self, clues: Sequence[str], marks: Sequence[str], if_small: Sequence[str]) -> Collapsed:
        """One grouping by one whole number (see `Engine`)."""
        needed = [*clues, *marks]
        guess = values.sampled(self.connection, self.source, [*needed, *if_small])
        if not any(guess.values()):
            return _nothing([*needed, *if_small])
        small = [one for one in if_small if len(guess[one]) <= values.SMALL]
        columns = [*needed, *small]
        if self.source.kind == "csv" and max(len(guess[one]) for one in columns) < values.MANY:
            found = self._group(columns, len(clues), guess)
            if found is not None:
                return found
        everything = values.every(self.connection, self.source, columns, guess)
        grouped = self._group(columns, len(clues), everything)
        if grouped is None:
            raise Trouble("changed", ja="読んでいる間に入力が変わりました。", en="The input changed while it was read.")
        return grouped

    def _group(self, columns: Sequence[str], clues: int, known: values.Values) -> Collapsed | None:
        """None where a row holds a value that is not known."""
        cards = [max(1, len(known[one])) for one in columns]
        if prod(cards) >= WIDEST:
            raise _too_wide(columns)
        coder, steps = Coder(self.connection, self.source), strides(cards)
        parts = [
            coder.expression(column, known[column], [code * step for code in range(card)])
            for column, card, step in zip(columns, cards, steps, strict=True)
        ]
        groups = _groups(cards, clues)
        key = " + ".join(f"({part})" for part in parts)
        found = self.connection.execute(
            f"SELECT {_split(groups, cards)}, n FROM (SELECT {key} AS key, count(*) AS n"
            f" FROM {self.source.relation} GROUP BY ALL)"
        ).fetchnumpy()
        packed = [found[f"g{place}"] for place in range(len(groups))]
        if any(np.ma.is_masked(one) for one in packed):
            return None
        count = np.asarray(found["n"], dtype=np.float64)
        return Collapsed(
            tuple(columns),
            tuple(known[one] for one in columns),
            groups,
            tuple(np.asarray(one) for one in packed),
            count,
            int(count.sum()),
        )

    def emit(self, emission: Emission, out: Path) -> None:
        """Write the rows (see `Engine`)."""
        try:
            write(self.connection, self.source, emission, out)
        except (OSError, duckdb.IOException) as error:
            raise no_disk() from error


def _nothing(columns: Sequence[str]) -> Collapsed:
    return Collapsed(tuple(columns), tuple(() for _ in columns), (), (), np.zeros(0), 0)


def _groups(cards: Sequence[int], clues: int) -> tuple[Group, ...]:
    """The clues packed together, each other column for itself."""
    return (*pack(cards[:clues]), *((place,) for place in range(clues, len(cards))))


def _split(groups: Sequence[Group], cards: Sequence[int]) -> str:
    """The key taken apart again, in the narrowest types."""
    names = {np.uint8: "UTINYINT", np.uint16: "USMALLINT", np.uint32: "UINTEGER"}
    parts = []
    for place, group in enumerate(groups):
        size, after = prod(cards[one] for one in group), prod(cards[group[-1] + 1 :])
        parts.append(f"(key // {after} % {size})::{names[smallest_type(size)]} AS g{place}")
    return ", ".join(parts)


def _too_wide(columns: Sequence[str]) -> Trouble:
    return Trouble(
        "too-wide",
        ja=f"列 {', '.join(columns)} の値の組み合わせが多すぎます。",
        en=f"There are too many combinations of {', '.join(columns)}.",
        mend_ja="手がかりの列を減らすか、hierarchy の finest で細かい段を省いてください。",
        mend_en="Use fewer quasi-identifiers, or leave out fine steps with `finest`.",
    )

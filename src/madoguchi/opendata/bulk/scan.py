"""One pass of DuckDB over a text file, in the order of its rows, on all processors."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from madoguchi.opendata.bulk.gate import Gate, literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MEMORY = "250MB"
_BATCH = 10_000


class Scan(NamedTuple):
    """Arrays with an element a row. `blank`: per needed column. `keys`: a hash per key, of the row where there is none."""

    good: "NDArray[np.bool_]"
    blank: "dict[int, NDArray[np.bool_]]"
    keys: "dict[int, NDArray[np.uint64]]"
    asked: "list[NDArray[np.bool_]]"

    @property
    def rows(self) -> int:
        """Rows of the file below its header."""
        return len(self.good)


class File:
    """A UTF-8 text with one header line, every record as wide as the header. DuckDB's errors come through."""

    def __init__(self, path: Path, delimiter: str, width: int) -> None:
        import duckdb

        self.width = width
        self.base = duckdb.connect(config={"memory_limit": MEMORY, "threads": os.cpu_count() or 1})
        self.base.execute("SET enable_progress_bar = false")
        columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(width))
        self._source = (
            f"read_csv({literal(str(path))}, columns={{{columns}}}, header=false, skip=1, auto_detect=false, "
            f"delim={literal(delimiter)}, quote='\"', escape='\"', nullstr=chr(0), strict_mode=true, buffer_size=16000000, max_line_size=2000000)"
        )

    def scan(self, gate: Gate, needed: Sequence[int], keys: Sequence[int], asked: Sequence[str] = ()) -> Scan:
        """What the gate says of every row, which needed cells are empty, hashes for finding twins, and what else is asked."""
        hashed = {at: f"hash(c{at})" for at in keys} or {-1: f"hash({', '.join(f'c{at}' for at in range(self.width))})"}
        wanted = [
            f"coalesce({gate.sql}, false)",
            *(f"c{at} = ''" for at in needed),
            *asked,
            *hashed.values(),
        ]
        listed = ", ".join(f"{sql} AS x{at}" for at, sql in enumerate(wanted))
        found: Any = self.base.execute(f"SELECT {listed} FROM {self._source}").fetchnumpy()
        arrays = [found[f"x{at}"] for at in range(len(wanted))]
        blank = dict(zip(needed, arrays[1:], strict=False))
        hashes = dict(zip(hashed, arrays[-len(hashed) :], strict=True))
        return Scan(arrays[0], blank, hashes, arrays[1 + len(needed) : -len(hashed)])

    def read_out(self, columns: Sequence[int]) -> Iterator[tuple[str, ...]]:
        """The cells of some columns, row by row."""
        listed = ", ".join(f"c{at}" for at in columns)
        cursor = self.base.execute(f"SELECT {listed} FROM {self._source}")
        while some := cursor.fetchmany(_BATCH):
            yield from some

    def hashes(self, columns: "Sequence[list[str]]") -> "NDArray[np.uint64]":
        """Hashes of other values, as `scan` would have made them."""
        names = [f"v{at}" for at in range(len(columns))]
        source = ", ".join(f"unnest(?) AS {name}" for name in names)
        found: Any = self.base.execute(f"SELECT hash({', '.join(names)}) AS h FROM (SELECT {source})", list(columns))
        hashed: NDArray[np.uint64] = found.fetchnumpy()["h"]
        return hashed

"""Reading what was found: some rows, all of them, or what the table of contents tells."""

import json
from array import array
from collections.abc import Iterator
from io import BufferedReader
from typing import Any, BinaryIO, cast

from madoguchi.publish.found.rows import Mark, Marked, from_line
from madoguchi.publish.found.writing import STEP

_BUFFER = 1 << 16


class Found:
    """Open it as a context: `with Found(source) as found`. `group` None: every row; "any": rows in which something is to be mended or looked at."""

    def __init__(self, source: BinaryIO) -> None:
        self._file = BufferedReader(cast(Any, source), _BUFFER)
        end = self._file.seek(-8, 2)
        self._body = int.from_bytes(self._file.read(8), "big")
        self._file.seek(self._body)
        self._told: dict[str, Any] = json.loads(self._file.read(end - self._body))

    def __enter__(self) -> "Found":
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()

    @property
    def header(self) -> list[str]:
        return cast(list[str], self._told["header"])

    @property
    def rows(self) -> int:
        return int(self._told["rows"])

    @property
    def whole(self) -> list[tuple[Mark, str, str, int | None]]:
        """Findings at no row of the table, each with the column, what stood there, and the line."""
        return [(Mark(*mark), column, value, line) for mark, column, value, line in self._told["whole"]]

    def told(self, name: str) -> Any:
        """What the check put into the table of contents."""
        return self._told.get(name)

    def words(self, group: int) -> tuple[str, str]:
        """What the first finding of a group says: Japanese, English."""
        return self._told["groups"][group]["ja"], self._told["groups"][group]["en"]

    def columns(self, group: int) -> list[str]:
        """The columns in which a group stands, the most frequent first."""
        return [name for name, _count in self._told["groups"][group]["columns"] if name]

    def pairs(self, group: int) -> list[tuple[str, str, int]]:
        """Different cells of a group: before, after, how often; the most frequent first."""
        pairs = [(before, after, n) for before, after, n in self._told["groups"][group]["pairs"]]
        return sorted(pairs, key=lambda pair: -pair[2])

    def count(self, which: int | str | None) -> int:
        """How many rows there are of them."""
        return self.rows if which is None else int(self._places(which)[1])

    def page(self, which: int | str | None, start: int, size: int) -> list[Marked]:
        """So many rows from the start-th on."""
        if which is None:
            return self._straight(start, size)
        first, count = self._places(which)
        wanted = max(0, min(size, count - start))
        self._file.seek(first + 8 * start)
        places = array("Q")
        places.frombytes(self._file.read(8 * wanted))
        return [self._row_at(place) for place in places]

    def every_row(self) -> Iterator[Marked]:
        self._file.seek(0)
        for _ in range(self.rows):
            yield from_line(self._file.readline())

    def _straight(self, start: int, size: int) -> list[Marked]:
        if start >= self.rows:
            return []
        first, _ = self._told["every"]
        self._file.seek(first + 8 * (start // STEP))
        places = array("Q")
        places.frombytes(self._file.read(8))
        self._file.seek(places[0])
        for _ in range(start % STEP):
            self._file.readline()
        return [from_line(self._file.readline()) for _ in range(min(size, self.rows - start))]

    def _row_at(self, place: int) -> Marked:
        self._file.seek(place)
        return from_line(self._file.readline())

    def _places(self, which: int | str) -> tuple[int, int]:
        first, count = self._told["found"] if which == "any" else self._told["groups"][which]["places"]
        return first, count

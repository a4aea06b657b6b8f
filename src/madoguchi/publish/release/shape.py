"""What a release knows of itself: its columns with their figures, its files; kept beside the data as `release.json`."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

META, ROWS = "release.json", "data.sqlite"
LATITUDES, LONGITUDES = ("緯度", "latitude", "lat"), ("経度", "longitude", "lon", "lng")


class NotReleasable(Exception):
    """The table cannot be released as it is: `ja` and `en` say why and how to mend it."""

    def __init__(self, ja: str, en: str) -> None:
        super().__init__(en)
        self.ja, self.en = ja, en


@dataclass(frozen=True)
class Column:
    """`kind`: "text" | "int" | "numeric" | "date". `least` and `most` are values as they stand; facets by frequency."""

    name: str
    kind: str
    filled: int
    distinct: int
    least: str | None
    most: str | None
    mean: float | None
    facets: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Shape:
    """Of one release. `files`: name → bytes. `hash`: SHA-256 of the CSV, hexadecimal."""

    hash: str
    rows: int
    columns: tuple[Column, ...]
    files: Mapping[str, int]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def key(self) -> str | None:
        """The column that names a row: the first that is filled and different everywhere, an ID before all others."""
        unique = [one.name for one in self.columns if self.rows and one.filled == one.distinct == self.rows]
        return min(unique, key=lambda name: name not in ("ID", "NO", "id"), default=None)

    @property
    def place(self) -> tuple[int, int] | None:
        """Where latitude and longitude stand, if the table has both as numbers."""
        at = _index(self.columns, LATITUDES), _index(self.columns, LONGITUDES)
        return (at[0], at[1]) if at[0] is not None and at[1] is not None else None


def _index(columns: tuple[Column, ...], names: tuple[str, ...]) -> int | None:
    numbers = ("int", "numeric")
    return next((at for at, one in enumerate(columns) if one.name.lower() in names and one.kind in numbers), None)


def folder_of(root: Path, digest: str) -> Path:
    """Where the release of that hash lies, or would lie."""
    return root / digest[:2] / digest


def save(shape: Shape, folder: Path) -> None:
    (folder / META).write_text(json.dumps(asdict(shape), ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> Shape:
    """Raises FileNotFoundError where no release lies."""
    told: dict[str, Any] = json.loads((folder / META).read_text(encoding="utf-8"))
    columns = (one | {"facets": tuple((value, count) for value, count in one["facets"])} for one in told["columns"])
    return Shape(told["hash"], told["rows"], tuple(Column(**one) for one in columns), told["files"])

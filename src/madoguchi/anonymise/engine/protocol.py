"""What an engine can do: exactly two operations. All the thinking happens between them, on the collapsed table."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Collapsed:
    """Every combination of values once. `values[c]` are a column's values in the order of their codes ("" is missing);
    `packed[g]` holds the codes of the columns of `groups[g]` in one number, the last column running fastest."""

    columns: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[int, ...], ...]
    packed: tuple[NDArray[np.unsignedinteger], ...]
    count: NDArray[np.float64]
    rows: int


@dataclass(frozen=True)
class Lookup:
    """`codes[i]` is what `values[i]` of an input column adds to the key of a row."""

    column: str
    values: tuple[str, ...]
    codes: NDArray[np.int64]


@dataclass(frozen=True)
class Written:
    """A column of the output. `words` are the texts it can hold, sorted; None for one that is copied as it is.

    `own`: its word comes from its own value, not from the row's class. `pseudonym`: it becomes a keyed hash.
    """

    name: str
    words: tuple[str, ...] | None = None
    own: Lookup | None = None
    pseudonym: bytes | None = None


@dataclass(frozen=True)
class FromCounts:
    """Every column is counted: for each different output row its word in every column, sorted, and how often it stands."""

    columns: tuple[Written, ...]
    rows: tuple[NDArray[np.int64], ...]
    times: NDArray[np.int64]


@dataclass(frozen=True)
class FromInput:
    """The input is read once more: a row's look-ups make its key, `class_of[i]` is the class of `keys[i]` (a row whose key
    is not there is left out), and `words[c]` is the word of each class in output column c (None: copied or pseudonym)."""

    columns: tuple[Written, ...]
    lookups: tuple[Lookup, ...]
    keys: NDArray[np.int64]
    class_of: NDArray[np.int64]
    words: tuple[NDArray[np.int64] | None, ...]


Emission: TypeAlias = FromCounts | FromInput


class Engine(Protocol):
    """Two operations, behind which any machinery may stand."""

    def collapse(self, clues: Sequence[str], marks: Sequence[str], if_small: Sequence[str]) -> Collapsed:
        """Count every combination of the clues and the marks, and of those others that have few values.

        Clues are packed together; every mark and every other column has a number of its own.
        """
        ...

    def emit(self, emission: Emission, out: Path) -> None:
        """Write the rows of a release to a new file, CSV or Parquet by its ending, sorted by its columns from the left."""
        ...

"""What a rule over a row is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from madoguchi.opendata.checking.cells import Verdict


class Placed(NamedTuple):
    """A verdict about the cell of a column."""

    at: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class RowRule:
    """`judge` sees the cells of a row. `good` is SQL that is true only where `judge` would find nothing.

    In `good`, `{n}` stands for the cell of column n, never NULL; None where SQL cannot tell.
    """

    name: str
    judge: Callable[[Sequence[str]], list[Placed]]
    good: str | None = None
    loose: str = ""  # what `good` cannot see, by the name of a rule

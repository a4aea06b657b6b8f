"""What a rule over a row is."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from madoguchi.opendata.checking.cells import Verdict


class Placed(NamedTuple):
    """A verdict about one of the rule's cells; `at` counts the rule's columns from 0."""

    at: int
    verdict: Verdict


class RowRule(NamedTuple):
    """`judge` sees the cells of `columns`, in that order. `good` is SQL that is true only where it would find nothing.

    In `good`, `{0}`, `{1}` … stand for those cells, never NULL; None where SQL cannot tell. `pattern` (RE2) does in place of
    `good` and of the patterns of the cells, where these are all of `form`: over the cells with \\x1f between them.
    """

    columns: tuple[int, ...]
    judge: Callable[[Sequence[str]], list[Placed]]
    good: str | None = None
    loose: str = ""  # what `good` cannot see, by the name of a rule
    starts: tuple[str, ...] = ()  # a first cell that begins with one of these is right, whatever the others hold
    form: str = ""
    pattern: str = ""

"""How far a large file is, for whoever sits at the terminal; nothing for a small one."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from madoguchi.opendata.table import Row

LARGE = 20 << 20
"""Bytes: a smaller file is done before anybody wonders."""


def ticked(rows: "Iterable[Row]", size: int) -> "Iterator[Row]":
    """The same rows; `size` is that of the file in bytes."""
    with watched(size) as tick:
        for count, row in enumerate(rows):
            if count % 10_000 == 0:
                tick(count)
            yield row


@contextmanager
def watched(size: int) -> Iterator[Callable[[int], None]]:
    """A function that is told the number of rows now and then."""
    if size < LARGE or not sys.stderr.isatty():
        yield lambda rows: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.fields[rows]:,} 行"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, rows=0)

        def tick(rows: int) -> None:
            progress.update(task, rows=rows)

        yield tick

"""How far a large file is, for whoever sits at the terminal; nothing for a small one."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LARGE = 20 << 20
"""Bytes: a smaller file is done before anybody wonders."""


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

"""How far a job is, for whoever waits."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

STAGES = {
    "collapse": ("数えています", 35),
    "search": ("最もよい粗さをさがしています", 30),
    "emit": ("書き出しています", 20),
    "verify": ("数え直して検査しています", 13),
    "report": ("報告をつくっています", 2),
}


class Tells(Protocol):
    """Somebody who is told how far a job is."""

    def stage(self, name: str) -> None: ...
    def part(self, done: float) -> None: ...
    def rows(self, rows: int, combinations: int) -> None: ...


class Quiet:
    """Nobody watches."""

    def stage(self, name: str) -> None: ...
    def part(self, done: float) -> None: ...
    def rows(self, rows: int, combinations: int) -> None: ...


class Bar:
    """A bar on the terminal with the time left."""

    def __init__(self, progress: Any) -> None:
        self.progress = progress
        self.task = progress.add_task("", total=sum(size for _, size in STAGES.values()))
        self.done, self.size = 0, 0

    def stage(self, name: str) -> None:
        """A stage begins, the one before is done."""
        words, size = STAGES[name]
        self.done, self.size = self.done + self.size, size
        self.progress.update(self.task, completed=self.done, description=words)

    def part(self, done: float) -> None:
        """So much of the stage is done."""
        self.progress.update(self.task, completed=self.done + self.size * min(1.0, done))

    def rows(self, rows: int, combinations: int) -> None:
        """What was counted."""
        self.progress.console.print(f"{rows:,} 行、{combinations:,} とおりの組み合わせ")


@contextmanager
def watched(*, quiet: bool = False) -> Iterator[Tells]:
    """A bar where somebody sits at the terminal, else nothing."""
    if quiet or not sys.stderr.isatty():
        yield Quiet()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("あと"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress)

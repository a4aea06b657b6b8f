"""`madoguchi recount`: the tables under the indicators are counted anew, with a bar, and may be stopped at any moment."""

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from madoguchi.site.commands import complain, say, start_django

if TYPE_CHECKING:
    from madoguchi.learn.actions.filling import Tell

STEPS = {
    "days": ("日ごとに数えています", 50),
    "cases": ("案件を数えています", 35),
    "readings": ("指標を計算しています", 15),
}
STOPPED = 130
STEP_OF_SQLITE = 1_000
"""So many steps of its machine SQLite works before it asks whether it shall stop: a millisecond or less."""


def recount(args: argparse.Namespace) -> int:
    """Exit status 1 when it is not the hour for it, 130 when somebody stopped it."""
    start_django()
    from madoguchi.learn import actions
    from madoguchi.trail.actor import SYSTEM

    if actions.keeps_writers_waiting() and not args.now:
        return complain(
            "足あとの多い町です。SQLite では、数えるあいだ、申請を受けるのも待たせます (1,000万行で1分ほど)。",
            "朝5時より前にもう一度するか、いま待たせてよければ --now をつけてください。",
        )
    if actions.is_half_done():
        say("前に止めたところの続きからします。表は数え終わっています。")
    try:
        with stoppable(), _bar() as tell:
            done = actions.recount(by=SYSTEM, tell=tell)
    except KeyboardInterrupt:
        return _stopped(half_done=actions.is_half_done())
    say(
        f"足あと{done.events:,}行を数え直し、指標の数を{done.readings:,}件計算しました。終わった期間の数は変わりません。"
    )
    return 0


def _stopped(*, half_done: bool) -> int:
    if half_done:
        complain(
            "止めました。表は数え終わっています。もう一度同じ命令で、指標の計算からします (次の1時間ごとの仕事もします)。"
        )
    else:
        complain("止めました。何も変わっていません。もう一度同じ命令で、はじめから数え直します。")
    return STOPPED


@contextmanager
def stoppable() -> Iterator[None]:
    """Ctrl-C ends also a statement that SQLite is in the middle of: Python hears of it only between its statements."""
    from django.db import OperationalError, connection

    if connection.vendor != "sqlite":
        yield
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _frame: asked.append(number))
    connection.ensure_connection()
    connection.connection.set_progress_handler(lambda: bool(asked), STEP_OF_SQLITE)
    try:
        yield
    except OperationalError as error:
        if asked:
            raise KeyboardInterrupt from error
        raise
    finally:
        connection.connection.set_progress_handler(None, 0)
        signal.signal(signal.SIGINT, before)


@contextmanager
def _bar() -> "Iterator[Tell]":
    """A bar where somebody sits at the terminal, else a line for each step."""
    if not sys.stderr.isatty():
        yield _line
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=100)

        def tell(step: str, done: int, of: int) -> None:
            words, size = STEPS[step]
            before = sum(each for _, each in list(STEPS.values())[: list(STEPS).index(step)])
            progress.update(task, completed=before + size * done / max(of, 1), description=words)

        yield tell


def _line(step: str, done: int, of: int) -> None:
    if not done:
        complain(STEPS[step][0])

"""How a job is stopped by Ctrl+C or SIGTERM: at any moment, and nothing half done is left behind."""

import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)
INTERRUPTED = 130
PATIENCE = 2.0
"""Seconds after a signal in which further ones are ignored, so that the clearing away is not broken off."""


@dataclass
class Stop:
    """Was the job asked to stop? What ends it then may bear another name: DuckDB says `RuntimeError`."""

    asked: bool = False
    at: float = -math.inf


@contextmanager
def stoppable() -> Iterator[Stop]:
    """A signal ends what is inside; those that follow at once are ignored.

    Whoever asks again later is heard again: a destructor or a library may have swallowed the first.
    """
    stop = Stop()
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def end(number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        if now - stop.at < PATIENCE:
            return
        stop.asked, stop.at = True, now
        raise KeyboardInterrupt

    try:
        for number in SIGNALS:
            signal.signal(number, end)
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def to_the_end() -> Iterator[Callable[[], None]]:
    """Once what it gives is called, what is inside cannot be stopped any more: names are given all together, or not."""
    before: dict[signal.Signals, Any] = {}

    def settle() -> None:
        if threading.current_thread() is threading.main_thread():  # only there a signal breaks anything off
            for number in SIGNALS:
                before.setdefault(number, signal.signal(number, signal.SIG_IGN))

    try:
        yield settle
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

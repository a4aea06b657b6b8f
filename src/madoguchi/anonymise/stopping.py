"""How a job is stopped by Ctrl+C or SIGTERM: at any moment, and nothing half done is left behind."""

import math
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGINT, signal.SIGTERM)
INTERRUPTED = 130
PATIENCE = 2.0
"""Seconds after a signal in which further ones are ignored, so that the clearing away is not broken off."""


class Stop:
    """Was the job asked to stop? What ends it then may bear another name: DuckDB says `RuntimeError`."""

    def __init__(self) -> None:
        self.asked = False
        self.at = -math.inf


class _End:
    """What a command does with a signal."""

    def __init__(self, stop: Stop) -> None:
        self.stop = stop

    def __call__(self, number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        if now - self.stop.at < PATIENCE:
            return
        self.stop.asked, self.stop.at = True, now
        raise KeyboardInterrupt


def ignore() -> None:
    """From now on a signal changes nothing."""
    for one in SIGNALS:
        signal.signal(one, signal.SIG_IGN)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """A signal ends what is inside; those that follow at once are ignored.

    Whoever asks again later is heard again: a destructor or a library may have swallowed the first.
    """
    stop = Stop()
    before = {number: signal.getsignal(number) for number in SIGNALS}
    try:
        for number in SIGNALS:
            signal.signal(number, _End(stop))
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def to_the_end() -> Iterator[Callable[[], None]]:
    """Once what it gives is called, what is inside cannot be stopped any more: names are given all together, or not.

    Inside a command it stays so until the command has ended: what was released cannot be called interrupted.
    """
    before: dict[signal.Signals, Any] = {}

    def settle() -> None:
        if threading.current_thread() is threading.main_thread():  # only there a signal breaks anything off
            for number in SIGNALS:
                before.setdefault(number, signal.signal(number, signal.SIG_IGN))

    try:
        yield settle
    finally:
        for number, handler in before.items():
            if not isinstance(handler, _End):
                signal.signal(number, handler)


@contextmanager
def heard(interrupt: Callable[[], None]) -> Iterator[None]:
    """While a library works deep inside one call, a signal reaches it through `interrupt`: Python itself would wait for it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    ear, mouth = os.pipe()
    os.set_blocking(mouth, False)
    before = signal.set_wakeup_fd(mouth, warn_on_full_buffer=False)
    listener = threading.Thread(target=_listen, args=(ear, interrupt), daemon=True)
    listener.start()
    try:
        yield
    finally:
        signal.set_wakeup_fd(before)
        os.close(mouth)
        listener.join()
        os.close(ear)


def _listen(ear: int, interrupt: Callable[[], None]) -> None:
    while number := os.read(ear, 1):
        if number[0] in SIGNALS:
            interrupt()

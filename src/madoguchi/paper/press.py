"""The press: one process that sets letters in type, one at a time, and is thrown away when it takes too long.

What this shape is for: a certificate printer that timed out released its lock but not its request, and the next person
got the paper of the one before (Yokohama, 2023); two requests of one second shared a file named after the time
(Kawasaki, 2023). Here nothing is named after a time and nothing is shared. A request that times out takes its process
with it, so its late answer has no way left to reach anybody; and what comes back must carry the binding that was asked.
"""

import json
import os
import select
import struct
import subprocess
import sys
import time
from pathlib import Path

from madoguchi.paper.sheet import NotThisOne, Sheet, must_belong

SECONDS = 20.0
"""A letter takes a twentieth of a second; one that takes this long never ends."""
STARTING_SECONDS = 60.0
SHEETS = 500
"""After so many the process is replaced: a leak in somebody's library stays small."""
READY, PDF, FAILED = b"R", b"P", b"F"


class PressFailed(Exception):
    """This sheet could not be set in type. `code` is a word for people's pages; never the letter's own words."""

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(code)
        self.code, self.reason = code, reason


class PressTimeout(PressFailed):
    """It took too long. This request alone fails."""

    def __init__(self) -> None:
        super().__init__("timeout")


class Press:
    """Sets sheets in type. Not for several threads at once: each has a press of its own."""

    def __init__(self, *, fonts: Path | None = None, seconds: float = SECONDS) -> None:
        self.fonts, self.seconds = fonts, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._left = 0

    def typeset(self, sheet: Sheet) -> bytes:
        """The PDF of this sheet and of no other. Raises PressFailed, PressTimeout, NotThisOne."""
        try:
            process = self._running()
            self._send(process, sheet)
            kind, content = self._receive(process, self.seconds)
            if kind != PDF:
                raise PressFailed(content.decode())
            self._left -= 1
            return must_belong(content, sheet.binding)
        except (PressTimeout, NotThisOne, OSError) as error:
            self.close()
            raise PressFailed("press-died") if isinstance(error, OSError) else error from None

    def begin(self) -> None:
        """Have the process ready. Raises PressFailed when this machine cannot set letters in type."""
        try:
            self._running()
        except OSError:
            self.close()
            raise PressFailed("press-died") from None

    def close(self) -> None:
        """End the process, whatever it is doing; the next sheet gets a new one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is not None and (self._left <= 0 or self._process.poll() is not None):
            self.close()
        return self._process or self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "madoguchi.paper.setter", str(self.fonts or "")]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603
        kind, words = self._receive(self._process, STARTING_SECONDS)
        if kind != READY:
            self.close()
            raise PressFailed("no-engine", words.decode())
        self._left = SHEETS
        return self._process

    def _send(self, process: "subprocess.Popen[bytes]", sheet: Sheet) -> None:
        assert process.stdin is not None  # noqa: S101
        send(process.stdin.fileno(), PDF, json.dumps([sheet.binding, sheet.html]).encode())

    def _receive(self, process: "subprocess.Popen[bytes]", seconds: float) -> tuple[bytes, bytes]:
        assert process.stdout is not None  # noqa: S101
        return receive(process.stdout.fileno(), until=time.monotonic() + seconds)


def send(handle: int, kind: bytes, content: bytes) -> None:
    """One message: its kind, its length, its content."""
    left = memoryview(kind + struct.pack(">I", len(content)) + content)
    while left:
        left = left[os.write(handle, left) :]


def receive(handle: int, *, until: float | None = None) -> tuple[bytes, bytes]:
    """The next message. PressTimeout when it is not whole by then, OSError when the other side is gone."""
    kind, length = struct.unpack(">cI", _exactly(handle, 5, until))
    return kind, _exactly(handle, length, until)


def _exactly(handle: int, size: int, until: float | None) -> bytes:
    got = bytearray()
    while len(got) < size:
        if until is not None and not select.select([handle], [], [], max(0.0, until - time.monotonic()))[0]:
            raise PressTimeout
        piece = os.read(handle, min(size - len(got), 1 << 20))
        if not piece:
            raise BrokenPipeError
        got += piece
    return bytes(got)

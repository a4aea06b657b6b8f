"""One program from several processes: web, worker and ticker. Whatever dies is started again; one signal stops all."""

import ctypes
import http
import http.client
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

CLI = (sys.executable, "-m", "madoguchi.site.cli")
HERE, EVERYWHERE = "127.0.0.1", ("", "0.0.0.0")  # noqa: S104  # compared with, not bound to
MOST_FILES = 65_536
STOP_SECONDS = 10.0
STEADY_SECONDS = 10.0
"""A process that lived this long is started again at once; one that dies sooner waits longer each time."""


@dataclass
class Child:
    """One process to keep alive."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)
    started: float = 0.0
    again_at: float = 0.0
    deaths: int = 0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  # our own programs
            self.command, start_new_session=True, preexec_fn=die_with_parent
        )

    def tend(self) -> None:
        """Start it, or start it again when it has died; one that keeps dying waits up to 30 seconds."""
        if self.process is None:
            if time.monotonic() >= self.again_at:
                self.start()
        elif self.process.poll() is not None:
            steady = time.monotonic() - self.started > STEADY_SECONDS
            self.deaths = 0 if steady else self.deaths + 1
            self.again_at = time.monotonic() + (min(2**self.deaths / 4, 30) if self.deaths else 0)
            sys.stderr.write(f"madoguchi: {self.name} が終わりました({self.process.returncode})。もう一度始めます。\n")
            self.process = None

    def ask_to_stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def wait_or_kill(self, until: float) -> None:
        """Wait until that moment; then it is ended with its whole group."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def children(*, host: str, port: int, workers: int, hands: int = 1) -> list[Child]:
    """What `madoguchi serve` keeps alive. `hands`: how many processes carry out what waits."""
    web = (sys.executable, "-m", "madoguchi.site.web", "--host", host, "--port", str(port), "--workers", str(workers))
    working = [Child("worker", (*CLI, "worker")) for _ in range(hands)]
    return [Child("web", web), *working, Child("ticker", (*CLI, "ticker"))]


def supervise(
    kept: Sequence[Child], *, stop: threading.Event, when_up: Callable[[], None], port: int, host: str = HERE
) -> int:
    """Keep the children alive until `stop` is set, then stop them all. Returns the exit status."""
    told = False
    try:
        while not stop.is_set():
            for child in kept:
                child.tend()
            if not told and answers(port, host):
                told = True
                when_up()
            stop.wait(0.2)
    finally:
        for child in kept:
            child.ask_to_stop()
        until = time.monotonic() + STOP_SECONDS
        for child in kept:
            child.wait_or_kill(until)
    return 0


def is_listening(port: int, host: str = HERE) -> bool:
    """Does anybody accept connections on this port of this machine?"""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((HERE if host in EVERYWHERE else host, port)) == 0


def answers(port: int, host: str = HERE) -> bool:
    """Does a page come? Whoever merely listens may still fail at every request. An unknown host name is an answer too."""
    asking = http.client.HTTPConnection(HERE if host in EVERYWHERE else host, port, timeout=2)
    try:
        asking.request("GET", "/healthz")
        return asking.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM or Ctrl-C sets."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def raise_file_limit() -> None:
    """Connections are files, and the usual soft limit of 1,024 ends at the thousandth visitor. The children inherit it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(MOST_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


def die_with_parent() -> None:
    """Linux: when the parent is killed outright, this process is told to stop too (PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)

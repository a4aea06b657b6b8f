"""The programs that a browser visits: started once per session, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Server:
    address: str  # http://127.0.0.1:port
    home: Path
    known: dict[str, str] = field(default_factory=dict)  # what the seeding told: receipts, drafts, cases


def gallery_server() -> Iterator[Server]:
    with _home() as home, _serving("tests.browser.gallery_wsgi:application", home) as address:
        yield Server(address, home)


def town_server(*, whole: bool = False) -> Iterator[Server]:
    """`whole`: as large as the demo's, for the pictures of the documents."""
    with _home() as home:
        told = _run([sys.executable, "-m", "tests.browser.seed", *(["--whole"] if whole else [])], home)
        known = dict(line.split("=", 1) for line in told.splitlines() if "=" in line)
        with _serving("tests.browser.town_wsgi:application", home) as address:
            yield Server(address, home, known)


def run_in(server: Server, module: str) -> str:
    """A module of the tests as a program beside the server, with the same data directory; what it said."""
    return _run([sys.executable, "-m", module], server.home)


@contextmanager
def _home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="madoguchi-browser-") as home:
        yield Path(home)


def _environment(home: Path) -> dict[str, str]:
    own = {"MADOGUCHI_HOME": str(home), "MADOGUCHI_DEMO": "1", "PYTHONPATH": str(ROOT)}
    kept = {name: text for name, text in os.environ.items() if not name.startswith(("MADOGUCHI_", "DATABASE_"))}
    return kept | own | {"DJANGO_SETTINGS_MODULE": "madoguchi.site.settings", "MADOGUCHI_SECRET_KEY": "only-for-tests"}


def _run(command: list[str], home: Path) -> str:
    done = subprocess.run(command, env=_environment(home), cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-4000:]
    return done.stdout


@contextmanager
def _serving(application: str, home: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
               "--workers", "1", "--blocking-threads", "4", application]  # fmt: skip
    log = (home / "server.log").open("w+")
    process = subprocess.Popen(command, env=_environment(home), cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://127.0.0.1:{port}", process, home / "server.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text()[-4000:]
        try:
            urllib.request.urlopen(f"{address}/static/design/mark.svg", timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"the server did not start: {log.read_text()[-4000:]}")

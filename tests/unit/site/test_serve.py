"""One program from several processes: what dies is started again, and one signal stops all."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from madoguchi.site import serve
from madoguchi.site.serve import Child, children, supervise

SLEEP = (sys.executable, "-c", "import time; time.sleep(600)")
STUBBORN = (
    *(sys.executable, "-c"),
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(600)",
)


def wait_for(what, seconds: float = 120.0) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.05)


def a_free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Running:
    """A supervisor in a thread."""

    def __init__(self, *kept: Child) -> None:
        self.kept, self.stop, self.up = kept, threading.Event(), []
        self.port = a_free_port()
        self.thread = threading.Thread(target=self._run)
        self.thread.start()

    def _run(self) -> None:
        self.status = supervise(self.kept, stop=self.stop, when_up=lambda: self.up.append(1), port=self.port)

    def end(self) -> None:
        self.stop.set()
        self.thread.join(30)


@pytest.fixture
def running():
    started = []

    def start(*kept: Child) -> Running:
        started.append(Running(*kept))
        return started[-1]

    yield start
    for one in started:
        one.end()


def test_what_dies_is_started_again(running, capsys):
    child = Child("worker", SLEEP)
    running(child)
    wait_for(lambda: child.process)
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: child.process and child.process.pid != first)
    assert child.process.poll() is None
    assert "worker が終わりました(-9)" in capsys.readouterr().err


def test_what_keeps_dying_waits_longer_each_time():
    child = Child("web", (sys.executable, "-c", "raise SystemExit(3)"))
    waits = []
    for _ in range(3):
        child.again_at = 0
        child.tend()
        child.process.wait()
        child.tend()
        waits.append(round(child.again_at - time.monotonic(), 1))
    assert waits == [0.5, 1.0, 2.0]
    child.tend()
    assert child.process is None  # not yet


def test_what_lived_long_is_started_again_at_once():
    child = Child("web", SLEEP, deaths=5)
    child.start()
    child.started -= serve.STEADY_SECONDS + 1
    child.process.kill()
    child.process.wait()
    child.tend()
    assert child.deaths == 0
    child.tend()
    assert child.process is not None
    child.ask_to_stop()
    child.wait_or_kill(time.monotonic() + 10)


def test_all_are_stopped_and_it_ends_well(running):
    kept = [Child("web", SLEEP), Child("worker", SLEEP)]
    one = running(*kept)
    wait_for(lambda: all(child.process for child in kept))
    one.end()
    assert one.status == 0
    assert [child.process.returncode for child in kept] == [-signal.SIGTERM] * 2


def test_who_does_not_listen_is_killed():
    child = Child("web", STUBBORN)
    child.process = subprocess.Popen(STUBBORN, stdout=subprocess.PIPE, start_new_session=True)
    child.process.stdout.readline()
    child.ask_to_stop()
    child.wait_or_kill(time.monotonic() + 0.1)
    assert child.process.returncode == -signal.SIGKILL
    child.process.stdout.close()


def test_a_child_that_never_began_needs_no_stopping():
    child = Child("web", SLEEP)
    child.ask_to_stop()
    child.wait_or_kill(time.monotonic())
    assert child.process is None


class Page(BaseHTTPRequestHandler):
    """A web server that has a page for everybody."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_the_address_is_told_once_when_a_page_comes(running):
    one = running(Child("worker", SLEEP))
    with ThreadingHTTPServer(("127.0.0.1", one.port), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        wait_for(lambda: one.up)
        time.sleep(0.5)
        server.shutdown()
    assert one.up == [1]


def test_who_merely_listens_is_not_up_yet(running):
    one = running(Child("worker", SLEEP))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", one.port))
        listener.listen()
        time.sleep(0.7)
        assert serve.is_listening(one.port)
        assert one.up == []


def test_it_keeps_web_worker_and_ticker():
    names = {child.name: child.command for child in children(host="127.0.0.1", port=8123, workers=3)}
    assert list(names) == ["web", "worker", "ticker"]
    assert {"madoguchi.site.web", "8123", "3"} <= set(names["web"])


def test_signals_set_the_stop():
    kept = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        stop = serve.stop_on_signals()
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(5)
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)


def descendants(pid: int) -> list[int]:
    """Processes below this one that are not yet gone."""
    below = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(one) for one in below.read_text().split()] if below.exists() else []
    return found + [one for child in found for one in descendants(child)]


def command(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-m", "madoguchi.site.cli", *words]
    return subprocess.run(run, env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def town(tmp_path) -> dict[str, str]:
    """The environment of a new town with keys and an empty database."""
    dropped = ("MADOGUCHI_DEMO", "DATABASE_URL")
    environment = {key: value for key, value in os.environ.items() if key not in dropped}
    environment |= {"MADOGUCHI_HOME": str(tmp_path / "home"), "PORT": str(a_free_port())}
    return environment


@pytest.mark.full
def test_the_whole_program_starts_answers_survives_a_kill_and_stops(town):
    assert command(town, "init-keys").returncode == 0
    assert command(town, "migrate").returncode == 0
    port = town["PORT"]
    run = [sys.executable, "-m", "madoguchi.site.cli", "serve"]
    program = subprocess.Popen(run, env=town, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert program.stdout.readline().strip() == f"http://localhost:{port}"
        assert answer(port, "/readyz") == "ok"
        again = command(town, "serve")
        assert again.returncode == 1
        assert f"ポート {port} はもう使われています" in again.stderr
        below = descendants(program.pid)
        assert len(below) >= 5  # web with two workers, worker, ticker
        for pid in below:
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: len(set(descendants(program.pid)) - set(below)) >= 5)
        wait_for(lambda: answer(port, "/healthz") == "ok")
        below = descendants(program.pid)
    finally:
        program.terminate()
        _, complaints = program.communicate(timeout=60)
    assert program.returncode == 0, complaints
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in below))


def answer(port: str, path: str) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as page:
            return page.read().decode()
    except OSError:
        return ""

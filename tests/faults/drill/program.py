"""The whole program in a place of its own: started, killed outright, started again."""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.servers import ROOT, free_port

TOWN = ROOT / "benchmarks" / "towns" / "ten-fields"
WEAK = "tests.faults.drill.weak.settings"
"""Settings that are broken on purpose, to prove that a drill would notice."""


@dataclass
class Program:
    """`madoguchi serve` on one data directory. `settings`: more environment."""

    home: Path
    settings: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        own = {k: v for k, v in os.environ.items() if not k.startswith(("MADOGUCHI_", "DATABASE_URL", "DJANGO_"))}
        place = {"MADOGUCHI_HOME": str(self.home), "MADOGUCHI_TOWN": str(TOWN), "PORT": str(self.port)}
        self.env = own | place | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"} | self.settings

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], env=self.env, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    def seed(self) -> None:
        self.run("-m", "benchmarks.seed")

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "madoguchi.site.cli", "serve"],
                env=self.env, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.wait_until_up()

    @property
    def outside(self) -> Path:
        """Two floors above the data directory, whose disk may be full: the log, and what people hold in their hands."""
        return self.home.parent.parent

    @property
    def log(self) -> Path:
        return self.outside / "program.log"

    def wait_until_up(self, seconds: float = 90) -> float:
        """Seconds until it is alive."""
        begun = time.monotonic()
        while self.status("/healthz") != 200:
            assert time.monotonic() - begun < seconds, self.log.read_text()[-4000:]
            time.sleep(0.05)
        return time.monotonic() - begun

    def get(self, path: str) -> tuple[int, str]:
        """Status and page; 0 when nobody answers."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def status(self, path: str) -> int:
        return self.get(path)[0]

    def kill(self) -> None:
        """-9 for all of them at once: nobody tidies up."""
        assert self.process
        all_of_it: list[int] = []
        while (found := [self.process.pid, *descendants(self.process.pid)]) != all_of_it:
            all_of_it = found
            send(signal.SIGSTOP, found)  # so that none of them starts another one meanwhile
        send(signal.SIGKILL, all_of_it)
        self.process.wait()
        while any(is_there(pid) for pid in all_of_it):
            time.sleep(0.01)

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


def send(number: int, pids: Iterable[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def is_there(pid: int) -> bool:
    """A process that is neither gone nor waiting to be buried."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def descendants(pid: int) -> list[int]:
    below = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(one) for one in below.read_text().split()] if below.exists() else []
    return [one for child in found for one in (child, *descendants(child))]


@contextmanager
def running(program: Program) -> Iterator[Program]:
    """The seeded program, stopped in the end whatever happened."""
    program.seed()
    try:
        program.start()
        yield program
    finally:
        program.stop()

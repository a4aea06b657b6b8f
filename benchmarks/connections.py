"""10,000 connections that say nothing, 10,000 with half of their headers, 10,000 with half of a body: does a page come?

The whole program (`madoguchi serve`) without a proxy. While each crowd stands there, the home page is asked for over
fresh connections (target: p99 ≤ 500 ms). Memory is the sum of PSS (each shared page counted by its share, from
/proc/PID/smaps_rollup) of the web processes (target: 300 MB). Prints; gates on nothing.
"""

import argparse
import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.limits import raise_file_limit
from benchmarks.servers import ROOT, free_port, place, wait_for_port

PER_PROCESS = 5_000
CROWDS = (("idle", 10_000), ("head", 10_000), ("body", 50), ("body", 10_000))
WORDS = {"idle": "何も言わない", "head": "ヘッダーが半分", "body": "本文が半分"}


@dataclass
class Asked:
    """The home page, asked for some times. `ms`: sorted."""

    ms: list[float]
    failed: int

    def at(self, share: float) -> float:
        return self.ms[min(len(self.ms) - 1, int(len(self.ms) * share))] if self.ms else float("inf")

    def __str__(self) -> str:
        return f"{len(self.ms)} 回 p50 {self.at(0.5):.0f} ms、p99 {self.at(0.99):.0f} ms、答えなし {self.failed}"


def main(arguments: list[str] | None = None) -> None:
    options = _options(arguments)
    raise_file_limit()
    with place(postgres=False, MADOGUCHI_TOWN=str(ROOT / "benchmarks" / "towns" / "ten-fields")) as here:
        here.run("-m", "benchmarks.seed")
        port = free_port()
        here.env["PORT"] = str(port)
        program = here.start("-m", "madoguchi.site.cli", "serve")
        wait_for_port(port)
        time.sleep(1)
        print(f"ふだん: {ask(port, 100)}、{memory_mb(web_of(program.pid)):.0f} MB", flush=True)
        for kind, count in CROWDS:
            with crowd(port, kind, count) as standing:
                time.sleep(2)
                asked, megabytes = ask(port, options.times), memory_mb(web_of(program.pid))
            print(f"{WORDS[kind]}接続 {standing}: {asked}、{megabytes:.0f} MB", flush=True)


@contextmanager
def crowd(port: int, kind: str, count: int) -> Iterator[int]:
    """That many connections stand there within the block; yields how many were opened."""
    processes = []
    for number, start in enumerate(range(0, count, PER_PROCESS)):
        size = str(min(PER_PROCESS, count - start))
        command = [sys.executable, "-m", "benchmarks.crowd", str(port), size, kind, f"127.0.0.{number + 2}"]
        processes.append(subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
    try:
        yield sum(int(process.stdout.readline()) for process in processes if process.stdout)
    finally:
        for process in processes:
            process.communicate("end\n", timeout=60)


def ask(port: int, times: int, patience: float = 3) -> Asked:
    """The home page over a fresh connection each time; gives up after ten failures."""
    asked = Asked([], 0)
    for _ in range(times):
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
        try:
            connection.request("GET", "/")
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            asked.ms.append((time.perf_counter() - begun) * 1000)
        except (OSError, http.client.HTTPException):
            asked.failed += 1
            if asked.failed >= 10:
                break
        finally:
            connection.close()
    asked.ms.sort()
    return asked


def web_of(program: int) -> list[int]:
    """The web processes below `madoguchi serve`: its first child and that one's children."""
    first = next(pid for pid in _children(program) if b"madoguchi.site.web" in _command(pid))
    return [first, *descendants(first)]


def memory_mb(pids: list[int]) -> float:
    """Sum of PSS."""
    return sum(_pss_kb(pid) for pid in pids) / 1024


def descendants(pid: int) -> list[int]:
    return [one for child in _children(pid) for one in (child, *descendants(child))]


def _children(pid: int) -> list[int]:
    below = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(one) for one in below.read_text().split()] if below.exists() else []


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _pss_kb(pid: int) -> int:
    """0 of a process that has just ended: some servers replace a worker that is busy too long."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.connections", description=__doc__)
    parser.add_argument("--times", type=int, default=500)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()

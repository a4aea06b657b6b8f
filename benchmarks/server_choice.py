"""The table of ADR 0011: the real program behind each server that could carry it, without a proxy.

For each: the intake flow (eight clients; flows per second, p99 of sending, CPU milliseconds per flow, which a busy machine
distorts least), then a crowd of 10,000 silent connections, of 10,000 with half of their headers, and of 50 with half of
a body: how the home page answers, and the memory of the web processes. Servers that are no dependency of ours are
installed into a throw-away folder.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.connections import Asked, ask, crowd, descendants, memory_mb
from benchmarks.limits import raise_file_limit
from benchmarks.servers import OURS, ROOT, WORKERS, Place, free_port, granian_wsgi, place, wait_for_port

OTHERS = ("gunicorn==27.0.1", "uvicorn==0.54.0", "hypercorn==0.18.0", "waitress==3.0.2")
CLIENTS = 8
TIMES = 100
CROWDS = (("idle", 10_000), ("head", 10_000), ("body", 50))
TICKS = os.sysconf("SC_CLK_TCK")
Command = Callable[[int], tuple[str, ...]]


def ours(port: int) -> tuple[str, ...]:
    return ("-m", "madoguchi.site.web", "--port", str(port), "--workers", str(WORKERS))


def granian(port: int) -> tuple[str, ...]:
    return granian_wsgi(OURS, port)


def gunicorn(*more: str) -> Command:
    common = ("-m", "gunicorn", "--log-level", "error", "--backlog", "4096", "-w", str(WORKERS), *more)
    return lambda port: (*common, "-b", f"127.0.0.1:{port}", OURS)


def uvicorn(port: int) -> tuple[str, ...]:
    common = ("-m", "uvicorn", "--log-level", "error", "--backlog", "4096", "--workers", str(WORKERS))
    return (*common, "--lifespan", "off", "--port", str(port), "benchmarks.asgi:application")


def hypercorn(port: int) -> tuple[str, ...]:
    common = ("-m", "hypercorn", "--log-level", "error", "--backlog", "4096", "--workers", str(WORKERS))
    return (*common, "--bind", f"127.0.0.1:{port}", "asgi:benchmarks.asgi:application")


def waitress(port: int) -> tuple[str, ...]:
    limits = ("--threads", "8", "--connection-limit", "30000", "--backlog", "4096", "--asyncore-use-poll")
    return ("-m", "waitress", *limits, "--listen", f"127.0.0.1:{port}", OURS)


CANDIDATES: dict[str, Command] = {
    "madoguchi serve(Granian RSGI + 戸口)": ours,
    "Granian WSGI 2×4": granian,
    "gunicorn sync 2": gunicorn("-k", "sync"),
    "gunicorn gthread 2×4": gunicorn("-k", "gthread", "--threads", "4", "--worker-connections", "20000"),
    "uvicorn ASGI 2": uvicorn,
    "hypercorn ASGI 2": hypercorn,
    "waitress 1×8": waitress,
}


def main(arguments: list[str] | None = None) -> None:
    options = _options(arguments)
    raise_file_limit()
    with tempfile.TemporaryDirectory(prefix="servers-") as folder:
        _install(folder)
        print("| サーバー | 件/秒 | 送信 p99 | CPU/件 | 黙る1万 | 半分のヘッダー1万 | 半分の本文50 | メモリー |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
        for name, command in CANDIDATES.items():
            if options.only in name:
                print(f"| {name} | {_row(command, folder, options.seconds)} |", flush=True)


def _row(command: Command, folder: str, seconds: float) -> str:
    cells, memory = [], 0.0
    for step in (None, *CROWDS):  # a fresh server each time: one crowd's damage is not the next one's
        with place(postgres=False, MADOGUCHI_TOWN=str(ROOT / "benchmarks" / "towns" / "ten-fields")) as here:
            here.run("-m", "benchmarks.seed")
            here.env |= {"PYTHONPATH": f"{ROOT}:{folder}", "DJANGO_SETTINGS_MODULE": "madoguchi.site.settings"}
            port, server = _start(here, command)
            if step is None:
                cells.append(_intake(here, port, server, seconds))
                continue
            ask(port, 20)  # the first page of each thread is slow for another reason
            with crowd(port, *step) as standing:
                time.sleep(2)
                cells.append(_said(ask(port, TIMES), standing, step[1]))
                memory = max(memory, memory_mb([server, *descendants(server)]))
    return " | ".join([*cells, f"{memory:.0f} MB"])


def _start(here: Place, command: Command) -> tuple[int, int]:
    port = free_port()
    server = here.start(*command(port))
    wait_for_port(port)
    time.sleep(2)
    return port, server.pid


def _intake(here: Place, port: int, server: int, seconds: float) -> str:
    def load(length: float) -> dict[str, object]:
        command = [sys.executable, "-m", "benchmarks.load", str(port), str(length), str(CLIENTS), "madoguchi"]
        return dict(json.loads(subprocess.run(command, cwd=ROOT, env=here.env, check=True, stdout=-1).stdout))

    load(2)
    before = _cpu_seconds(server)
    figures = load(seconds)
    cpu, flows = _cpu_seconds(server) - before, int(str(figures["flows"]))
    sent = figures["ms"]["4 submit"]["p99"] if flows else float("inf")  # type: ignore[index]  # JSON
    wrong = sum(figures["errors"].values())  # type: ignore[attr-defined]  # JSON
    rate = f"{flows / float(str(figures['seconds'])):.0f}" + (f"(誤り {wrong})" if wrong else "")
    return f"{rate} | {sent:.0f} ms | {cpu / max(flows, 1) * 1000:.1f} ms"


def _said(asked: Asked, standing: int, wanted: int) -> str:
    opened = "" if standing >= wanted else f"(開けたのは {standing})"
    if not asked.ms:
        return f"答えない{opened}"
    missing = f"、{asked.failed} 回答えない" if asked.failed else ""
    return f"p99 {asked.at(0.99):.0f} ms{missing}{opened}"


def _cpu_seconds(server: int) -> float:
    return sum(_ticks(pid) for pid in [server, *descendants(server)]) / TICKS


def _ticks(pid: int) -> int:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:  # a worker that has just been replaced
        return 0
    after_name = stat.rpartition(")")[2].split()
    return int(after_name[11]) + int(after_name[12])


def _install(folder: str) -> None:
    uv = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", folder, *OTHERS]
    subprocess.run(uv, check=True)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.server_choice", description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--only", default="", help="a part of one candidate's name")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()

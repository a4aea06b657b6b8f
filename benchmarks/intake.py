"""The 4-request flow: first page, ten fields, last look, submit. Eight clients, a real server, two workers.

Beside it in the same run: the floor (plain Django doing the same four requests with one row per write) and bare SQLite
commits. `--database postgres` does the same on a real PostgreSQL. Prints figures and ratios; gates on nothing.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.servers import ROOT, Place, place

CLIENTS = 8
Figures = dict[str, Any]


def main(arguments: list[str] | None = None) -> None:
    options = _options(arguments)
    postgres = options.database == "postgres"
    print(f"データベース {options.database}、同時 {CLIENTS}、{options.seconds:.0f} 秒ずつ", flush=True)
    ours = measure_ours(options.seconds, postgres=postgres)
    floor = measure_floor(options.seconds, postgres=postgres)
    if not postgres:
        print(f"SQLite だけの書き込み(1行1コミット、FULL): {bare_commits():.0f}/秒")
    print(f"madoguchi ÷ 素のDjango = {_rate(ours) / _rate(floor):.2f}")


def measure_ours(seconds: float, *, postgres: bool) -> Figures:
    """Sealed, with look-up tokens, trail and cases; then the rows are compared with the receipts that were given."""
    town = str(ROOT / "benchmarks" / "towns" / "ten-fields")
    with place(postgres=postgres, MADOGUCHI_TOWN=town) as here:
        here.run("-m", "benchmarks.seed")
        figures = _load(here, here.web("madoguchi.site.wsgi:application"), seconds, "madoguchi")
        here.stop()
        _tell("madoguchi", figures)
        (here.home / "receipts.json").write_text(json.dumps(figures["receipts"]))
        here.run("-m", "benchmarks.recount", str(here.home / "receipts.json"))
    return figures


def measure_floor(seconds: float, *, postgres: bool) -> Figures:
    with place(postgres=postgres) as here:
        here.run("-m", "benchmarks.floor.seed")
        figures = _load(here, here.web("benchmarks.floor.wsgi:application"), seconds, "floor")
    _tell("素のDjango", figures)
    return figures


def bare_commits(seconds: float = 3) -> float:
    """One connection, one row of 1 kB per commit, WAL, synchronous=FULL: commits per second."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        base = sqlite3.connect(Path(folder) / "bare.sqlite3", isolation_level=None)
        base.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, x)"
        )
        row, done, begun = "x" * 1000, 0, time.perf_counter()
        while time.perf_counter() - begun < seconds:
            base.execute("INSERT INTO t (x) VALUES (?)", (row,))
            done += 1
        took = time.perf_counter() - begun
        base.close()
    return done / took


def _load(here: Place, port: int, seconds: float, flow: str) -> Figures:
    def run(length: float) -> Figures:
        command = [sys.executable, "-m", "benchmarks.load", str(port), str(length), str(CLIENTS), flow]
        done = subprocess.run(command, cwd=ROOT, env=here.env, check=True, stdout=subprocess.PIPE)
        return dict(json.loads(done.stdout))

    warm = run(2)
    figures = run(seconds)
    figures["receipts"] += warm["receipts"]
    return figures


def _tell(name: str, figures: Figures) -> None:
    print(f"{name}: {_rate(figures):.1f} 件/秒({figures['flows']} 件)、エラー {sum(figures['errors'].values())}")
    for words, times in figures["errors"].items():
        print(f"  ! {times} × {words}")
    for request, ms in sorted(figures["ms"].items()):
        print(f"  {request:<9} p50 {ms['p50']:7.1f} ms   p99 {ms['p99']:7.1f} ms")
    sys.stdout.flush()


def _rate(figures: Figures) -> float:
    return float(figures["flows"] / figures["seconds"])


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.intake", description=__doc__)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()

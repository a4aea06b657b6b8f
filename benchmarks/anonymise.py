"""The whole job of anonymising, beside the limit of the machine and beside its peers, all in one run.

The limit is what DuckDB needs for a bare GROUP BY of the clues and a bare COPY of the same rows. Every figure is the
better of two runs of a fresh process, with its peak memory. `--rows 10000000` for more rows, `--rows 50000000` for the
memory figure; `--clues 7` for some jobs only. Where other work runs beside, the ratios of the processor's seconds are steadier
than those of the clock. The peers (`benchmarks/peers`) get 10,000 rows, at which they already need seconds.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ward

ROOT = Path(__file__).parents[1]
PEER_ROWS = 10_000
LEAST = 0.05  # seconds beyond the start below which a ratio would say nothing
JOBS = ((5, 0, "5%"), (7, 0, "5%"), (7, 0, "1%"), (7, 3, "5%"))
LIMIT = """
import duckdb, sys
source, columns, out = sys.argv[1:]
base = duckdb.connect(config={"memory_limit": "1GB", "threads": 2})
if out:
    base.execute(f"COPY (SELECT {columns} FROM '{source}') TO '{out}' (FORMAT parquet, COMPRESSION zstd)")
else:
    base.execute(f"SELECT count(*) FROM (SELECT {columns}, count(*) FROM '{source}' GROUP BY ALL)").fetchall()
"""


@dataclass(frozen=True)
class Run:
    """One process: seconds by the clock and by the processor, and its peak memory."""

    seconds: float
    processor: float
    megabytes: float
    told: str


@dataclass(frozen=True)
class Checked:
    """The processor's seconds of the bare GROUP BY and of the checker."""

    group: float
    check: float


def run(words: list[str], times: int = 2) -> Run:
    """The better of some runs."""
    return min((_once(words) for _ in range(times)), key=lambda one: one.seconds)


def _once(words: list[str]) -> Run:
    began = time.monotonic()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(words, stdout=told, stderr=subprocess.STDOUT, cwd=ROOT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        told.seek(0)
        text = told.read().decode()
    if process.returncode:
        raise RuntimeError(f"{words}: {text}")
    return Run(seconds, used.ru_utime + used.ru_stime, _peak(used), text)


def _peak(used: resource.struct_rusage) -> float:
    return used.ru_maxrss / 1024


def main(arguments: list[str] | None = None) -> None:
    options = _options(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder) as name:
        folder = Path(name)
        start = _job(folder, _ward(folder, 100), ward.CLUES[:5], 0, "5%", "whole")
        for rows in options.rows:
            measure(folder, rows, options.clues, start)
        if not options.no_peers:
            peers(folder)


def measure(folder: Path, rows: int, clues_asked: Sequence[int], start: Checked) -> None:
    """Four jobs at one size."""
    source = _ward(folder, rows)
    print(f"\n{rows:,} 行 ({source.stat().st_size / 1e6:.0f} MB の Parquet)", flush=True)
    for clues, several, suppress in JOBS:
        if clues in clues_asked:
            _job(folder, source, ward.CLUES[:clues], several, suppress, "whole", start)
    if rows <= 1_000_000 and 7 in clues_asked:
        for several in (0, 3):
            _job(folder, source, ward.CLUES, several, "5%", "local", start)


def _ward(folder: Path, rows: int) -> Path:
    """Written by a process of its own: a child begins with the peak memory of its parent, which must stay small."""
    source = folder / f"ward-{rows}.parquet"
    subprocess.run([sys.executable, "-m", "benchmarks.ward", str(source), str(rows)], check=True, cwd=ROOT)
    return source


def _job(
    folder: Path,
    source: Path,
    clues: list[str],
    several: int,
    suppress: str,
    recoding: str,
    start: Checked | None = None,
) -> Checked:
    """Prints one job. `start` is a job of 100 rows: the checker and its limit do little there but start."""
    recipe = ward.write_recipe(folder, clues, several=several, suppress=suppress, recoding=recoding)
    out = folder / "out.parquet"
    python = [sys.executable, "-c", LIMIT, str(source)]
    group = run([*python, ", ".join(clues), ""])
    copy = run([*python, ", ".join([*clues, "要介護度"]), str(folder / "copy.parquet")])
    command = [sys.executable, "-m", "madoguchi.site.cli", "anonymise"]
    ours = run([*command, str(source), "--recipe", str(recipe), "--out", str(out), "--threads", "2"])
    check = run([*command, "verify", str(out), "--recipe", str(recipe), "--input", str(source)])
    limit, limit_processor = group.seconds + copy.seconds, group.processor + copy.processor
    title = f"手がかり{len(clues)} k=5" + (f" l={several}" if several else "") + f" 消す{suppress} {recoding}"
    print(
        f"{title:34} 限界 {group.seconds:.2f}+{copy.seconds:.2f} s (CPU {limit_processor:.2f})"
        f"  全体 {ours.seconds:.2f} s (CPU {ours.processor:.2f})"
        f"  ÷限界 {ours.seconds / limit:.2f} (CPU {ours.processor / limit_processor:.2f})  最大 {ours.megabytes:.0f} MB"
        f"  検査 {check.seconds:.2f} s (CPU {check.processor:.2f})"
        f"  ÷GROUP BY {check.seconds / group.seconds:.2f} (CPU {check.processor / group.processor:.2f}{_without(start, group, check)})",
        flush=True,
    )
    print("   " + ours.told.splitlines()[1], flush=True)
    return Checked(group.processor, check.processor)


def _without(start: Checked | None, group: Run, check: Run) -> str:
    if not start or group.processor - start.group < LEAST:
        return ""
    return f"、起動をのぞき {(check.processor - start.check) / (group.processor - start.group):.2f}"


def peers(folder: Path) -> None:
    """The Python tools of the field on the same rows, in an environment of their own (they pin what they need)."""
    python = folder / "peers" / "bin" / "python"
    uv = str(Path(sys.executable).with_name("uv"))
    wanted = str(ROOT / "benchmarks" / "peers" / "requirements.txt")
    subprocess.run([uv, "venv", "-q", str(folder / "peers")], check=True)
    subprocess.run([uv, "pip", "install", "-q", "--python", str(python), "-r", wanted], check=True)
    source = _ward(folder, PEER_ROWS)
    recipe = ward.write_recipe(folder, ward.CLUES)
    print(f"\n{PEER_ROWS:,} 行、手がかり7 k=5 消す5%: 同じ表を、ほかの道具で", flush=True)
    command = [sys.executable, "-m", "madoguchi.site.cli", "anonymise", str(source), "--recipe", str(recipe)]
    ours = run([*command, "--out", str(folder / "out.parquet")])
    _tell("madoguchi (最適を証明、検査まで)", ours)
    for peer in ("pycanon", "anjana", "anonypy"):
        script = str(ROOT / "benchmarks" / "peers" / "run.py")
        _tell(peer, run([str(python), script, peer, str(source), str(folder)], times=1))


def _tell(name: str, found: Run) -> None:
    last = found.told.strip().splitlines()[-1] if found.told.strip() else ""
    print(f"{name:34} {found.seconds:.2f} s  最大 {found.megabytes:.0f} MB  {last}", flush=True)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.anonymise")
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 1_000_000, 10_000_000])
    parser.add_argument("--clues", type=int, nargs="+", default=[5, 7])
    parser.add_argument("--folder", default=None, help="where the files go while it runs")
    parser.add_argument("--no-peers", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()

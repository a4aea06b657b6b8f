"""Checking a dataset: a million rows beside the limit of the machine and beside its peers; a small file from the start.

The limit is DuckDB reading the same file and counting the cells of all columns. `bare rules` is what it needs for the
counts of the same patterns in one SELECT, without knowing a single line. The peers are installed into an environment of
their own; frictionless gets 100,000 rows, at which it already needs seconds. `--guess` adds what finding out the
encoding, the delimiter and the header of the large file takes, from the start of Python: from samples (`guess`); opening it to read
(`streamed`) looks at every byte besides. Every figure is the better of two fresh processes, with its peak.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import dataset_town
from benchmarks.anonymise import ROOT, Run, run

LARGE, FEW, SMALL = 1_000_000, 100_000, 2_000
OURS = """
import sys, time
from pathlib import Path
from benchmarks.dataset_town import STANDARD
path, engine = Path(sys.argv[1]), sys.argv[2]
if engine != "rows":
    from madoguchi.opendata.bulk import check_file
    report = check_file(path, lambda table: STANDARD, people=engine == "people")
else:
    from madoguchi.opendata.checking import check
    from madoguchi.opendata.reading import read
    report = check(read(path), STANDARD)
print(f"{report.rows:,} 行、{sum(report.counts.values()):,} 件、規則と列 {len(report.counts)} 組、行番号 {len(report.findings):,}")
"""
LIMIT = """
import duckdb, sys
from benchmarks.dataset_town import FORMS
from madoguchi.opendata.bulk.gate import literal
from madoguchi.opendata.checking.formats import FORMATS
base = duckdb.connect(config={"threads": 2, "memory_limit": "1GB"})
base.execute("SET enable_progress_bar = false")
columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(FORMS)))
source = f"read_csv({literal(sys.argv[1])}, columns={{{columns}}}, header=false, skip=1, auto_detect=false)"
if sys.argv[2] == "cells":
    asked = [f"count(c{at})" for at in range(len(FORMS))]
else:
    patterns = {at: FORMATS[form].pattern for at, form in enumerate(FORMS.values()) if form}
    asked = [f"count(*) FILTER (NOT regexp_full_match(c{at}, {literal(one)}))" for at, one in patterns.items()]
print(sum(base.execute(f"SELECT {', '.join(asked)} FROM {source}").fetchone()))
"""
GUESS = """
import sys
from pathlib import Path
from madoguchi.opendata.reading import guess
found = guess(Path(sys.argv[1]))
print(found.source.encoding, repr(found.source.delimiter), repr(found.source.newline), len(found.header))
"""


def main(arguments: list[str] | None = None) -> None:
    options = _options(arguments)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder) as name:
        folder = Path(name)
        large(folder, options.rows)
        small(folder)
        if not options.no_peers:
            peers(folder, options.rows)


def large(folder: Path, rows: int) -> None:
    """The whole file: the limit, both of our engines, the guess."""
    path = dataset_town.write(folder / "large.csv", rows)
    print(f"\n{rows:,} 行 × 26 列 ({path.stat().st_size / 1e6:.0f} MB)、誤り {dataset_town.SHARE:.2%} の行", flush=True)
    limit = _tell("限界: DuckDB が全セルを数える", run([sys.executable, "-c", LIMIT, str(path), "cells"]), rows)
    bare = _tell("限界: DuckDB の件数だけ (形式19)", run([sys.executable, "-c", LIMIT, str(path), "rules"]), rows)
    ours = _tell("madoguchi bulk (行番号、直し方まで)", run([sys.executable, "-c", OURS, str(path), "bulk"]), rows)
    print(f"{'':36} ÷限界 {ours.seconds / limit.seconds:.2f}  ÷件数だけ {ours.seconds / bare.seconds:.2f}", flush=True)
    _tell("madoguchi bulk、個人情報も探す", run([sys.executable, "-c", OURS, str(path), "people"]), rows)
    _tell("madoguchi 1行ずつ", run([sys.executable, "-c", OURS, str(path), "rows"], times=1), rows)
    _tell("文字コードと区切りを見分ける", run([sys.executable, "-c", GUESS, str(path)]), rows)


def small(folder: Path) -> None:
    """A file of the usual size, from the start of the command."""
    path = dataset_town.write(folder / "small.csv", SMALL)
    print(f"\n{SMALL:,} 行、命令のはじめから", flush=True)
    _tell("python -c pass", run([sys.executable, "-c", "pass"], times=5), SMALL)
    command = [sys.executable, "-m", "madoguchi.site.cli", "dataset", "check", str(path), "--as", "v3/public_toilet"]
    _tell("madoguchi dataset check", run(["bash", "-c", '"$@" >/dev/null || true', "-", *command], times=5), SMALL)


def peers(folder: Path, rows: int) -> None:
    """Other tools on the same rows and rules, as far as they have them."""
    python = folder / "peers" / "bin" / "python"
    uv = str(Path(sys.executable).with_name("uv"))
    wanted = str(ROOT / "benchmarks" / "peers" / "dataset.txt")
    subprocess.run([uv, "venv", "-q", str(folder / "peers")], check=True)
    subprocess.run([uv, "pip", "install", "-q", "--python", str(python), "-r", wanted], check=True)
    few = dataset_town.write(folder / "few.csv", FEW)
    script = str(ROOT / "benchmarks" / "peers" / "dataset.py")
    print("\n同じ表を、ほかの道具で", flush=True)
    for peer, path, count in (
        ("pandera", folder / "large.csv", rows),
        ("frictionless", few, FEW),
        ("frictionless", folder / "small.csv", SMALL),
    ):
        _tell(f"{peer} {count:,} 行", run([str(python), script, peer, str(path)], times=1), count)
    _tell(f"madoguchi 1行ずつ {FEW:,} 行", run([sys.executable, "-c", OURS, str(few), "rows"]), FEW)


def _tell(name: str, found: Run, rows: int) -> Run:
    last = found.told.strip().splitlines()[-1] if found.told.strip() else ""
    print(
        f"{name:36} {found.seconds:6.2f} s (CPU {found.processor:.2f})  {rows / found.seconds / 1000:8,.0f} 千行/s"
        f"  最大 {found.megabytes:.0f} MB  {last[:90]}",
        flush=True,
    )
    return found


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.opendata")
    parser.add_argument("--rows", type=int, default=LARGE)
    parser.add_argument("--folder", default=None, help="where the files go while it runs")
    parser.add_argument("--no-peers", action="store_true")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()

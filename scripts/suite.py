"""Runs the test suite in the order that fails soonest, and says at the end what was run and what was skipped.

`make test` (quick): style, types, imports, everything on SQLite, the browser journeys.
`make test FULL=1`: the same with the tests marked `full`, and once more on a real PostgreSQL.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time

BIN = os.path.dirname(sys.executable)
WORKERS = ["-n", os.environ.get("TEST_WORKERS", "2")]


def steps(full: bool) -> list[tuple[str, list[str], dict[str, str]]]:
    """Name, command, environment of every step."""
    marks = ["-m", "not browser"] if full else ["-m", "not browser and not full"]
    browser = ["-m", "browser"] if full else ["-m", "browser and not full"]
    postgres = {"MADOGUCHI_TEST_DB": "postgres"}
    pytest = [sys.executable, "-m", "pytest", "-q"]
    rest = [*pytest, *WORKERS, "--dist", "worksteal"]  # whoever has nothing left takes over: some tests take a minute
    every = "tests/browser/test_every_template.py"
    looks = {"LOOKS": os.path.join(tempfile.mkdtemp(), "looks")} | ({"FULL": "1"} if full else {})
    plan = [
        ("style", [f"{BIN}/ruff", "check", "."], {}),
        ("format", [f"{BIN}/ruff", "format", "--check", "."], {}),
        ("imports", [f"{BIN}/lint-imports", "--no-cache"], {}),
        ("types", [f"{BIN}/mypy"], {}),
        ("tests on SQLite", [*rest, *marks], {}),
        ("browser", [*pytest, *WORKERS, "--dist", "loadfile", "--ignore", every, "tests/browser", *browser], looks),
        ("every page was looked at", [*pytest, every], looks),
    ]
    if full:
        plan.append(("tests on PostgreSQL", [*rest, *marks, "--ignore=tests/house"], postgres))
    return plan


def main() -> int:
    """Exit status 1 when any step failed; every step is run, so that one look shows all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--full", action="store_true")
    failed: list[str] = []
    for name, command, extra in steps(parser.parse_args().full):
        began = time.monotonic()
        print(f"── {name}", flush=True)
        status = subprocess.run(command, env=os.environ | extra, check=False).returncode
        if status not in (0, 5):  # 5: pytest collected nothing under these marks
            failed.append(name)
        print(f"   {name}: {'ok' if status in (0, 5) else 'FAILED'} ({time.monotonic() - began:.0f} s)", flush=True)
    print("FAILED: " + ", ".join(failed) if failed else "all steps passed", flush=True)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())

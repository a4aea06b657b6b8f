"""What lies in the data directory is for the program alone: sessions, drafts, keys."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

READ_SECRET = "from madoguchi.site import settings; print(settings.SECRET_KEY)"


def _environment(home: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MADOGUCHI_", "DATABASE_URL"))}
    return own | {"MADOGUCHI_HOME": str(home)}


def _loose(home: Path) -> list[str]:
    return [str(path) for path in (home, *home.rglob("*")) if path.stat().st_mode & 0o077]


@pytest.mark.full
def test_nobody_else_on_the_machine_reads_the_database_or_the_keys(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for command in ("init-keys", "migrate"):
        shell = f'umask 022; exec "{sys.executable}" -m madoguchi.site.cli {command}'
        subprocess.run(["sh", "-c", shell], env=_environment(home), check=True, capture_output=True)
    assert (home / "madoguchi.sqlite3").exists()
    assert _loose(home) == []


def test_processes_that_begin_at_once_have_one_secret(tmp_path: Path) -> None:
    def read(_: int) -> str:
        command = [sys.executable, "-c", READ_SECRET]
        return subprocess.run(
            command, env=_environment(tmp_path / "home"), check=True, capture_output=True, text=True
        ).stdout

    with ThreadPoolExecutor(4) as pool:
        secrets = set(pool.map(read, range(4)))
    assert len(secrets) == 1
    assert len(secrets.pop().strip()) == 64
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["django-secret"]

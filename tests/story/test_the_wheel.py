"""The wheel is whole: unpacked alone, without the tree it was built from, it runs the fictional ward."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")
MADOGUCHI = (sys.executable, "-c", "import sys; from madoguchi.site.cli import main; sys.exit(main())")
"""The command of the wheel, run by this environment's Python: its dependencies are those of the lock."""
PAGES = ("/", "/demo/", "/procedures/jido-teate-nintei/", "/data/public-toilets/", "/progress/", "/indicators/")

pytestmark = [
    pytest.mark.full,
    pytest.mark.skipif(os.environ.get("MADOGUCHI_TEST_DB") == "postgres", reason="the wheel has a SQLite of its own"),
]


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing of ours in it but what the wheel brought."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    built = subprocess.run(
        [UV, "build", "--wheel", "--offline", "-q", "-o", folder, source], capture_output=True, text=True
    )
    if "offline" in built.stderr.lower() or "network" in built.stderr.lower():
        pytest.skip("uv_build が手元になく、ホイールを作れません")
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder


def environment(alone: Path, port: int) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MADOGUCHI_", "DJANGO_", "DATABASE_"))
    }
    return kept | {"PYTHONPATH": str(alone / "site"), "MADOGUCHI_HOME": str(alone / "home"), "PORT": str(port)}


def run(alone: Path, *words: str) -> str:
    command = [*MADOGUCHI, *words]
    done = subprocess.run(command, cwd=alone, env=environment(alone, 0), capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@contextmanager
def the_demo(alone: Path) -> Iterator[str]:
    """`madoguchi demo` until it says where it is."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    out, env = subprocess.PIPE, environment(alone, port)
    with subprocess.Popen([*MADOGUCHI, "demo"], cwd=alone, env=env, stdout=out, text=True) as process:
        try:
            next(line for line in process.stdout if "Ctrl-C" in line)
            yield f"http://localhost:{port}"
        finally:
            process.send_signal(signal.SIGINT)


def test_what_runs_is_what_the_wheel_brought(alone: Path) -> None:
    where = subprocess.run(
        [sys.executable, "-c", "import madoguchi; print(madoguchi.__file__)"],
        cwd=alone, env=environment(alone, 0), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert where.stdout.startswith(str(alone / "site"))


def test_every_file_of_the_tree_is_in_it(alone: Path) -> None:
    tree = {file.relative_to(ROOT / "src") for file in (ROOT / "src/madoguchi").rglob("*") if file.is_file()}
    wanted = {file for file in tree if "__pycache__" not in file.parts and file.suffix != ".po"}
    brought = {file.relative_to(alone / "site") for file in (alone / "site/madoguchi").rglob("*") if file.is_file()}
    assert wanted - brought == set()


def test_the_ward_of_the_wheel_is_without_a_mistake(alone: Path) -> None:
    town = alone / "site/madoguchi/demo/midori"
    assert "誤りはありません" in run(alone, "check", str(town))


def test_the_demo_runs_from_it(alone: Path) -> None:
    with the_demo(alone) as address:
        for page in PAGES:
            with urllib.request.urlopen(address + page, timeout=20) as answer:
                told = answer.read().decode()
            assert re.search(r"<h1[^>]*>", told), page
            styles = re.findall(r'href="(/static/[^"]+\.css)"', told)
            assert styles
        with urllib.request.urlopen(address + styles[0], timeout=20) as answer:
            assert answer.status == 200

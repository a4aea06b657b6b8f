"""How long from a fresh clone to the first page, with a cold package cache (target: 120 s).

It clones the committed state of this repository into a temporary folder, empties every package cache that `make demo`
could use, and asks for the home page until it comes.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIMIT_SECONDS = 600


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_free(port: int) -> None:
    """Until nobody listens any more."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"port {port} is still in use")


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> float:
    """Seconds until `url` answers 200; raises when the process ends or the limit passes."""
    began = time.monotonic()
    while time.monotonic() - began < LIMIT_SECONDS:
        if process.poll() is not None:
            raise RuntimeError(f"make demo ended with {process.returncode} before the first page")
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return time.monotonic() - began
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(url)


def main(arguments: list[str] | None = None) -> None:
    """Prints the seconds to the first page, and to the second start (data kept)."""
    folder = Path(tempfile.mkdtemp(prefix="fresh-"))
    try:
        subprocess.run(["git", "clone", "-q", str(ROOT), str(folder / "clone")], check=True)
        port = free_port()
        outside = {k: v for k, v in os.environ.items() if not k.startswith(("MADOGUCHI_", "VIRTUAL_ENV"))}
        clean = outside | {
            "PORT": str(port), "UV_CACHE_DIR": str(folder / "uv"), "PIP_CACHE_DIR": str(folder / "pip"), "PIP_NO_CACHE_DIR": "1",
        }  # fmt: skip
        for name in ("first start (clone, install, seed)", "second start (data kept)"):
            process = subprocess.Popen(
                ["make", "demo", f"PORT={port}"],
                cwd=folder / "clone",
                env=clean,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                print(f"{name}: {wait_for(f'http://localhost:{port}/', process):.1f} s to the first page", flush=True)
            finally:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(30)
                wait_until_free(port)  # the program outlives make by a moment, and would answer for the next start
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()

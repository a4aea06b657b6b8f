"""The web process of `madoguchi serve`: Granian, with the program loaded once and shared by the forked workers.

The settings here were chosen by measurement (ADR 0011, `python -m benchmarks.server_choice`).
"""

import argparse
import gc
from importlib import import_module

from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

HEAD_SECONDS = 30
"""Headers must be whole by then; a connection that says nothing is closed then, too."""
LARGEST_HEAD = 8_192
"""Bytes of one request's headers; each connection that waits half-way costs as much."""
CONNECTIONS = 30_000
"""Per worker. Beyond, the kernel lets the next ones wait."""


def main() -> None:
    options = _options()
    _load()
    server(host=options.host, port=options.port, workers=options.workers).serve()


def server(*, host: str, port: int, workers: int) -> MPServer:
    return MPServer(
        "madoguchi.site.rsgi:application",
        address=host,
        port=port,
        interface=Interfaces.RSGI,
        workers=workers,
        workers_kill_timeout=5,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        loop=Loops.asyncio,
        http=HTTPModes.http1,  # what proxies speak, and one protocol less to hold a flood in
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_SECONDS * 1000, max_buffer_size=LARGEST_HEAD),
        websockets=False,
        backlog=4_096,
        backpressure=CONNECTIONS,
        log_level=LogLevels.warning,
    )


def _load() -> None:
    """Everything, before the workers are forked: they share the memory that nobody writes to."""
    import_module("madoguchi.site.rsgi")
    gc.collect()
    gc.freeze()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m madoguchi.site.web", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()

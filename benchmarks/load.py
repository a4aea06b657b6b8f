"""A closed-loop load client: some connections that stay open, each walking one flow after the other. Its own process.

`python -m benchmarks.load PORT SECONDS CONNECTIONS FLOW` prints one JSON line: flows, errors, latencies by request,
and the receipts that were given.
"""

import importlib
import json
import socket
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode


class Wrong(Exception):
    """The server did not do what the flow expects."""


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Flow(Protocol):
    """One visitor from the first page to the receipt; returns what stands for the receipt."""

    def __call__(self, connection: "Connection", number: int) -> str: ...


class Connection:
    """HTTP/1.1 over one socket, kept alive; cookies of one visitor; every request timed by its name."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, ""
        self.times: dict[str, list[float]] = defaultdict(list)
        self._connect()

    def _connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rest = b""

    def get(self, name: str, path: str) -> Answer:
        return self._ask(name, f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{self._cookie()}\r\n".encode())

    def post(self, name: str, path: str, data: dict[str, str]) -> Answer:
        body = urlencode(data).encode()
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{self._cookie()}"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return self._ask(name, head.encode() + body)

    def _cookie(self) -> str:
        return f"Cookie: {self.cookies}\r\n" if self.cookies else ""

    def _ask(self, name: str, request: bytes) -> Answer:
        begun = time.perf_counter()
        try:
            self.socket.sendall(request)
            answer = self._answer()
        except OSError:
            self._connect()
            raise
        self.times[name].append(time.perf_counter() - begun)
        return answer

    def _answer(self) -> Answer:
        while b"\r\n\r\n" not in self.rest:
            self._more()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in lines[1:]:
            key, _, value = line.partition(": ")
            if key.lower() == "set-cookie":
                self.cookies = value.split(";", 1)[0]
            headers[key.lower()] = value
        body = (
            self._chunked()
            if headers.get("transfer-encoding") == "chunked"
            else self._take(int(headers.get("content-length", "0")))
        )
        if headers.get("connection", "").lower() == "close":  # some servers want a new one for each request
            self.socket.close()
            self._connect()
        return Answer(int(lines[0].split()[1]), headers, body)

    def _take(self, size: int) -> bytes:
        while len(self.rest) < size:
            self._more()
        taken, self.rest = self.rest[:size], self.rest[size:]
        return taken

    def _chunked(self) -> bytes:
        parts = []
        while True:
            while b"\r\n" not in self.rest:
                self._more()
            size, _, self.rest = self.rest.partition(b"\r\n")
            parts.append(self._take(int(size, 16)))
            self._take(2)
            if size == b"0":
                return b"".join(parts)

    def _more(self) -> None:
        got = self.socket.recv(65536)
        if not got:
            raise OSError("closed")
        self.rest += got


@dataclass
class Tally:
    """What all connections did."""

    flows: int = 0
    errors: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    receipts: list[str] = field(default_factory=list)
    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lock: threading.Lock = field(default_factory=threading.Lock)


def walk(port: int, until: float, first: int, flow: Flow, tally: Tally) -> None:
    connection, number = Connection(port), first
    while time.monotonic() < until:
        connection.cookies = ""
        number += 1
        begun = time.perf_counter()
        try:
            receipt = flow(connection, number)
        except (Wrong, OSError) as error:
            with tally.lock:
                tally.errors[f"{type(error).__name__}: {error}"[:120]] += 1
            continue
        connection.times["flow"].append(time.perf_counter() - begun)
        with tally.lock:
            tally.flows += 1
            tally.receipts.append(receipt)
    with tally.lock:
        for name, times in connection.times.items():
            tally.times[name] += times


def main() -> None:
    port, seconds, connections, name = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    flow: Flow = importlib.import_module(f"benchmarks.flows.{name}").flow
    tally, until, begun = Tally(), time.monotonic() + seconds, time.perf_counter()
    threads = [
        threading.Thread(target=walk, args=(port, until, n * 1_000_000, flow, tally)) for n in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    quantiles = {name: _quantiles(times) for name, times in tally.times.items()}
    print(
        json.dumps(
            {"flows": tally.flows, "seconds": took, "errors": tally.errors, "ms": quantiles, "receipts": tally.receipts}
        )
    )


def _quantiles(times: list[float]) -> dict[str, float]:
    ordered = sorted(times)
    at = {"p50": 0.5, "p99": 0.99}
    return {
        name: round(ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000, 1) for name, share in at.items()
    }


if __name__ == "__main__":
    main()

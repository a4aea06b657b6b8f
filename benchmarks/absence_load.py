"""The load of a school morning, in a process of its own: guardians who send at set moments, boards that ask every four seconds.

`python -m benchmarks.absence_load PORT TOWN.json SHAPE BOARDS FIRST` prints one JSON line.
"""

import asyncio
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

TICKET = re.compile(rb'name="_ticket" value="([^"]+)"')
CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
DAY = re.compile(rb'name="day" value="(\d{4}-\d\d-\d\d)"')
LINES = 60  # connections over which the boards ask
PATIENCE = 30.0


class Wrong(Exception):
    """The server did not do what was expected."""


@dataclass
class Line:
    """One connection that stays open."""

    port: int
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def ask(self, head: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
        if self.writer is None or self.writer.is_closing():
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        assert self.reader is not None
        self.writer.write(head.encode() + b"Host: localhost\r\n\r\n" + body)
        await self.writer.drain()
        raw = await self.reader.readuntil(b"\r\n\r\n")
        lines = raw.decode("latin-1").split("\r\n")
        headers: dict[str, str] = {}
        for line in lines[1:]:
            key, _, value = line.partition(": ")
            headers[key.lower()] = (
                headers[key.lower()] + "\n" + value
                if key.lower() == "set-cookie" and "set-cookie" in headers
                else value
            )
        status = int(lines[0].split()[1])
        size = int(headers.get("content-length", "0")) if status != 304 else 0
        if headers.get("transfer-encoding") == "chunked":
            return status, headers, await self._chunks()
        return status, headers, await self.reader.readexactly(size)

    async def _chunks(self) -> bytes:
        assert self.reader is not None
        parts = []
        while True:
            size = int(await self.reader.readline(), 16)
            parts.append(await self.reader.readexactly(size))
            await self.reader.readexactly(2)
            if not size:
                return b"".join(parts)

    def close(self) -> None:
        if self.writer:
            self.writer.close()


@dataclass
class Morning:
    port: int
    boards: list[dict[str, str]]
    seconds: float  # how often a board asks
    sends: list[float] = field(default_factory=list)
    polls: list[float] = field(default_factory=list)
    behind: list[float] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    fresh: int = 0
    open: int = 0  # boards that have been opened: the morning begins when all are
    over: bool = False
    awaited: dict[str, list[tuple[float, bytes]]] = field(default_factory=dict)

    async def send(self, guardian: dict[str, Any], due: float) -> None:
        """From the moment it is due: the page, then the sending. What is measured is the sending until its answer."""
        line = Line(self.port)
        try:
            status, headers, page = await line.ask(f"GET /g/{guardian['secret']}/ HTTP/1.1\r\n")
            if status != 200:
                raise Wrong(f"page {status}")
            cookie = next(c for c in _cookies(headers) if c.startswith("csrftoken="))
            body = self._body(page, guardian)
            head = (
                f"POST /g/{guardian['secret']}/ HTTP/1.1\r\nCookie: {cookie}\r\nContent-Length: {len(body)}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n"
            )
            begun = time.monotonic()
            status, headers, _ = await line.ask(head, body)
            if status != 303:
                raise Wrong(f"sending {status}")
            now = time.monotonic()
            self.sends.append(now - begun)
            number = headers["location"].split("n=")[1]
            self.receipts.append(number)
            self.awaited.setdefault(guardian["board"], []).append((now, number.encode()))
        except (Wrong, OSError, asyncio.IncompleteReadError, StopIteration, KeyError) as error:
            self.errors[f"send {type(error).__name__}: {error}"[:100]] += 1
        finally:
            line.close()

    def _body(self, page: bytes, guardian: dict[str, Any]) -> bytes:
        found = [pattern.search(page) for pattern in (TICKET, CSRF, DAY)]
        if not all(found):
            raise Wrong("no form")
        ticket, token, day = (match[1].decode() for match in found if match)
        fields = {
            "_ticket": ticket,
            "csrfmiddlewaretoken": token,
            "day": day,
            "child": guardian["child"],
            "kind": "absent",
        }
        return urlencode(fields | {"reason": "発熱", "words": "昨夜から38.2度です。"}, quote_via=quote).encode()

    async def watch(self, line: Line, boards: list[dict[str, str]], at: float) -> None:
        """Open these boards; then ask one after the other, spread evenly over the four seconds, `at` seconds shifted."""
        tags = [await self._poll(line, one, "", time.monotonic()) for one in boards]
        self.open += len(boards)
        while self.open < len(self.boards):
            await asyncio.sleep(0.05)
        turn, at = 0, time.monotonic() + at
        while not self.over:
            due = at + turn * self.seconds / len(boards)
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            which = turn % len(boards)
            tags[which] = await self._poll(line, boards[which], tags[which], due)
            turn += 1
        line.close()

    async def _poll(self, line: Line, board: dict[str, str], tag: str, due: float) -> str:
        head = f"GET {board['path']} HTTP/1.1\r\nCookie: sessionid={board['session']}\r\nHX-Request: true\r\n"
        head += f"If-None-Match: {tag}\r\n" if tag else ""
        try:
            status, headers, page = await asyncio.wait_for(line.ask(head), PATIENCE)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            self.errors[f"poll {type(error).__name__}"] += 1
            line.close()
            return tag
        now = time.monotonic()
        if tag:
            self.polls.append(now - due)
        if status == 200:
            self.fresh += bool(tag)
            self._arrived(board["path"], page, now)
        elif status != 304:
            self.errors[f"poll {status}"] += 1
        return headers.get("etag", tag)

    def _arrived(self, path: str, page: bytes, now: float) -> None:
        waiting = self.awaited.get(path, [])
        for one in [one for one in waiting if one[1] in page]:
            self.behind.append(max(0.0, now - one[0]))
            waiting.remove(one)


def _cookies(headers: dict[str, str]) -> list[str]:
    return [one.split(";")[0].strip() for one in headers.get("set-cookie", "").split("\n")]


def moments(shape: list[list[float]]) -> Iterator[float]:
    """When each notice is due, in seconds from the start."""
    begun = 0.0
    for seconds, rate in shape:
        for n in range(int(seconds * rate)):
            yield begun + n / rate
        begun += seconds


async def morning(port: int, town: dict[str, Any], shape: list[list[float]], boards: int, first: int) -> Morning:
    seconds = float(town["seconds"])
    told = Morning(port, town["boards"][:boards], seconds)
    watchers = [
        asyncio.create_task(told.watch(Line(port), told.boards[n::LINES], n * seconds / LINES / 20))
        for n in range(min(LINES, len(told.boards)))
    ]
    while told.open < len(told.boards):
        await asyncio.sleep(0.05)
    begin = time.monotonic() + 1
    guardians, sends = town["guardians"], []
    for n, due in enumerate(moments(shape)):
        await asyncio.sleep(max(0.0, begin + due - time.monotonic()))
        guardian = guardians[((first + n) * 7919) % len(guardians)]
        sends.append(asyncio.create_task(told.send(guardian, begin + due)))
    await asyncio.gather(*sends)
    await asyncio.sleep(seconds + 2)
    told.over = True
    await asyncio.gather(*watchers)
    return told


def main() -> None:
    port, town = int(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
    told = asyncio.run(morning(port, town, json.loads(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])))
    lost = sum(len(waiting) for waiting in told.awaited.values())
    if lost:
        told.errors["a notice that no board ever showed"] += lost
    print(json.dumps({
        "send": _quantiles(told.sends, 1000), "poll": _quantiles(told.polls, 1000), "behind": _quantiles(told.behind, 1),
        "polls": len(told.polls), "fresh": told.fresh, "errors": told.errors, "receipts": told.receipts,
    }))  # fmt: skip


def _quantiles(times: list[float], times_by: int) -> dict[str, float]:
    ordered = sorted(times) or [0.0]
    at = {"p50": 0.5, "p99": 0.99}
    found = {name: ordered[min(len(ordered) - 1, int(len(ordered) * share))] * times_by for name, share in at.items()}
    return found | {"max": ordered[-1] * times_by}


if __name__ == "__main__":
    main()

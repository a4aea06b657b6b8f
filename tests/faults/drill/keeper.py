"""A keeper of data over HTTP: signed in to the demo, bringing a file of any size without holding it."""

import re
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.faults.drill.program import Program, descendants
from tests.faults.drill.seed_ward import LOGIN, OFFICE

SIGN = "-----a-sign-that-stands-in-no-file"
PIECE = 1 << 20


@dataclass
class Keeper:
    """One session."""

    program: Program
    cookies: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        with self._open(path) as answer:
            return str(answer.read().decode())

    def save(self, path: str, to: Path) -> None:
        with self._open(path) as answer, to.open("wb") as out:
            while piece := answer.read(PIECE):
                out.write(piece)

    def post(self, path: str, *, on: str, **fields: str) -> str:
        """What a form on the page `on` sends; the page to which it leads."""
        body = urlencode({"csrfmiddlewaretoken": self._token(on), **fields}).encode()
        with self._open(path, body) as answer:
            return str(answer.read().decode())

    def sign_in(self) -> None:
        page = self.get("/demo/")
        (action,) = set(re.findall(r'action="([^"]*sign-in[^"]*)"', page))
        self.post(action, on="/demo/", login=LOGIN)

    def bring(self, path: Path) -> str:
        """The address of the upload. The file goes out piece by piece."""
        fields = {"csrfmiddlewaretoken": self._token("/staff/data/new/"), "office": OFFICE}
        head = "".join(
            f'--{SIGN}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()
        )
        head += f'--{SIGN}\r\nContent-Disposition: form-data; name="file"; filename="{path.name}"\r\nContent-Type: text/csv\r\n\r\n'
        tail = f"\r\n--{SIGN}--\r\n"
        size = len(head.encode()) + path.stat().st_size + len(tail)
        kinds = {"Content-Type": f"multipart/form-data; boundary={SIGN}", "Content-Length": str(size)}
        with self._open("/staff/data/new/", _pieces(head, path, tail), kinds) as answer:
            return str(re.sub(r"^https?://[^/]+", "", answer.url))

    def wait(self, upload: str, seconds: float) -> list[int]:
        """Until the report is there; the numbers of rows that the bar told meanwhile."""
        told, end = [], time.monotonic() + seconds
        while 'id="live"' in (page := self.get(upload)):
            assert time.monotonic() < end, page[-2000:]
            told += [int(found.replace(",", "")) for found in re.findall(r"([\d,]+)行(?:まで|</p>)", page)]
            time.sleep(0.5)
        return told

    def _token(self, page: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page))
        assert found, page
        return found[1]

    def _open(self, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
        address = f"http://127.0.0.1:{self.program.port}{path}"
        return self._opener.open(urllib.request.Request(address, body, headers or {}), timeout=120)


def _pieces(head: str, path: Path, tail: str) -> Iterator[bytes]:
    yield head.encode()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
    yield tail.encode()


def peaks(program: Program) -> dict[str, float]:
    """The highest memory so far (RSS, megabytes) of each process of the program, by what it does."""
    assert program.process
    found: dict[str, float] = {}
    for pid in descendants(program.process.pid):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        kept = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        name = next((word.decode() for word in reversed(words) if word.isalpha()), "?")
        found[name] = max(found.get(name, 0), int(kept[1]) / 1024 if kept else 0)
    return found

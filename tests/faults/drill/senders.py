"""People and programs who send until they are answered: each repeats the same request until it is acknowledged.

What was acknowledged is remembered here, outside of the program and its disk: that is what must be there in the end.
"""

import http.client
import json
import re
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from benchmarks.flows import CSRF, answers
from benchmarks.flows.madoguchi import DIGEST, PAGE, SEND, TICKET

PAUSE_SECONDS = 0.3
EXPECTED = (200, 201, 303, 503)
LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Keys are also what is sent as content: of 600 in hexadecimal digits one holds a My Number, which is rightly refused."""
TAGS = re.compile(r"<(script|style).*?</\1>|<[^>]*>", re.DOTALL)
FORM_EVERY = 4
"""Of so many senders one is a person at the form, the others are programs at the API."""
JSON_ANSWERS = {
    "name": {"family": "計測", "given": "花子", "family_kana": "ケイソク", "given_kana": "ハナコ"},
    "birth": "1990-04-05", "telephone": "09012345678", "email": "hanako@example.com", "work": "employee",
    "home": {"postal_code": "1740045", "prefecture": "東京都", "city": "板橋区", "town": "西台", "number": "1-2-3", "building": ""},
    "wishes": ["a"], "people": 3, "words": "これは内容です。",
}  # fmt: skip


@dataclass(frozen=True)
class Acknowledged:
    """A receipt that somebody holds: what they sent (`key` is in the content), the receipt's secret, and when."""

    key: str
    secret: str
    at: float


@dataclass
class Ledger:
    """What all senders hold in their hands."""

    receipts: list[Acknowledged] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    oddest: list[str] = field(default_factory=list)
    """The first odd answers in words, to find out why."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def acknowledge(self, key: str, address: str) -> None:
        with self._lock:
            self.receipts.append(Acknowledged(key, address.rstrip("/").rsplit("/", 1)[1], time.time()))

    def note(self, status: int, asked: str = "", page: str = "") -> None:
        with self._lock:
            self.answers[status] += 1
            if status not in EXPECTED and len(self.oddest) < 5:
                self.oddest.append(f"{status} {asked}: {' '.join(TAGS.sub(' ', page).split())[:500]}")

    @property
    def odd(self) -> int:
        """Answers that are neither what was asked for nor `503, later`: a sender who is simply wrong proves nothing."""
        return sum(times for status, times in self.answers.items() if status not in EXPECTED)

    def note_broken(self) -> None:
        with self._lock:
            self.broken += 1


class Stopped(Exception):
    """The drill is over before an answer came."""


class Sender(threading.Thread):
    """Sends one after the other until told to stop. `forgets_key`: broken on purpose, a new key for every try."""

    def __init__(self, port: int, ledger: Ledger, stop: threading.Event, number: int, *, forgets_key: bool) -> None:
        super().__init__(daemon=True)
        self.port, self.ledger, self.stop, self.forgets_key = port, ledger, stop, forgets_key
        self.send: Callable[[str], str] = self._form if number % FORM_EVERY == 1 else self._api
        self.connection: http.client.HTTPConnection | None = None
        self.version = ""

    def run(self) -> None:
        while not self.stop.is_set():
            key = uuid.uuid4().hex.translate(LETTERS)
            try:
                self.ledger.acknowledge(key, self.send(key))
            except Stopped:
                break
        self._hang_up()

    def _hang_up(self) -> None:
        if self.connection:
            self.connection.close()
        self.connection = None

    def _api(self, key: str) -> str:
        if not self.version:
            self.version = json.loads(self._until(200, "GET", "/api/v1/procedures/ten")[1])["version"]
        body = json.dumps({"version": self.version, "answers": JSON_ANSWERS | {"title": key}}).encode()

        def headers() -> dict[str, str]:
            own = uuid.uuid4().hex if self.forgets_key else key
            return {"Content-Type": "application/json", "Idempotency-Key": own}

        _, page, _ = self._until(201, "POST", "/api/v1/procedures/ten/applications", body, headers)
        return str(json.loads(page)["receipt_url"])

    def _form(self, key: str) -> str:
        _, start, cookie = self._until(200, "GET", "/procedures/ten/start/")
        token = _one(CSRF, start)
        base = {"csrfmiddlewaretoken": token}
        typed = answers(0) | base | {"title": key, "_ticket": _one(TICKET, start), "_go": ""}
        address, _, _ = self._until(303, "POST", _one(PAGE, start), typed, cookie=cookie)
        _, check, _ = self._until(200, "GET", address, cookie=cookie)
        sent = base | {"_digest": _one(DIGEST, check), "_send": ""}
        return self._until(303, "POST", _one(SEND, check), sent, cookie=cookie)[0]

    def _until(
        self, wanted: int, method: str, path: str, body: "bytes | dict[str, str]" = b"",
        headers: Callable[[], dict[str, str]] = dict, *, cookie: str = "",
    ) -> tuple[str, str, str]:  # fmt: skip
        """The same request again and again until it is answered so: location, page, cookie."""
        form = {"Content-Type": "application/x-www-form-urlencoded"} if isinstance(body, dict) else {}
        plain = urlencode(body).encode() if isinstance(body, dict) else body
        while not self.stop.is_set():
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
                own = form | headers() | ({"Cookie": cookie} if cookie else {})
                self.connection.request(method, path, plain, own)
                answer = self.connection.getresponse()
                page = answer.read().decode()
            except (OSError, http.client.HTTPException):
                self._hang_up()
                self.ledger.note_broken()
            else:
                self.ledger.note(answer.status, f"{method} {path}", page)
                if answer.status == wanted:
                    kept = (answer.headers.get("Set-Cookie") or cookie).split(";", 1)[0]
                    return answer.headers.get("Location") or "", page, kept
            time.sleep(PAUSE_SECONDS)
        raise Stopped


def _one(pattern: "object", page: str) -> str:
    found = pattern.search(page.encode())  # type: ignore[attr-defined]  # patterns of bytes
    assert found, f"no {pattern!r} on the page"
    return str(found[1].decode())


class Senders:
    """Some senders at once: `with Senders(port, 8) as ledger`."""

    def __init__(self, port: int, count: int = 8, *, forgets_key: bool = False) -> None:
        self.ledger, self._stop = Ledger(), threading.Event()
        self._threads = [Sender(port, self.ledger, self._stop, n, forgets_key=forgets_key) for n in range(count)]

    def __enter__(self) -> Ledger:
        for thread in self._threads:
            thread.start()
        return self.ledger

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(30)

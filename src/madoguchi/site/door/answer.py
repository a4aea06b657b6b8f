"""The WSGI program's answer, taken in whole within its thread: database connections and generators belong to one thread."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from madoguchi.receive.spool import Spool

AT_ONCE = 1_000_000
Headers = list[tuple[str, str]]
Wsgi = Callable[..., Iterable[bytes]]


@dataclass
class Answer:
    """Status, headers, and the body: in memory, or in a sealed file when it is large."""

    status: int
    headers: Headers
    small: bytes = b""
    large: Spool | None = None

    @classmethod
    def of_words(cls, status: int, words: str) -> "Answer":
        """What is said at the door itself, before any page."""
        headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store"), ("retry-after", "10")]
        return cls(status, headers, words.encode())


def call(wsgi: Wsgi, environ: dict[str, Any]) -> Answer:
    """Runs in a thread of the pool."""
    answer = Answer(500, [])

    def start_response(status: str, headers: Headers, *_: Any) -> None:
        answer.status, answer.headers = int(status[:3]), headers

    body = wsgi(environ, start_response)
    try:
        _keep(answer, body)
    except BaseException:
        if answer.large:
            answer.large.close()
        raise
    finally:
        if close := getattr(body, "close", None):
            close()
    return answer


def _keep(answer: Answer, body: Iterable[bytes]) -> None:
    pieces: list[bytes] = []
    size = 0
    for piece in body:
        if answer.large is None and size + len(piece) > AT_ONCE:
            answer.large = Spool()
            answer.large.write(b"".join(pieces))
        if answer.large is None:
            pieces.append(piece)
        else:
            answer.large.write(piece)
        size += len(piece)
    if answer.large is None:
        answer.small = b"".join(pieces)
    else:
        answer.large.seek(0)

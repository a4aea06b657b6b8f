"""A town's virus scanner: clamd on a Unix socket (`MADOGUCHI_CLAMD`). Without the setting nothing is asked of it."""

import socket
from collections.abc import Iterable

from django.conf import settings

from madoguchi.receive.sanitise.refusal import Refusal

SECONDS = 30
LONGEST_ANSWER = 4096


def scan(pieces: Iterable[bytes]) -> None:
    """Raises Refusal: "virus", and "scanner-down" whenever there is no clear answer. What was found is not passed on."""
    if not settings.MADOGUCHI_CLAMD:
        return
    try:
        answer = _ask(settings.MADOGUCHI_CLAMD, pieces)
    except OSError as error:
        raise Refusal("scanner-down") from error
    if answer.endswith(b" FOUND"):
        raise Refusal("virus")
    if answer != b"stream: OK":
        raise Refusal("scanner-down")


def _ask(path: str, pieces: Iterable[bytes]) -> bytes:
    """clamd's INSTREAM: each piece behind its length, then a length of nothing; the answer ends with a zero byte."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(SECONDS)
        line.connect(path)
        line.sendall(b"zINSTREAM\0")
        for piece in pieces:
            line.sendall(len(piece).to_bytes(4, "big") + piece)
        line.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER and (more := line.recv(LONGEST_ANSWER)):
            answer += more
        return answer.rstrip(b"\0")

"""What came with a POST to the API, or the reason why it cannot be read."""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

LARGEST = 1_000_000
_KEY = re.compile(r"[\x21-\x7e]{8,200}")


class Unreadable(Exception):
    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.code, self.status = code, status


@dataclass(frozen=True)
class Body:
    version: str
    answers: dict[str, Any]
    key: str


def read(request: HttpRequest) -> Body:
    if request.content_type != "application/json":
        raise Unreadable("media-type", 415)
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise Unreadable("no-key", 400)
    value = _json(request)
    if not isinstance(value, dict) or not value.keys() <= {"version", "answers"}:
        raise Unreadable("wrong-shape", 400)
    version, answers = value.get("version"), value.get("answers")
    if not isinstance(version, str) or not isinstance(answers, dict):
        raise Unreadable("wrong-shape", 400)
    return Body(version, answers, key)


def _json(request: HttpRequest) -> Any:
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise Unreadable("too-large", 413)
    try:
        return json.loads(request.body, parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise Unreadable("not-json", 400) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key that stands twice would lose one of its values without a word."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unreadable("key-twice", 400)
    return found


def _refuse(constant: str) -> None:
    """NaN and Infinity are no JSON."""
    raise ValueError(constant)

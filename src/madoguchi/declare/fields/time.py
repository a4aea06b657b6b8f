"""time: a time of day, "09:30"; read from 9:30, ９時半, 午後3時, 0930."""

import re
import unicodedata
from typing import TYPE_CHECKING, ClassVar

from madoguchi.declare.base import Language
from madoguchi.declare.fields.base import Context, FieldType, Raw, Schema, Value, first, names
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version

STORED = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
TYPED = re.compile(r"(午前|午後)?([0-9]{1,2})(?:[:時]([0-9]{1,2}|半)?分?)?(am|pm)?")
BARE = re.compile(r"([0-9]{1,2})([0-9]{2})")
LONGEST = 20


def _read(text: str) -> str | None:
    """The stored form of a typed time, or None. 午後12時 is noon and 午前12時 midnight, as clocks of shops show them."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).lower()
    if match := BARE.fullmatch(plain):
        return _stored(int(match[1]), int(match[2]))
    match = TYPED.fullmatch(plain)
    if not match or not (match[1] or match[4] or ":" in plain or "時" in plain):
        return None
    hour, minute = int(match[2]), 30 if match[3] == "半" else int(match[3] or 0)
    if (match[1] or match[4]) and hour > 12:
        return None
    if match[1] == "午後" or match[4] == "pm":
        return _stored(hour % 12 + 12, minute)
    return _stored(hour % 12 if match[1] or match[4] else hour, minute)


def _stored(hour: int, minute: int) -> str | None:
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


class Time(FieldType):
    """time: "HH:MM", 00:00 to 23:59."""

    name: ClassVar[str] = "time"

    def read(self, field: Field, raw: Raw, ctx: Context) -> tuple[Value | None, list[Problem]]:
        text = first(raw)
        if not text:
            return None, []
        found = _read(text) if len(text) <= LONGEST else None
        return found, [] if found else [_unreadable(field)]

    def check(self, field: Field, value: Value, ctx: Context) -> list[Problem]:
        return [] if isinstance(value, str) and STORED.fullmatch(value) else [_unreadable(field)]

    def schema(self, field: Field, version: "Version") -> Schema:
        return {"type": "string", "pattern": f"^{STORED.pattern}$", "maxLength": 5}

    def typed(self, field: Field, value: Value) -> dict[str, str | list[str]]:
        return {"": value}

    def lines(self, field: Field, value: Value, language: Language, ctx: Context) -> list[str]:
        hour, minute = value.split(":")
        return [value if language == "en" else f"{int(hour)}時{int(minute)}分"]


def _unreadable(field: Field) -> Problem:
    name = names(field)
    return problem(
        "shape",
        ja=f"{name.ja}を読み取れませんでした。「9:30」「午後3時」のように入力してください。",
        easy=f"{name.easy}が 読(よ)めません。「9:30」「15:00」のように 書(か)いてください。",
        en=f"“{name.en}” could not be read. Write it like 9:30 or 15:00.",
    )

"""Is an uploaded file what the field asks for? By its first bytes, never by its name or what the browser says it is."""

import unicodedata
from dataclasses import dataclass

from madoguchi.declare.answers import Context
from madoguchi.declare.fields.file import TYPES, File
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field

FILE = File()
MB = 1024 * 1024
TOTAL_MB = 50
"""Of one application, whatever its fields allow each."""
LONGEST_NAME = 120
HEAD = 64
"""How many of the first bytes the look at the content needs."""

_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@dataclass(frozen=True)
class Offered:
    """What one upload says and shows of itself before it is taken in."""

    name: str
    size: int
    head: bytes


@dataclass(frozen=True)
class Room:
    """What the field already holds (files) and the whole application (bytes)."""

    files: int = 0
    total: int = 0


def kind_of(head: bytes) -> str:
    """application/pdf, image/jpeg, image/png, image/heic, or "" for everything else."""
    if head.startswith(b"%PDF-"):
        return TYPES["pdf"]
    if head.startswith(b"\xff\xd8\xff"):
        return TYPES["jpeg"]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return TYPES["png"]
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return TYPES["heic"]
    return ""


def clean_name(name: str) -> str:
    """The name as it is kept: no path, no control or direction signs, NFC, not too long; the ending stays.

    A file's name is no legal name: NFD from a Mac (か + ゛) becomes one sign, so that it is found again.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    kept = "".join(sign for sign in last if unicodedata.category(sign) not in _HIDDEN).strip()
    if len(kept) <= LONGEST_NAME:
        return kept or "file"
    stem, dot, ending = kept.rpartition(".")
    ending = dot + ending if dot and len(ending) <= 8 else ""
    return (stem or kept)[: LONGEST_NAME - len(ending) - 1] + "…" + ending


def check(field: Field, offered: Offered, room: Room, ctx: Context) -> list[Problem]:
    """What speaks against taking this file, with its name; empty when nothing does."""
    crowded = _too_many(field, room) or _too_large_together(offered, room)
    if crowded:
        return crowded
    name, kind = clean_name(offered.name), kind_of(offered.head)
    found = FILE.check_upload(field, ctx, name=name, size=offered.size, content_type=kind)
    return [_named(problem, name) for problem in found[:1]]


def _named(found: Problem, name: str) -> Problem:
    """With the name of the file in front; but never one that holds a My Number."""
    if found.code == "my-number":
        return found
    short = name if len(name) <= 40 else name[:24] + "…" + name[-10:]
    return problem(
        found.code, ja=f"「{short}」:{found.ja}", easy=f"「{short}」:{found.ja_easy}", en=f"“{short}”: {found.en}"
    )


def _too_many(field: Field, room: Room) -> list[Problem]:
    most = FILE.max_files(field)
    if room.files < most:
        return []
    return [
        problem(
            "too-many-files",
            ja=f"送れるファイルは{most}つまでです。先にほかのファイルを取りのぞいてください。",
            easy=f"ファイルは {most}つまでです。ほかの ファイルを 消(け)して ください。",
            en=f"At most {most} files. Remove another file first.",
        )
    ]


def _too_large_together(offered: Offered, room: Room) -> list[Problem]:
    if room.total + offered.size <= TOTAL_MB * MB:
        return []
    return [
        problem(
            "too-large-together",
            ja=f"ファイルを合わせると{TOTAL_MB}MBを超えます。残りは窓口に出してください。",
            easy=f"ファイルが ぜんぶで {TOTAL_MB}MBより 大(おお)きいです。残(のこ)りは 窓口(まどぐち)に 出(だ)して ください。",
            en=f"All files together exceed {TOTAL_MB} MB. Please bring the rest to the counter.",
        )
    ]

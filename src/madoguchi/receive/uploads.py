"""Is an uploaded file what the field asks for? By its first bytes, never by its name or what the browser says it is."""

import unicodedata
from dataclasses import dataclass

from madoguchi.declare.answers import Context
from madoguchi.declare.fields.file import TYPES, File
from madoguchi.declare.problem import Problem, problem
from madoguchi.declare.procedure import Field
from madoguchi.receive import upload_words as words

FILE = File()
MB = 1024 * 1024
TOTAL_MB = 50
"""Of one application, whatever its fields allow each."""
LONGEST_NAME = 120
HEAD = 64
"""How many of the first bytes the look at the content needs."""

HEIC = "image/heic"
"""Known, to say what to do; not taken."""
ENDINGS = {"pdf": (".pdf",), "jpeg": (".jpg", ".jpeg"), "png": (".png",)}
_ENDINGS_OF = {TYPES[kind]: endings for kind, endings in ENDINGS.items()}
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NOT_ON_WINDOWS = str.maketrans(dict.fromkeys('<>:"|?*', "_"))
_DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}


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
        return HEIC
    return ""


def clean_name(name: str, kind: str = "") -> str:
    """The name as it is kept: no path, no control or direction signs, NFC, not too long, and with an ending of its kind.

    A file's name is no legal name: NFD from a Mac (か + ゛) becomes one sign, so that it is found again. The ending decides
    what a clerk's machine opens it with: `form.html` that holds a PDF becomes `form.html.pdf`.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1]).translate(_NOT_ON_WINDOWS)
    kept = "".join(sign for sign in last if unicodedata.category(sign) not in _HIDDEN).strip(" .\u3000")
    if kept.partition(".")[0].strip().lower() in _DEVICES:
        kept = f"_{kept}"
    endings = _ENDINGS_OF.get(kind, ())
    if endings and not kept.lower().endswith(endings):
        kept = (kept or "file") + endings[0]
    return _shortened(kept) or "file"


def _shortened(kept: str) -> str:
    if len(kept) <= LONGEST_NAME:
        return kept
    stem, dot, ending = kept.rpartition(".")
    ending = dot + ending if dot and len(ending) <= 8 else ""
    return (stem or kept)[: LONGEST_NAME - len(ending) - 1] + "…" + ending


def check(field: Field, offered: Offered, room: Room, ctx: Context) -> list[Problem]:
    """What speaks against taking this file, with its name; empty when nothing does."""
    if room.files >= FILE.max_files(field):
        return [words.too_many(FILE.max_files(field))]
    if room.total + offered.size > TOTAL_MB * MB:
        return [words.too_large_together(TOTAL_MB)]
    name, kind = clean_name(offered.name), kind_of(offered.head)
    if kind == HEIC:
        return [_named(words.refused("heic", ctx), name)]
    found = FILE.check_upload(field, ctx, name=name, size=offered.size, content_type=kind)
    return [one if one.code == "my-number" else _named(one, name) for one in found[:1]]  # never a name that holds one


def _named(found: Problem, name: str) -> Problem:
    """With the name of the file in front."""
    short = name if len(name) <= 40 else name[:24] + "…" + name[-10:]
    return problem(
        found.code, ja=f"「{short}」:{found.ja}", easy=f"「{short}」:{found.ja_easy}", en=f"“{short}”: {found.en}"
    )


def refused(code: str, field: Field, name: str, ctx: Context) -> Problem:
    """Why a file that looked like what the field asks for is not taken after all."""
    return _named(words.refused(code, ctx, most=FILE.max_bytes(field) // MB), clean_name(name))

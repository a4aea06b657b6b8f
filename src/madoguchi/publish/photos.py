"""Pictures as a keeper sends them: files, or a zip of files; looked at first, then made anew in the child, each alone."""

import time
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from madoguchi.publish.errors import NotTaken
from madoguchi.receive.sanitise.process import sanitise
from madoguchi.receive.sanitise.refusal import Refusal

MOST, LARGEST, LARGEST_ZIP = 200, 20_000_000, 60_000_000
"""Pictures of one sending, and bytes: of one of them, and of a zip, which is held in memory."""
PATIENCE = 120
"""How often it is asked, every half second, whether the child is free."""
KINDS = {b"\xff\xd8\xff": ("image/jpeg", "jpg"), b"\x89PNG": ("image/png", "png")}
MIMES = {"jpg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True)
class Sent:
    """A file as it was sent."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Made:
    """A picture without any notes, and the coarse point that its notes told, or None."""

    content: bytes
    small: bytes
    kind: str
    at: tuple[float, float] | None


def unpacked(name: str, source: IO[bytes]) -> Iterator[Sent]:
    """The file itself, or what lies in it if it is a zip. Raises NotTaken."""
    head = source.read(4)
    source.seek(0)
    if head != b"PK\x03\x04":
        yield Sent(name, _bounded(source, name))
        return
    try:
        with zipfile.ZipFile(BytesIO(_bounded(source, name, LARGEST_ZIP))) as packed:
            inside = [one for one in packed.infolist() if not one.is_dir() and not _is_hidden(one.filename)]
            if not inside:
                raise NotTaken(_("zip に写真が入っていません。写真を入れて、作り直してください。"))
            if len(inside) > MOST:
                raise too_many()
            for one in inside:
                with packed.open(one) as file:
                    yield Sent(PurePosixPath(one.filename).name, _bounded(file, one.filename))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise NotTaken(_("zip が壊れているか、パスワードがかかっています。作り直してください。")) from error


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _bounded(source: IO[bytes], name: str, most: int = LARGEST) -> bytes:
    """Read so far and no further: what a zip says of its sizes is not believed."""
    content = source.read(most + 1)
    if len(content) > most:
        told = {"name": name[:80], "mb": most // 1_000_000}
        raise NotTaken(_("%(name)s: %(mb)s MBまでです。小さくするか、分けて送ってください。") % told)
    return content


def too_many() -> NotTaken:
    return NotTaken(_("一度に送れるのは%(n)s枚までです。分けて送ってください。") % {"n": MOST})


def looked_at(sent: Iterable[Sent]) -> Iterator[Sent]:
    """The same, as far as a first look tells. Raises NotTaken at the first that is no picture, with its name, and where
    they are too many."""
    for number, one in enumerate(sent):
        if number == MOST:
            raise too_many()
        if _kind(one.content) is None:
            raise NotTaken(_("%(name)s: JPEG か PNG の写真ではありません。") % {"name": one.name[:80]})
        yield one


def made_anew(content: bytes) -> Made:
    """Without any notes, in the child process; with a small look at it. Raises Refusal."""
    kind = _kind(content) or KINDS[b"\x89PNG"]
    picture, told = _child(content, kind[0]), _child(content, "place").decode("ascii")
    lat, _space, lon = told.partition(" ")
    return Made(picture, _child(picture, "small"), kind[1], (float(lat), float(lon)) if lon else None)


def _kind(content: bytes) -> tuple[str, str] | None:
    return next((told for head, told in KINDS.items() if content.startswith(head)), None)


def _child(content: bytes, kind: str) -> bytes:
    """Another file may be in the child's hands: this one is no hurry."""
    for left in range(PATIENCE, -1, -1):
        try:
            made = sanitise([content], kind=kind, size=len(content), most=LARGEST)
            break
        except Refusal as refused:
            if refused.code != "busy" or not left:
                raise
            time.sleep(0.5)
    try:
        return b"".join(made.pieces())
    finally:
        made.close()

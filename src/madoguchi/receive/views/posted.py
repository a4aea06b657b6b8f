"""What came with a POST, apart: answers, files, and which button was pressed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from madoguchi.declare.answers import Context
from madoguchi.declare.problem import Problem
from madoguchi.declare.procedure import Field, Page
from madoguchi.receive import uploads
from madoguchi.receive.actions.files import Incoming
from madoguchi.receive.sanitise.process import sanitise
from madoguchi.receive.sanitise.refusal import Refusal
from madoguchi.receive.scanning import scan


@dataclass(frozen=True)
class Chosen:
    """A file that a person chose for a field: taken in, or with what speaks against it."""

    field: Field
    file: Incoming | None
    problems: list[Problem]


def answers(request: HttpRequest) -> dict[str, list[str]]:
    return {name: texts for name, texts in request.POST.lists() if _is_answer(name)}


def _is_answer(name: str) -> bool:
    """This room's own inputs begin with a low line, which no field's id does."""
    return not name.startswith("_") and name != "csrfmiddlewaretoken"


def files(request: HttpRequest, page: Page, room: dict[str, uploads.Room], ctx: Context) -> Iterator[Chosen]:
    """Every file that came for a file field of this page. `room`: what each field already holds."""
    taken = 0
    for one in page.fields:
        if one.type != "file":
            continue
        before = room.get(one.id, uploads.Room())
        held = uploads.Room(before.files, before.total + taken)
        for upload in request.FILES.getlist(one.id):
            chosen = _chosen(one, upload, held, ctx)
            if chosen.file:
                taken += chosen.file.size
                held = uploads.Room(held.files + 1, held.total + chosen.file.size)
            yield chosen


def _chosen(one: Field, upload: UploadedFile, held: uploads.Room, ctx: Context) -> Chosen:
    size = upload.size or 0
    head = upload.read(uploads.HEAD) if size else b""
    upload.seek(0)
    name = upload.name or ""
    room = held if is_whole(upload) else uploads.Room(held.files, uploads.TOTAL_MB * uploads.MB)
    problems = uploads.check(one, uploads.Offered(name, size, head), room, ctx)
    if problems:
        return Chosen(one, None, problems)
    kind = uploads.kind_of(head)
    try:
        scan(upload.chunks())
        made = sanitise(upload.chunks(), kind=kind, size=size, most=uploads.FILE.max_bytes(one))
    except Refusal as refusal:
        return Chosen(one, None, [uploads.refused(refusal.code, one, name, ctx)])
    return Chosen(one, Incoming(uploads.clean_name(name, kind), made.length, kind, made.pieces()), [])


def is_whole(upload: UploadedFile) -> bool:
    """False when the request was so large that the spool kept only a part: half a document must not count as one."""
    return bool(getattr(upload.file, "length", upload.size) == upload.size)


def texts(request: HttpRequest) -> list[str]:
    """What people typed in sentences or names, not what they chose: to be shown for copying when it cannot be kept."""
    if request.method != "POST":
        return []
    typed = [text for inputs in answers(request).values() for text in inputs]
    return [text for text in typed if text.strip() and not text.isascii()] + [
        text for text in typed if text.isascii() and len(text.strip()) > 3
    ]

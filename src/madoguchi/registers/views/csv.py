"""A register as a file: written out, looked at before it is taken in, taken in as a whole."""

import base64
import binascii

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from madoguchi.registers import actions, sheet
from madoguchi.registers.actions.imports import Refused
from madoguchi.registers.errors import Unacceptable
from madoguchi.registers.plan import Plan, plan
from madoguchi.registers.queries.rows import every_row
from madoguchi.registers.views.acts import INVALID, why_words
from madoguchi.registers.views.ground import FORM, READ, Desk, for_writers, on_register

LARGEST = 600_000  # bytes: in base64 it still fits into one form


@on_register(*READ)
def export(desk: Desk) -> HttpResponse:
    """The plain part of every row that holds. What may lead to a person does not leave by a file."""
    text = sheet.written(desk.version, every_row(desk.book), desk.register.plain)
    return as_file(text, f"{desk.book.slug}.csv")


def as_file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@for_writers(*FORM)
def importing(desk: Desk) -> HttpResponse:
    """First a look at what would happen; the file stays in the page, not on the server, until it is confirmed."""
    if desk.request.method != "POST":
        return _choose(desk)
    try:
        raw = _raw(desk)
        if "_confirm" in desk.request.POST:
            actions.import_rows(register=desk.book.slug, raw=raw, why=_why(desk), by=desk.by)
            return redirect("registers:rows", slug=desk.book.slug)
        return _preview(desk, raw, plan(desk.book, desk.version, raw))
    except sheet.Unreadable as wrong:
        return _choose(desk, wrong.words)
    except Refused as refused:
        return _preview(desk, raw, refused.plan)
    except Unacceptable as wrong:
        return _preview(desk, raw, plan(desk.book, desk.version, raw), wrong=why_words(wrong.why))


def _raw(desk: Desk) -> bytes:
    if "payload" in desk.request.POST:
        try:
            return base64.b64decode(desk.request.POST["payload"], validate=True)
        except (binascii.Error, ValueError) as error:
            raise sheet.Unreadable(_("ファイルをもう一度選んでください。")) from error
    file = desk.request.FILES.get("file")
    if file is None:
        raise sheet.Unreadable(_("CSV ファイルを選んでください。"))
    if not file.size or file.size > LARGEST:
        raise sheet.Unreadable(_("ファイルが空か、大きすぎます(600 kBまで)。分けて取り込んでください。"))
    return file.read()


def _why(desk: Desk) -> str:
    return desk.request.POST.get("_why", "").strip()


def _choose(desk: Desk, wrong: str = "") -> HttpResponse:
    headings = [heading for one in desk.register.fields for heading, _part in sheet.cells.columns(one)]
    known = [sheet.NUMBER, sheet.REVISION, *headings]
    return desk.page("registers/import.html", status=INVALID if wrong else 200, wrong=wrong, headings=known)


def _preview(desk: Desk, raw: bytes, made: Plan, *, wrong: str = "") -> HttpResponse:
    status = INVALID if made.problems or wrong else 200
    return desk.page(
        "registers/preview.html",
        status=status,
        plan=made,
        shown=made.problems[: sheet.MOST_PROBLEMS],
        changed=[(one, [desk.version.field(name) for name in one.changed]) for one in made.changed[:100]],
        payload=base64.b64encode(raw).decode(),
        why=_why(desk),
        wrong=wrong,
    )

"""Pages that change a row: each calls one action."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from madoguchi.registers import actions
from madoguchi.registers.errors import Overtaken, Unacceptable
from madoguchi.registers.forms import Sheet
from madoguchi.registers.models import Row
from madoguchi.registers.queries.rows import history, row_of
from madoguchi.registers.queries.values import answers_of, open_rows
from madoguchi.registers.views.ground import ACT, FORM, Desk, for_writers, seen
from madoguchi.registers.views.lists import show_row

INVALID, OVERTAKEN = 422, 409


@for_writers(*FORM)
def new(desk: Desk) -> HttpResponse:
    if desk.request.method != "POST":
        return _form(desk, Sheet(desk.version, {}))
    sheet = Sheet.posted(desk.version, _posted(desk), {})
    try:
        _must_read(sheet)
        row = actions.append_row(register=desk.book.slug, answers=sheet.answers, by=desk.by, why=_why(desk))
    except Unacceptable as wrong:
        return _form(desk, sheet, wrong=wrong.why)
    return _to(row)


@for_writers(*FORM)
def edit(desk: Desk, number: int) -> HttpResponse:
    row = desk.row(number)
    opened = open_rows([row], desk.version, by=desk.by)
    if opened is None or row.ended:
        return show_row(desk, row, status=403)
    before = answers_of(row, opened)
    if desk.request.method != "POST":
        return _form(desk, Sheet(desk.version, before), row=row)
    sheet = Sheet.posted(desk.version, _posted(desk), before)
    if seen(desk.request) != row.revision:
        return _overtaken(desk, sheet, row)
    try:
        _must_read(sheet)
        actions.supersede_row(
            row=row, answers=sheet.answers, why=_why(desk), seen=seen(desk.request), by=desk.by, before=before
        )
    except Unacceptable as wrong:
        return _form(desk, sheet, row=row, wrong=wrong.why)
    except Overtaken:
        return _overtaken(desk, sheet, desk.row(number))
    return _to(row)


@for_writers(*ACT)
def review(desk: Desk, number: int) -> HttpResponse:
    row = desk.row(number)
    try:
        actions.review_row(row=row, seen=seen(desk.request), by=desk.by)
    except Overtaken:
        return show_row(desk, desk.row(number), status=OVERTAKEN, overtaken=True)
    return _to(row)


@for_writers(*FORM)
def end(desk: Desk, number: int) -> HttpResponse:
    """A page of its own: it cannot be undone."""
    row = desk.row(number)
    if desk.request.method != "POST":
        return desk.page("registers/end.html", row=row, why="", seen=row.revision)
    try:
        actions.end_row(row=row, why=_why(desk), seen=seen(desk.request), by=desk.by)
    except Unacceptable as wrong:
        words = why_words(wrong.why)
        return desk.page("registers/end.html", status=INVALID, row=desk.row(number), why=_why(desk), wrong=words)
    except Overtaken:
        return show_row(desk, desk.row(number), status=OVERTAKEN, overtaken=True)
    return _to(row)


def why_words(code: str) -> str:
    """What is wrong with a reason, in words."""
    if not code:
        return ""
    return {
        "missing": _("理由を書いてください。"),
        "long": _("理由は300字までにしてください。"),
        "my-number": _("マイナンバーのような12けたの数字があります。消してください。"),
    }[code]


def _must_read(sheet: Sheet) -> None:
    problems = list(sheet.problems)
    if problems:
        raise Unacceptable(problems)


def _form(desk: Desk, sheet: Sheet, *, row: Row | None = None, wrong: str = "", **more: object) -> HttpResponse:
    views = sheet.views()
    bad = bool(wrong) or any(view.is_wrong for view in views)
    context = {
        "views": views,
        "row": row,
        "seen": row.revision if row else 0,
        "why": _why(desk),
        "wrong": why_words(wrong),
        "others": [why_words(wrong)] if wrong else [],
    }
    status = INVALID if bad else 200
    return desk.page("registers/form.html", **({"status": status} | context | more))  # type: ignore[arg-type]


def _overtaken(desk: Desk, sheet: Sheet, row: Row) -> HttpResponse:
    """Somebody was faster. What was typed stands in the form; sending it again is now a choice with open eyes."""
    if row.ended:
        return show_row(desk, row, status=OVERTAKEN, overtaken=True)
    return _form(desk, sheet, row=row, status=OVERTAKEN, overtaken=history(row)[0])


def _posted(desk: Desk) -> dict[str, list[str]]:
    return {name: texts for name, texts in desk.request.POST.lists() if not name.startswith(("_", "csrf"))}


def _why(desk: Desk) -> str:
    return desk.request.POST.get("_why", "").strip()


def _to(row: Row) -> HttpResponse:
    """The row, or the list where the row is not to be seen."""
    if row_of(row.book_id, row.number) is None:
        return redirect("registers:rows", slug=row.book_id)
    return redirect("registers:row", slug=row.book_id, number=row.number)

"""The registers, what is due in them, and the rows of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.declare.procedure import Field
from madoguchi.declare.versions import Version
from madoguchi.people.audience import audience
from madoguchi.registers.models import Row, RowVersion
from madoguchi.registers.queries.access import may_read, may_write
from madoguchi.registers.queries.rows import due_for, history, page_of
from madoguchi.registers.queries.values import Opened, answers_of, open_rows, people_called, why_of
from madoguchi.registers.queries.versions import books, version
from madoguchi.registers.said import language
from madoguchi.registers.views.ground import HERE, READ, Desk, on_register, page_number, staff_of
from madoguchi.registers.words import Answers, lines
from madoguchi.trail import clock


@audience("staff")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    due = [(one, _heading(one.row)) for one in due_for(staff)]
    readable = [(book, one) for book, one in books() if may_read(one, staff)]
    context = {
        "registers": [(book, one, version(book.version_id), may_write(one, staff)) for book, one in readable],
        "over": [(one, words) for one, words in due if one.is_over],
        "coming": [(one, words) for one, words in due if not one.is_over],
        "today": clock.today(),
        "here": HERE,
    }
    return render(request, "registers/index.html", context)


def _heading(row: Row) -> str:
    """By what a row is called, as far as it may stand on a list of several registers."""
    of = version(row.version_id)
    field = of.field(of.register.heading) if of.register else None
    said = lines(of, field, row.plain.get(field.id), language()) if field else []
    return said[0] if said else ""


@on_register(*READ)
def rows(desk: Desk) -> HttpResponse:
    asked = desk.request.GET
    query, ended = asked.get("q", "").strip()[:200], asked.get("ended") == "1"
    people = people_called(query, desk.version, by=desk.by) if query and desk.register.sealed else ()
    page = page_of(desk.book, query=query, people=people, ended=ended, number=page_number(desk.request))
    opened = open_rows(page.rows, desk.version, by=desk.by)
    return desk.page(
        "registers/rows.html",
        rows=[(row, _title(desk, row, opened), _cells(desk, row)) for row in page.rows],
        columns=[desk.version.field(name) for name in desk.register.columns],
        page=page,
        query=query,
        ended=ended,
        today=clock.today(),
        closed=opened is None,
    )


def _title(desk: Desk, row: Row, opened: Opened | None) -> str:
    said = _lines(version(row.version_id), answers_of(row, opened), desk.register.heading)
    return said[0] if said else f"{row.number}"


def _cells(desk: Desk, row: Row) -> list[tuple[Field, list[str]]]:
    of = version(row.version_id)
    return [(desk.version.field(name), _lines(of, row.plain, name)) for name in desk.register.columns]


def _lines(of: Version, answers: Answers, name: str) -> list[str]:
    """A field of the version that a row was written under; one that it did not have yet says nothing."""
    try:
        return lines(of, of.field(name), answers.get(name), language())
    except KeyError:
        return []


@on_register(*READ)
def row(desk: Desk, number: int) -> HttpResponse:
    return show_row(desk, desk.row(number))


def show_row(desk: Desk, row: Row, *, status: int = 200, **more: object) -> HttpResponse:
    """A row with everything it ever said."""
    past = history(row)
    opened = open_rows([row, *past], desk.version, by=desk.by)
    of = version(row.version_id)
    fields = [(one, lines(of, one, answers_of(row, opened).get(one.id), language())) for one in of.page("row").fields]
    told = [
        (
            one,
            [of.field(name) for name in one.changed if _has(of, name)],
            why_of(one, opened),
            _before(past, at, opened),
        )
        for at, one in enumerate(past)
    ]
    context = {"row": row, "title": _title(desk, row, opened), "fields": fields, "past": told}
    context |= {"sealed": {one.id for one in desk.register.sealed}, "closed": opened is None, "today": clock.today()}
    return desk.page("registers/row.html", status=status, **context, **more)


def _has(of: Version, name: str) -> bool:
    return any(path == name for path, _page, _field in of.fields())


def _before(past: list[RowVersion], at: int, opened: Opened | None) -> list[tuple[Field, list[str], list[str]]]:
    """(field, what it said before, what it said then) of one change."""
    if at + 1 >= len(past) or not past[at].changed:
        return []
    now, then = past[at], past[at + 1]
    new, old = version(now.version_id), version(then.version_id)
    return [
        (new.field(name), _lines(old, answers_of(then, opened), name), _lines(new, answers_of(now, opened), name))
        for name in now.changed
        if _has(new, name)
    ]

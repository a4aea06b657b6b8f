"""The overview of a repeated page: its rows, one more, or on. And taking a row out, after asking once."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.declare.answers import Step
from madoguchi.declare.fields import FIELD_TYPES
from madoguchi.declare.procedure import Page
from madoguchi.receive import actions, forms
from madoguchi.receive.errors import NoSuchStep, Over
from madoguchi.receive.journey import key_of
from madoguchi.receive.said import language
from madoguchi.receive.views import ends
from madoguchi.receive.views.ground import Ground
from madoguchi.receive.views.sheet import INVALID, step_context
from madoguchi.receive.views.visit import Visit


def overview(visit: Visit, step: Step, *, wrong: str = "", ticket: str = "") -> HttpResponse:
    """`ticket`: of a form that begins with its rows; nothing is kept yet, so every way on is a button."""
    repeat = step.page.repeat
    assert repeat is not None  # noqa: S101
    rows = visit.content.answers.get(step.page.id) or []
    context = step_context(visit, step, visit.journey) | {
        "rows": [_row(visit, step.page, number, row) for number, row in enumerate(rows)],
        "add": visit.ground.step(visit.secret, step.page.id, len(rows)) if len(rows) < repeat.max else None,
        "repeat": repeat,
        "wrong": wrong,
        "ticket": ticket,
    }
    response = render(visit.request, "receive/rows.html", context, status=INVALID if wrong else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def leave(visit: Visit) -> HttpResponse:
    """On from the overview: when there are rows enough, and all of them are done."""
    step, journey = visit.step, visit.journey
    assert visit.draft is not None  # noqa: S101
    assert step.page.repeat is not None  # noqa: S101
    if "_later" in visit.request.POST:
        return HttpResponseRedirect(visit.ground.later(visit.secret), status=303)
    if "_lang" in visit.request.POST:
        return HttpResponseRedirect(visit.url(step), status=303)
    if "_add" in visit.request.POST or journey.rows(step.page) < step.page.repeat.min:
        return HttpResponseRedirect(visit.ground.step(visit.secret, step.page.id, journey.rows(step.page)), status=303)
    unfinished = [n for n in range(journey.rows(step.page)) if key_of(step.page.id, n) not in visit.draft.seen]
    if unfinished:
        return HttpResponseRedirect(visit.ground.step(visit.secret, step.page.id, unfinished[0]), status=303)
    visit.draft = actions.save_seen(draft=visit.draft, step=step, by=visit.by)
    return HttpResponseRedirect(visit.onwards(journey, step, visit.draft.seen), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, *, ground: Ground, secret: str, page_id: str, row: int) -> HttpResponse:
    try:
        visit = Visit(request, ground, secret, ground.draft(request, secret), page_id, row)
        if visit.draft is None:
            return ends.gone_or_sent(visit)
        step = visit.step
        if row >= visit.journey.rows(step.page):
            raise NoSuchStep(key_of(page_id, row))
        if request.method == "POST":
            actions.remove_row(draft=visit.draft, secret=secret, page_id=page_id, row=row, by=visit.by)
            return HttpResponseRedirect(ground.step(secret, page_id), status=303)
        return _ask(visit, step, row)
    except Over:
        return ends.over(request, ground)
    except NoSuchStep:
        return redirect(ground.draft_url(secret))


def _ask(visit: Visit, step: Step, row: int) -> HttpResponse:
    answers = visit.content.answers[step.page.id][row]
    context = step_context(visit, step, visit.journey) | {
        "row": _row(visit, step.page, row, answers),
        "overview": visit.ground.step(visit.secret, step.page.id),
        "removal": visit.ground.remove(visit.secret, step.page.id, row),
    }
    response = render(visit.request, "receive/remove_row.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _row(visit: Visit, page: Page, number: int, answers: dict[str, Any]) -> dict[str, Any]:
    """A row in one line: its name where it has one, else its first answer."""
    draft = visit.draft
    return {
        "number": number + 1,
        "words": _title(visit, page, answers),
        "edit": visit.ground.step(visit.secret, page.id, number),
        "remove": visit.ground.remove(visit.secret, page.id, number),
        "done": draft is not None and key_of(page.id, number) in draft.seen,
    }


def _title(visit: Visit, page: Page, answers: dict[str, Any]) -> str:
    answered = [one for one in page.fields if answers.get(one.id) is not None]
    names = [one for one in answered if one.type == "person-name"] or answered
    if not names:
        return ""
    kind, ctx = FIELD_TYPES[names[0].type], forms.context(visit.version)
    return next(iter(kind.lines(names[0], answers[names[0].id], language(), ctx)), "")

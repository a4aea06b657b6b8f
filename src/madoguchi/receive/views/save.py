"""A step that was filled in: sealed first, then answered by the button that was pressed."""

from collections.abc import Sequence

from django.http import HttpResponse, HttpResponseRedirect

from madoguchi.declare.answers import read_page
from madoguchi.declare.problem import Problem
from madoguchi.receive import actions, forms
from madoguchi.receive.actions import Saved
from madoguchi.receive.actions.files import FileChange
from madoguchi.receive.journey import Journey
from madoguchi.receive.models import Draft
from madoguchi.receive.said import language
from madoguchi.receive.views import ends, files, lookup, posted, rows
from madoguchi.receive.views.sheet import show
from madoguchi.receive.views.visit import Visit
from madoguchi.trail import clock


def save(visit: Visit) -> HttpResponse:
    if not _is_first_page(visit):
        visit.draft = visit.ground.draft(visit.request, visit.secret)
        if visit.draft is None and visit.ticket is None:
            return ends.gone_or_sent(visit)
        if _is_overview(visit):
            visit.draft = visit.draft or _begun(visit)
            return rows.leave(visit)
        if visit.request.POST.get("_peek"):
            return _peek(visit)
    change, refused = _take_files(visit)
    saved = actions.save_page(
        secret=visit.secret,
        ticket=visit.ticket,
        page_id=visit.page_id,
        row=visit.row,
        posted=_posted(visit),
        language=language(),
        by=visit.by,
        owner=visit.owner,
        files=change,
    )
    visit.draft = saved.draft
    return _answer(visit, saved, refused)


def _is_first_page(visit: Visit) -> bool:
    """The first page of a fresh form, simply sent: nothing has to be looked up before it is saved."""
    special = {"_peek", "_lookup", "_remove", "_upload"} & set(visit.request.POST)
    return visit.ticket is not None and not visit.request.FILES and not special and not _is_overview(visit)


def _is_overview(visit: Visit) -> bool:
    """The rows of a repeated page, with none of them opened. A form may begin with them."""
    pages = visit.version.procedure.pages
    return visit.row is None and any(one.id == visit.page_id and one.repeat for one in pages)


def _begun(visit: Visit) -> Draft:
    assert visit.ticket is not None  # noqa: S101  # without one, and without a draft, nobody comes this far
    return actions.begin(ticket=visit.ticket, language=language(), by=visit.by, owner=visit.owner)


def _posted(visit: Visit) -> dict[str, list[str]]:
    answers, asked = posted.answers(visit.request), visit.request.POST.get("_lookup")
    return lookup.with_address(answers, asked, visit.step.page, visit.version) if asked else answers


def _take_files(visit: Visit) -> tuple[FileChange, list[Problem]]:
    if not visit.request.FILES:
        return FileChange({}, files.removed(visit.request)), []
    step = visit.step
    visit.draft = visit.draft or _begun(visit)
    return files.change(visit, visit.draft, step)


def _peek(visit: Visit) -> HttpResponse:
    """What this page asks after the answer that was just chosen; nothing is saved, nothing is called wrong yet."""
    step, answers = visit.step, posted.answers(visit.request)
    result = read_page(visit.version, step.page, answers, visit.content.answers, row=step.row, today=clock.today())
    sheet = forms.Sheet(visit.version, step.page, step.row, result.answers, language(), typed=result.typed)
    return show(visit, step, sheet, template="receive/fields.html")


def _answer(visit: Visit, saved: Saved, refused: Sequence[Problem]) -> HttpResponse:
    pressed = visit.request.POST
    if "_later" in pressed:
        return _go(visit.ground.later(visit.secret))
    if "_lang" in pressed or "_remove" in pressed or ("_upload" in pressed and not refused):
        return _go(visit.url(saved.step))
    if saved.result.problems or refused or "_lookup" in pressed or _asks_more(visit, saved):
        return _stay(visit, saved, refused)
    journey = Journey(saved.version, saved.content.answers)
    return _go(visit.onwards(journey, saved.step, saved.draft.seen))


def _asks_more(visit: Visit, saved: Saved) -> bool:
    """Did the answers bring up questions that were not on the page that was sent (no JavaScript)?"""
    return not set(saved.result.revealed) <= set(visit.request.POST.getlist("_shown"))


def _stay(visit: Visit, saved: Saved, refused: Sequence[Problem]) -> HttpResponse:
    asked = visit.request.POST.get("_lookup", "")
    problems = [*refused, *_to_mend(visit, saved, asked)]
    sheet = forms.Sheet(
        saved.version, saved.step.page, saved.step.row, saved.content.answers, language(),
        typed=saved.result.typed, problems=problems, looked_up=asked,
    )  # fmt: skip
    return show(visit, saved.step, sheet, saved=True)


def _to_mend(visit: Visit, saved: Saved, asked: str) -> Sequence[Problem]:
    """Who only wants an address or sends a file is not told what else is missing."""
    if asked:
        return lookup.unanswered(_posted(visit), asked, list(saved.result.problems))
    return [] if "_upload" in visit.request.POST else list(saved.result.problems)


def _go(address: str) -> HttpResponse:
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response

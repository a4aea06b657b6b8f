"""What a form page shows around its fields: where one is, the way back, what was saved, whom to ask."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from madoguchi.declare.answers import Step
from madoguchi.declare.base import Text
from madoguchi.declare.procedure import Page
from madoguchi.declare.versions import Version
from madoguchi.receive import forms
from madoguchi.receive.journey import Journey
from madoguchi.receive.said import plain
from madoguchi.receive.views.ground import Ground
from madoguchi.receive.views.visit import Visit

INVALID = 422


def show(
    visit: Visit, step: Step, sheet: forms.Sheet, *, template: str = "receive/page.html", **more: Any
) -> HttpResponse:
    """A step with its fields. With problems after a POST the answer says so (422); nothing typed is lost."""
    context = page_context(visit, step, sheet)
    wrong = any(view.is_wrong for view in context["views"]) or context["others"]
    status = INVALID if wrong and visit.request.method == "POST" else 200
    response = render(visit.request, template, context | more, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def page_context(visit: Visit, step: Step, sheet: forms.Sheet) -> dict[str, Any]:
    """What page.html needs."""
    views = sheet.views()
    return step_context(visit, step, Journey(visit.version, sheet.answers)) | {
        "views": views,
        "has_files": any(one.type == "file" for one in step.page.fields),  # one may come up later, by htmx
        "controls": any(view.controls for view in views),
        "fell_back": forms.fell_back(views),
        "others": _of_no_field(sheet),
    }


def step_context(visit: Visit, step: Step, journey: Journey) -> dict[str, Any]:
    """What every template of a step needs."""
    before, after = journey.before(step), journey.after(step)
    now, total = journey.position(step)
    back = visit.request.POST.get("_back") or visit.request.GET.get("back") or ""
    return frame_context(visit.ground, visit.version) | {
        "draft": visit.draft,
        "page": step.page,
        "row_number": None if step.row is None else step.row + 1,
        "page_title": title_of(step.page),
        "action": visit.url(step),
        "check_address": visit.ground.check(visit.secret),
        "before": visit.url(before) if before and visit.draft else None,
        "now": now,
        "total": total,
        "coming": _coming(step, after),
        "back": "check" if back == "check" else "",
    }


def frame_context(ground: Ground, version: Version) -> dict[str, Any]:
    """The procedure, the office to ask, and the frame of the page."""
    office = version.office
    return {
        "ground": ground,
        "here": ground.listing,
        "frame_template": ground.frame,
        "version": version,
        "procedure": version.procedure,
        "procedure_address": ground.procedure(version.procedure.procedure),
        "office": office,
    }


def title_of(page: Page) -> Text | None:
    return page.title or (page.repeat.title if page.repeat else None)


def _coming(step: Step, after: Step | None) -> str:
    if after is None:
        return _("内容の確認")
    title = title_of(after.page)
    return plain(title) if title and after.page.id != step.page.id else ""


def _of_no_field(sheet: forms.Sheet) -> list[str]:
    """Problems of the page as a whole: one row too many."""
    fields = {one.id for one in sheet.page.fields}
    return [p.within(sheet.language) for p in sheet.problems if p.path.rsplit(".", 1)[-1] not in fields]

"""The extension notice: a reason and a new date, which the applicant reads at once."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from madoguchi.decide import actions
from madoguchi.decide.days import typed_day
from madoguchi.decide.errors import Unacceptable
from madoguchi.decide.models import Case
from madoguchi.decide.views.ground import on_case, seen
from madoguchi.decide.words import clock_face
from madoguchi.people import actor_of
from madoguchi.receive.queries.versions import version as open_version


@on_case
def extension(request: HttpRequest, case: Case) -> HttpResponse:
    """The form; posting it tells the applicant, unless something is to be mended first."""
    if request.method != "POST":
        return _form(request, case)
    try:
        return _extend(request, case)
    except Unacceptable as wrong:
        return _form(request, case, wrong.problems)


def _extend(request: HttpRequest, case: Case) -> HttpResponse:
    until, problems = typed_day(request.POST.get("until", ""))
    if until is None:
        raise Unacceptable(**problems)
    reason = request.POST.get("reason", "")
    actions.extend(case=case, reason=reason, until=until, seen=seen(request), by=actor_of(request))
    return redirect("decide:case", number=case.number)


def _form(request: HttpRequest, case: Case, problems: dict[str, str] | None = None) -> HttpResponse:
    typed: Any = request.POST
    page = {
        "here": "/staff/",
        "case": case,
        "clock": clock_face(case.clock, extended=case.extended),
        "procedure": open_version(case.version_hash).procedure,
        "reason": typed.get("reason", ""),
        "until": typed.get("until", ""),
        "problems": problems or {},
        "seen": typed.get("seen", case.revision),
    }
    return render(request, "decide/extension.html", page, status=422 if problems else 200)

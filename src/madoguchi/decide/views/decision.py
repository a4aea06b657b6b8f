"""Deciding in two steps: choose and write on the case page, look at what the applicant will read, then decide."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from madoguchi.decide import actions
from madoguchi.decide.actions.decision import checked_reason, declared_result, must_not_have_written
from madoguchi.decide.errors import Unacceptable
from madoguchi.decide.models import Case
from madoguchi.decide.queries.cases import latest_proposal
from madoguchi.decide.queries.procedures import office_names
from madoguchi.decide.views.case import Typed, show_case
from madoguchi.decide.views.ground import on_case, seen, staff_of
from madoguchi.people import actor_of
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail import clock


@on_case
@require_POST
def decide(request: HttpRequest, case: Case) -> HttpResponse:
    """`step`: "" shows the page before the last, "again" goes back with everything kept, "final" decides."""
    typed = {"result": request.POST.get("result", ""), "reason": request.POST.get("reason", "")}
    if request.POST.get("step") == "again":
        return show_case(request, case, Typed("decide", typed))
    try:
        return _final(request, case, typed) if request.POST.get("step") == "final" else _check(request, case, typed)
    except Unacceptable as wrong:
        return show_case(request, case, Typed("decide", typed, wrong.problems))


def _final(request: HttpRequest, case: Case, typed: dict[str, str]) -> HttpResponse:
    actions.decide(case=case, **typed, seen=seen(request), by=actor_of(request))
    return redirect("decide:case", number=case.number)


def _check(request: HttpRequest, case: Case, typed: dict[str, str]) -> HttpResponse:
    must_not_have_written(case, staff_of(request))
    reason = checked_reason(case, **typed)
    return render(request, "decide/check.html", _page(request, case, typed["result"], reason))


def _page(request: HttpRequest, case: Case, result: str, reason: str) -> dict[str, Any]:
    version, proposal = open_version(case.version_hash), latest_proposal(case)
    chosen, remedies = declared_result(case, result), version.procedure.case.remedies
    return {
        "here": "/staff/",
        "case": case,
        "procedure": version.procedure,
        "result": chosen,
        "reason": reason,
        "remedies": version.texts[remedies].ja if remedies else "",
        "followed": None if proposal is None else proposal.result == result,
        "office_name": office_names()[case.office],
        "staff": staff_of(request),
        "today": clock.today(),
        "seen": request.POST.get("seen", ""),
    }

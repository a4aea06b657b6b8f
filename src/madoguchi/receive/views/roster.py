"""名簿の取り込み: a page with a report of what did not fit. Looked at first, then taken over; all or nothing."""

from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from madoguchi.people import actor_of
from madoguchi.people.queries import roles_of
from madoguchi.receive import actions
from madoguchi.receive.queries.schools import meibo
from madoguchi.receive.roster.bundle import from_zip
from madoguchi.receive.roster.plan import Plan, plan_of
from madoguchi.receive.roster.reading import read_roster
from madoguchi.trail import clock

IMPORTERS = ("clerk", "reviewer", "manager")
INVALID, FORBIDDEN = 422, 403
SHOWN = 500
"""Misfits on the page; the number of all stands above them."""


@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: HttpRequest) -> HttpResponse:
    """For the office that keeps the roster."""
    version, by = meibo(), actor_of(request)
    if version is None or not roles_of(by, version.procedure.owner) & set(IMPORTERS):
        return render(request, "people/no_role.html", {"needed": IMPORTERS}, status=FORBIDDEN)
    upload = request.FILES.get("file")
    if request.method != "POST" or upload is None:
        status = INVALID if request.method == "POST" else 200
        return _page(request, {"no_file": request.method == "POST"}, status)
    read = read_roster(from_zip(BytesIO(upload.read())))
    try:
        if "take" in request.POST:
            plan = actions.import_roster(roster=read, version=version, by=by)
            return _page(request, _told(plan) | {"taken": True})
        plan = plan_of(read, version, today=clock.today())
    except actions.DoesNotFit as refused:
        plan = refused.plan
    return _page(request, _told(plan), INVALID if plan.misfits else 200)


def _told(plan: Plan) -> dict[str, object]:
    return {"plan": plan, "counts": plan.counts(), "misfits": plan.misfits[:SHOWN], "whole": plan.whole}


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, "receive/roster.html", context | {"here": "/staff/roster/"}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response

"""名簿の取り込み: a page with a report of what did not fit. Looked at first, then taken over; all or nothing."""

from io import BytesIO

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from madoguchi.people import actor_of
from madoguchi.people.queries import roles_of
from madoguchi.receive import actions
from madoguchi.receive.queries.schools import meibo
from madoguchi.receive.roster.bundle import PART, Bundle, from_zip, refused
from madoguchi.receive.roster.plan import Plan, plan_of
from madoguchi.receive.roster.reading import read_roster
from madoguchi.receive.sanitise.refusal import Refusal
from madoguchi.receive.scanning import scan
from madoguchi.receive.spool import KEPT
from madoguchi.receive.views import posted
from madoguchi.trail import clock

IMPORTERS = ("clerk", "reviewer", "manager")
INVALID, FORBIDDEN = 422, 403
SHOWN = 500
"""Misfits on the page; the number of all stands above them."""

UNSAFE = {
    "virus": ("ウイルスの検査で見つかったものがあります。", "取り込みません。書き出した機器を検査してください。"),
    "scanner-down": ("いま、ウイルスの検査が動いていません。", "しばらくしてから、もう一度選んでください。"),
}


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
    read = read_roster(_opened(upload))
    try:
        if "take" in request.POST:
            plan = actions.import_roster(roster=read, version=version, by=by)
            return _page(request, _told(plan) | {"taken": True})
        plan = plan_of(read, version, today=clock.today())
    except actions.DoesNotFit as refused:
        plan = refused.plan
    return _page(request, _told(plan), INVALID if plan.misfits else 200)


def _opened(upload: UploadedFile) -> Bundle:
    """A roster is read and kept nowhere, so it is not made anew as an attachment is; but it is scanned, and limited."""
    if not posted.is_whole(upload):
        return refused(f"ZIP が大きすぎます({KEPT // 1024 // 1024} MB まで)。", PART)
    try:
        scan(upload.chunks())
    except Refusal as refusal:
        return refused(*UNSAFE[refusal.code])
    upload.seek(0)
    return from_zip(BytesIO(upload.read()))


def _told(plan: Plan) -> dict[str, object]:
    return {"plan": plan, "counts": plan.counts(), "misfits": plan.misfits[:SHOWN], "whole": plan.whole}


def _page(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    response = render(request, "receive/roster.html", context | {"here": "/staff/roster/"}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response

"""One upload: how far its check is, then what was found; stopped, started again, held against another standard."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from madoguchi.opendata.standards.loading import standards
from madoguchi.publish import actions
from madoguchi.publish.actions.erasing import KEPT
from madoguchi.publish.errors import NotNow
from madoguchi.publish.judging import NONE
from madoguchi.publish.models import Check
from madoguchi.publish.queries.reports import is_stuck, successor
from madoguchi.publish.views.ground import ACT, FORM, READ, Desk, on_upload, whole_number
from madoguchi.publish.words import EVIDENCE, HOW
from madoguchi.trail import clock

SECONDS = 2
STAGES = list(Check.Stage)


@on_upload(*READ)
def upload(desk: Desk) -> HttpResponse:
    report = desk.report
    standard = report.standard if report else None
    return desk.page(
        "publish/upload.html",
        report=report,
        standard=standard,
        amber=bool(standard and standard.amber(clock.today())),
        newer=successor(standard),
        kept_until=desk.upload.at + KEPT,
        evidence=EVIDENCE,
        how=HOW,
        **_progress(desk),
    )


def _progress(desk: Desk) -> dict[str, Any]:
    """What the bar shows. None where nothing is under way or went wrong after the report."""
    check = desk.latest
    shown = check if check and check.state != Check.State.DONE else None
    now = STAGES.index(Check.Stage(shown.stage)) + 1 if shown and shown.state == Check.State.RUNNING else 0
    return {
        "check": shown,
        "is_open": bool(shown and shown.state in Check.OPEN),
        "stuck": bool(shown and shown.state in Check.OPEN and is_stuck(shown)),
        "stages": STAGES,
        "now": now,
        "seconds": SECONDS,
    }


@on_upload(*READ, live=True)
def progress(desk: Desk) -> HttpResponse:
    """The bar alone, asked for by the page itself; when the check has ended the page loads anew."""
    told = _progress(desk)
    if not told["is_open"]:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    context = {"desk": desk, "file": desk.file, "upload": desk.upload, "may_work": desk.may_work}
    return render(desk.request, "publish/progress.html", context | told)


@on_upload(*ACT)
def stop(desk: Desk) -> HttpResponseBase:
    if desk.latest:
        actions.stop(check=desk.latest, by=desk.by)
    return desk.home()


@on_upload(*FORM, for_keepers=True)
def standard(desk: Desk) -> HttpResponseBase:
    """Choose what the file is held against; sent without a choice it is checked again as before."""
    if desk.request.method == "POST":
        wanted = desk.request.POST.get("standard", "")
        known = wanted if wanted == NONE or wanted in standards() else ""
        sheet = desk.latest.sheet if desk.latest else None
        actions.check_again(upload=desk.upload, standard=known, sheet=sheet, by=desk.by)
        return desk.home()
    check = desk.latest
    shares = dict(check.candidates) if check else {}
    likely = [(standards()[key], share) for key, share in shares.items() if key in standards()]
    others = [one for key, one in sorted(standards().items()) if key not in shares]
    current = desk.report.check.standard or NONE if desk.report else ""
    return desk.page("publish/standard.html", likely=likely, others=others, current=current, none=NONE)


@on_upload(*ACT)
def sheet(desk: Desk) -> HttpResponseBase:
    """Another sheet of the workbook, against the standard that is likeliest for it."""
    wanted = whole_number(desk.request.POST.get("sheet", ""), -1)
    if wanted not in _sheets(desk):
        raise NotNow(desk.upload.pk)
    actions.check_again(upload=desk.upload, sheet=wanted, by=desk.by)
    return desk.home()


def _sheets(desk: Desk) -> set[int]:
    """Which sheets may be asked for: those of the report, or of a workbook of which the first sheet could not be read."""
    unread = desk.latest.trouble if desk.latest else None
    told = {at for at, _name, _this in desk.report.sheets} if desk.report else set()
    return told | set((unread or {}).get("sheets", ()))


@on_upload(*ACT)
def match(desk: Desk) -> HttpResponseBase:
    """`heading`: the place of a column in the table; `column`: the standard's, "" takes a match back."""
    posted, report = desk.request.POST, desk.report
    at = whole_number(posted.get("heading", ""), -1)
    if report is None or posted.get("check") != str(report.check.pk) or at not in range(len(report.header)):
        raise NotNow(desk.upload.pk)
    column = posted.get("column", "")
    actions.match_heading(check=report.check, heading=report.header[at], column=column, by=desk.by)
    return desk.home()


@on_upload(*FORM, for_keepers=True)
def erase(desk: Desk) -> HttpResponseBase:
    """A page of its own: it cannot be undone."""
    if desk.request.method != "POST":
        return desk.page("publish/erase.html")
    actions.erase(upload=desk.upload, by=desk.by)
    return desk.home()

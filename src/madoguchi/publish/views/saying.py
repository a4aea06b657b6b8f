"""Accept, take back, say that one looked: one address, then back to where one was."""

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from madoguchi.publish import actions
from madoguchi.publish.errors import NotNow, OnlyOneByOne
from madoguchi.publish.queries.reports import Report
from madoguchi.publish.views.ground import ACT, Desk, on_upload, whole_number


@on_upload(*ACT)
def say(desk: Desk) -> HttpResponseBase:
    """`verb` and `group`; `finding` for one alone; `check`: the one that the page was drawn from."""
    posted, report = desk.request.POST, desk.report
    if report is None or posted.get("check") != str(report.check.pk):
        raise NotNow(desk.upload.pk)
    try:
        _said(desk, report)
    except OnlyOneByOne:
        return redirect("publish:kind", desk.file.pk, desk.upload.number, whole_number(posted.get("group", "")))
    return redirect(_back(desk))


def _said(desk: Desk, report: Report) -> None:
    posted = desk.request.POST
    verb, group = posted.get("verb", ""), whole_number(posted.get("group", ""), -1)
    finding = whole_number(posted["finding"]) if posted.get("finding") else None
    about = {"check": report.check, "group": group, "finding": finding, "by": desk.by}
    if verb == "provable":
        actions.accept_provable(check=report.check, by=desk.by)
    elif verb == "accept":
        actions.accept(**about, after_a_look="looked" in posted)  # type: ignore[arg-type]
    elif verb == "undo":
        actions.undo(**about)  # type: ignore[arg-type]
    elif verb == "seen":
        actions.look_at(**about)  # type: ignore[arg-type]
    else:
        raise NotNow(verb)


def _back(desk: Desk) -> str:
    """A page of this upload; anything else that stands in the form leads to its first page."""
    home = reverse("publish:upload", args=[desk.file.pk, desk.upload.number])
    back = desk.request.POST.get("back", "")
    return back if back.startswith(home) and back.isprintable() and "\\" not in back else home

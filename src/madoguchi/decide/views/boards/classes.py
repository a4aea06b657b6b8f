"""The class board: refreshes by itself; 304 while nothing is new, by one indexed row."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_POST, require_safe

from madoguchi.decide import actions
from madoguchi.decide.queries.boards import live
from madoguchi.decide.queries.boards.classes import Board, board_of
from madoguchi.decide.queries.boards.days import CLOSURE_SHARE
from madoguchi.decide.queries.boards.schools import Desk
from madoguchi.decide.views.boards.chart import bars
from madoguchi.decide.views.boards.ground import class_or_404, desk_or_refusal, in_school, page
from madoguchi.decide.views.ground import staff_of
from madoguchi.people.audience import audience
from madoguchi.receive.models import Notice
from madoguchi.receive.queries.schools import classes_of
from madoguchi.trail import clock

SECONDS = 4
"""How often an open board asks. With the time of an answer, nothing is older than five seconds."""


@audience("staff", live=True)
@require_safe
def board(request: HttpRequest, school: str, class_id: int) -> HttpResponse:
    room = request.GET.get("view") == "room"
    stamp = live.class_stamp(school, class_id)
    if stamp is None:
        raise Http404
    staff_id, key = staff_of(request).pk, f"class-{class_id}-{room:d}"
    tag = live.tag(staff_id, key, stamp)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    since = live.quarter(staff_id, key) if "HX-Request" in request.headers else None
    desk = desk_or_refusal(request, school)
    found = board_of(desk, class_or_404(desk, class_id), room=room, since=since)
    if desk.absent:
        tag = live.tag(staff_id, key, live.what_it_shows(found))
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    response = _board(request, desk, found, room=room, tag=tag, asks=since is not None)
    response.headers["ETag"] = tag
    return response


def _board(request: HttpRequest, desk: Desk, found: Board, *, room: bool, tag: str, asks: bool) -> HttpResponse:
    context = {
        "board": found,
        "bars": bars(found.past),
        "closure": round(CLOSURE_SHARE * 100),
        "room": room,
        "tag": tag,
        "seconds": SECONDS,
        "classes": [] if asks or room else classes_of(desk.school.pk, clock.today()),
    }
    return page(request, f"decide/boards/class{'_live' if asks else ''}.html", desk, "board", context)


@in_school
@require_POST
def see(request: HttpRequest, desk: Desk, *, class_id: int) -> HttpResponse:
    """確認した: for one notice, or for all that the page showed."""
    school_class = class_or_404(desk, class_id)
    numbers = request.POST.getlist("number")
    told = Notice.objects.filter(pk__in=numbers, application__office=desk.school.pk)
    for notice in told.exclude(pupil__in=desk.absent):
        actions.see_notice(notice=notice, by=desk.by)
    return HttpResponse(status=303, headers={"Location": f"/staff/schools/{desk.school.pk}/{school_class.pk}/#told"})

"""The schools of a member of staff, and the board of one: every class in a line, who is missing first."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from madoguchi.decide.actions.moving import SCHOOL
from madoguchi.decide.queries.boards import live
from madoguchi.decide.queries.boards.overview import overview_of
from madoguchi.decide.queries.boards.schools import schools_of
from madoguchi.decide.views.boards.classes import SECONDS
from madoguchi.decide.views.boards.ground import desk_or_refusal, page
from madoguchi.decide.views.ground import staff_of
from madoguchi.people.audience import audience


@audience("staff", roles=SCHOOL)
@require_safe
def schools(request: HttpRequest) -> HttpResponse:
    """Straight on where there is one only."""
    found = schools_of(staff_of(request))
    if len(found) == 1:
        return redirect("decide:school", school=found[0].pk)
    return render(request, "decide/boards/schools.html", {"schools": found, "here": "/staff/schools/"})


@audience("staff", live=True)
@require_safe
def board(request: HttpRequest, school: str) -> HttpResponse:
    stamp = live.school_stamp(school)
    if stamp is None:
        raise Http404
    staff_id, key = staff_of(request).pk, f"school-{school}"
    tag = live.tag(staff_id, key, stamp)
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    desk, asks = desk_or_refusal(request, school), "HX-Request" in request.headers
    found = overview_of(desk, since=live.quarter(staff_id, key) if asks else None)
    if desk.absent:
        tag = live.tag(staff_id, key, live.what_it_shows(found))
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    template = f"decide/boards/school{'_live' if asks else ''}.html"
    response = page(request, template, desk, "school", {"overview": found, "tag": tag, "seconds": SECONDS})
    response.headers["ETag"] = tag
    return response

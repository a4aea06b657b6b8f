"""Procedures: all, found, and one before anybody starts."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.receive.queries import catalogue
from madoguchi.receive.queries.search import search
from madoguchi.receive.queries.versions import for_residents, for_staff, version_in_force, versions_in_force
from madoguchi.receive.views.ground import STAFF, Ground
from madoguchi.trail import clock


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    every = for_residents(versions_in_force(clock.today()))
    query, life_events = request.GET.get("q", "").strip()[:200], catalogue.by_life_event(every)
    scene = next(((one, found) for one, found in life_events if one.id == request.GET.get("event")), None)
    versions = search(query, every) if query else scene[1] if scene else every
    context = {
        "versions": versions,
        "query": query,
        "event": scene[0] if scene and not query else None,
        "life_events": life_events,
        "total": len(every),
        "here": "procedures",
    }
    return render(request, "receive/procedures.html", context)


@require_safe
def detail(request: HttpRequest, *, ground: Ground, slug: str) -> HttpResponse:
    version = version_in_force(slug, clock.today())
    if version is None or not ground.shows(version):
        raise Http404
    scenes = catalogue.by_life_event([version])
    context = {
        "version": version,
        "start_address": ground.start(slug) if ground.offers(version) else None,
        "event": next((scene for scene, found in scenes if found), None),
        "uses": catalogue.uses(version),
        "frame_template": ground.frame,
        "ground": ground,
        "here": ground.listing if ground.is_staff else "procedures",
    }
    return render(request, "receive/procedure.html", context)


@require_safe
def staff_listing(request: HttpRequest) -> HttpResponse:
    versions = for_staff(versions_in_force(clock.today()))
    context = {"versions": versions, "ground": STAFF, "here": "/staff/procedures/"}
    return render(request, "receive/staff_procedures.html", context)

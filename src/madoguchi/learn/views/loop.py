"""The loop on one page, for one procedure."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.learn.queries.loop import loop_of
from madoguchi.learn.queries.stops import stops_of
from madoguchi.learn.views.telling import panel, said_of
from madoguchi.people.audience import audience
from madoguchi.receive.queries.versions import version_in_force
from madoguchi.trail import clock


@audience("public")
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    version = version_in_force(slug, clock.today())
    if version is None or version.procedure.audience == "staff":
        raise Http404
    procedure = version.procedure
    loop = loop_of(slug)
    service = [(shown, panel(shown, slug, shown.series.get(slug, ()))) for shown in loop.service]
    told = {shown.slug: said_of(shown, point) for shown in loop.service if (point := shown.latest_of(slug))}
    context = {
        "procedure": procedure, "loop": loop, "service": service, "told": told, "stops": stops_of(procedure),
        "here": "procedures",
    }  # fmt: skip
    return render(request, "learn/loop.html", context)

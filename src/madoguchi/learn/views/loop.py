"""The loop on one page, for one procedure."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.learn.definitions import definitions
from madoguchi.learn.queries.loop import loop_of
from madoguchi.learn.views.telling import panel, said_of
from madoguchi.people.audience import audience


@audience("public")
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    procedure = definitions().procedures.get(slug)
    if procedure is None or procedure.audience == "staff":
        raise Http404
    loop = loop_of(slug)
    service = [(shown, panel(shown, slug, shown.series.get(slug, ()))) for shown in loop.service]
    told = {shown.slug: said_of(shown, point) for shown in loop.service if (point := shown.latest_of(slug))}
    context = {"procedure": procedure, "loop": loop, "service": service, "told": told, "here": "procedures"}
    return render(request, "learn/loop.html", context)

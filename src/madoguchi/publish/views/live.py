"""Numbers of the moment, for everybody: a page that says its minute, and the same as JSON."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.people.audience import audience
from madoguchi.publish.queries.live import Moment, declared, moment, moments
from madoguchi.publish.views.openly import opened


@audience("public")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    response = render(request, "publish/catalogue/live.html", {"moments": moments(), "here": "data"})
    response["Cache-Control"] = "no-store"
    return response


@audience("public")
@opened
@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    found = declared().get(slug)
    if found is None:
        raise Http404
    response = JsonResponse(_told(moment(found)), json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response


def _told(now: Moment) -> dict[str, object]:
    words = now.dataset.title
    return {"dataset": now.dataset.dataset, "title": words.ja, "at": now.at.isoformat(timespec="minutes"),
            "at_least": now.at_least, "under": now.under}  # fmt: skip

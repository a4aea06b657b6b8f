"""How far the worker is with photographs that were sent together; stopped, gone on with, or the rest thrown away."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.publish import actions
from madoguchi.publish.errors import NotNow, NotYours
from madoguchi.publish.queries.access import may_work
from madoguchi.publish.views.ground import ACT, READ, whole_number
from madoguchi.publish.views.photos import dataset_of, under_way

WORDS: dict[str, Callable[..., Any]] = {
    "stop": actions.stop_photos, "resume": actions.resume_photos, "drop": actions.drop_photos,
}  # fmt: skip


@audience("staff", live=True)
@require_http_methods(READ)
def progress(request: HttpRequest, slug: str) -> HttpResponse:
    """The bars alone, asked for by the page itself; when nothing is under way any more the page loads anew."""
    dataset = dataset_of(request, slug)
    told = under_way(dataset)
    if not told["live"]:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    context = {"dataset": dataset, "may": may_work(dataset.office, actor_of(request)), **told}
    return render(request, "publish/photos_live.html", context)


@audience("staff")
@require_http_methods(ACT)
def act(request: HttpRequest, slug: str, word: str) -> HttpResponse:
    """Where somebody was faster nothing is done: the page shows how it is."""
    dataset = dataset_of(request, slug)
    batch = get_object_or_404(dataset.batches, pk=whole_number(request.POST.get("batch", "")))
    try:
        WORDS[word](batch=batch, by=actor_of(request))
    except NotYours as wrong:
        raise Http404 from wrong
    except NotNow:
        pass
    return redirect("publish:photos-of", slug=dataset.slug)

"""Files that are fetched from the folder: registered by one person, approved by another, stopped by any of the office."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.publish import actions
from madoguchi.publish.errors import NotNow, NotYours, SamePerson, SlugTaken
from madoguchi.publish.queries.access import may_release, may_see, may_work, seen_offices
from madoguchi.publish.queries.sources import Line, fetched, lines
from madoguchi.publish.views.ground import ACT, GONE, READ, staff_of

SOURCES = "/staff/data/sources/"
_ACTS = {
    "register": actions.register_source,
    "approve": actions.approve_source,
    "stop": actions.stop_source,
}
_WRONG = {SamePerson: "same", NotYours: "yours", SlugTaken: "taken", NotNow: "now"}


@audience("staff")
@require_http_methods(READ)
def index(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, *, wrong: str = "", status: int = 200) -> HttpResponse:
    told = [(one, _may(request, one)) for one in lines(seen_offices(staff_of(request)))]
    return render(request, "publish/sources.html", {"lines": told, "wrong": wrong, "here": SOURCES}, status=status)


def _may(request: HttpRequest, one: Line) -> set[str]:
    """What this person may do with a source now."""
    staff, source = staff_of(request), one.source
    if not may_work(one.declared.owner, staff):
        return set()
    if source is None:
        return {"register"}
    if source.approved_at is not None:
        return {"stop"} if one.stands else {"register"}
    another = source.registered_by != f"staff:{staff.pk}" and may_release(one.declared.owner, staff)
    return {"approve"} if another and source.file == (one.declared.fetch and one.declared.fetch.file) else {"register"}


@audience("staff")
@require_http_methods(ACT)
def act(request: HttpRequest, slug: str, word: str) -> HttpResponse:
    one, by = fetched().get(slug), actor_of(request)
    if one is None or not may_see(one.owner, by):
        raise Http404
    try:
        _ACTS[word](slug=slug, by=by)
    except tuple(_WRONG) as trouble:
        wrong = next(words for kind, words in _WRONG.items() if isinstance(trouble, kind))
        return _page(request, wrong=wrong, status=403 if isinstance(trouble, NotYours) else GONE)
    return redirect("publish:sources")

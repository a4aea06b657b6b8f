"""What waits to be let out: a person looks at the difference, and releases; or takes back what is out."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.publish import actions
from madoguchi.publish.errors import NotNow, NotYours
from madoguchi.publish.models import Release
from madoguchi.publish.queries.access import may_release, may_see, seen_offices
from madoguchi.publish.release.differing import breaks
from madoguchi.publish.views.ground import ACT, GONE, HERE, READ, staff_of


@audience("staff")
@require_http_methods(READ)
def waiting(request: HttpRequest) -> HttpResponse:
    mine = Release.objects.filter(dataset__office__in=seen_offices(staff_of(request))).select_related("dataset")
    return render(request, "publish/releases.html", {"releases": mine.order_by("-pk")[:200], "here": HERE})


@audience("staff")
@require_http_methods(READ)
def one(request: HttpRequest, release: int) -> HttpResponse:
    return _page(request, _seen(request, release))


def _seen(request: HttpRequest, pk: int) -> Release:
    release = Release.objects.filter(pk=pk).select_related("dataset").first()
    if release is None or not may_see(release.dataset.office, actor_of(request)):
        raise Http404
    return release


def _page(request: HttpRequest, release: Release, *, wrong: str = "", status: int = 200) -> HttpResponse:
    context = {
        "release": release, "may": may_release(release.dataset.office, actor_of(request)), "here": HERE,
        "wrong": wrong, "breaks": bool(release.difference and breaks(release.difference)),
    }  # fmt: skip
    return render(request, "publish/release.html", context, status=status)


@audience("staff")
@require_http_methods(ACT)
def let_out(request: HttpRequest, release: int) -> HttpResponse:
    found = _seen(request, release)
    return _done(request, found, lambda: actions.release(release=found, by=actor_of(request)))


@audience("staff")
@require_http_methods(ACT)
def take_back(request: HttpRequest, release: int) -> HttpResponse:
    found, reason = _seen(request, release), request.POST.get("reason", "")
    if not reason.strip():
        return _page(request, found, wrong="reason", status=422)
    return _done(request, found, lambda: actions.retract(release=found, reason=reason, by=actor_of(request)))


def _done(request: HttpRequest, release: Release, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except NotYours:
        return _page(request, release, wrong="yours", status=403)
    except NotNow:
        release.refresh_from_db()
        return _page(request, release, wrong="now", status=GONE)
    return redirect("publish:release", release=release.pk)

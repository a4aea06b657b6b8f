"""What waits to be let out: a person looks at the difference, and releases; or takes back what is out."""

from collections.abc import Callable, Iterable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.publish import actions
from madoguchi.publish.errors import NotAnnounced, NotNow, NotProven, NotYours, SamePerson
from madoguchi.publish.models import Release
from madoguchi.publish.queries.access import may_release, may_see, seen_offices
from madoguchi.publish.queries.catalogue import catalogue
from madoguchi.publish.queries.cited import missing
from madoguchi.publish.queries.counted import periods_in
from madoguchi.publish.queries.fresh import fresh
from madoguchi.publish.queries.items import checklist
from madoguchi.publish.queries.pictures import shown
from madoguchi.publish.queries.sources import lines
from madoguchi.publish.release.differing import breaks
from madoguchi.publish.views.ground import ACT, GONE, READ, staff_of
from madoguchi.trail import clock

RELEASES = "/staff/data/releases/"


@audience("staff")
@require_http_methods(READ)
def waiting(request: HttpRequest) -> HttpResponse:
    offices = seen_offices(staff_of(request))
    mine = Release.objects.filter(dataset__office__in=offices).select_related("dataset")
    late = [one.dataset for one in catalogue().entries if one.dataset.office in offices and fresh(one).is_late]
    stuck = [one for one in lines(offices) if one.trouble]
    groups = _grouped(mine.order_by("-pk")[:200])
    context = {"groups": groups, "late": late, "missing": missing(), "stuck": stuck, "here": RELEASES}
    return render(request, "publish/releases.html", context)


def _grouped(releases: Iterable[Release]) -> list[tuple[str, list[Release]]]:
    """What waits for a person first."""
    every = list(releases)
    waits = [one for one in every if one.state in (Release.State.WAITING, Release.State.PENDING)]
    return [("waits", waits), ("done", [one for one in every if one not in waits])]


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
    by = actor_of(request)
    context = {
        "release": release, "may": may_release(release.dataset.office, actor_of(request)), "here": RELEASES,
        "same": release.proposed_by == f"{by.kind}:{by.id}", "wrong": wrong, "today": clock.today(),
        "breaks": bool(release.difference and breaks(release.difference)),
        "periods": periods_in(release), "pictures": shown(release), **checklist(release),
        "announced": actions.is_announced(release, clock.today()),
    }  # fmt: skip
    return render(request, "publish/release.html", context, status=status)


@audience("staff")
@require_http_methods(ACT)
def let_out(request: HttpRequest, release: int) -> HttpResponse:
    found = _seen(request, release)
    return _done(request, found, lambda: actions.release(release=found, by=actor_of(request)))


@audience("staff")
@require_http_methods(ACT)
def announce(request: HttpRequest, release: int) -> HttpResponse:
    found = _seen(request, release)
    try:
        day = date.fromisoformat(request.POST.get("day", "").strip())
        return _done(request, found, lambda: actions.announce(release=found, day=day, by=actor_of(request)))
    except ValueError:
        return _page(request, found, wrong="day", status=422)


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
    except SamePerson:
        return _page(request, release, wrong="same", status=403)
    except NotProven:
        return _page(request, release, wrong="proven", status=GONE)
    except NotAnnounced:
        return _page(request, release, wrong="announced", status=GONE)
    except NotYours:
        return _page(request, release, wrong="yours", status=403)
    except NotNow:
        release.refresh_from_db()
        return _page(request, release, wrong="now", status=GONE)
    return redirect("publish:release", release=release.pk)

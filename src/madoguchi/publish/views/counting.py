"""Data counted from cases: asked for by a keeper; before it goes out a second person reads the report and the certificate."""

from typing import Any

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.publish import actions
from madoguchi.publish.counted.plan import plans
from madoguchi.publish.errors import CountChanged, NotDeclared, NothingNew, NotNow, NotYours, SlugTaken
from madoguchi.publish.made import tables
from madoguchi.publish.models import CountedPeriod, Proof, Release
from madoguchi.publish.queries.access import may_see, may_work, seen_offices
from madoguchi.publish.queries.catalogue import catalogue
from madoguchi.publish.queries.counted import declared, periods_in, tables_of
from madoguchi.publish.views.ground import ACT, GONE, READ, staff_of
from madoguchi.publish.views.openly import opened

COUNTS = "/staff/data/counts/"
_WRONG = {CountChanged: "changed", NothingNew: "nothing", NotYours: "yours", SlugTaken: "taken", NotNow: "now"}


@audience("staff")
@require_http_methods(READ)
def index(request: HttpRequest) -> HttpResponse:
    return _index(request)


def _index(request: HttpRequest, *, wrong: str = "", status: int = 200) -> HttpResponse:
    staff = staff_of(request)
    lines = [(one, may_work(one.plan.dataset.owner, staff)) for one in declared(seen_offices(staff))]
    made = [(one, may_work(one.declared.owner, staff)) for one in tables_of(seen_offices(staff))]
    context = {"lines": lines, "tables": made, "wrong": wrong, "here": COUNTS}
    return render(request, "publish/counts.html", context, status=status)


@audience("staff")
@require_http_methods(ACT)
def count(request: HttpRequest, slug: str) -> HttpResponse:
    plan = plans().get(slug)
    one = plan.dataset if plan else tables().get(slug)
    if one is None or not may_see(one.owner, actor_of(request)):
        raise Http404
    try:
        propose = actions.propose_count if plan else actions.propose_table
        made = propose(slug=slug, by=actor_of(request))
    except (NotYours, NotNow, SlugTaken, NotDeclared) as trouble:
        return _index(request, wrong=_WRONG.get(type(trouble), "now"), status=GONE)
    return redirect("publish:release", release=made.pk)


@audience("staff")
@require_safe
@csp_replace({"sandbox": True, "script-src": NONE, "style-src": UNSAFE_INLINE})  # type: ignore[arg-type]  # as embed
def report(request: HttpRequest, release: int, period: int) -> HttpResponse:
    """What the verifier says of one period, as the public would read it: no hidden number is in it."""
    found = next((one for one in periods_in(_seen(request, release)) if one.pk == period), None)
    if found is None:
        raise Http404
    return HttpResponse(found.page)


@audience("staff")
@require_safe
def certificate(request: HttpRequest, release: int) -> HttpResponse:
    return _paper(_seen(request, release))


@audience("public")
@opened
@require_safe
def public_certificate(request: HttpRequest, slug: str) -> HttpResponse:
    """The certificate of the release that is out now."""
    one = catalogue().one(slug)
    if one is None:
        raise Http404
    return _paper(one.release)


def _seen(request: HttpRequest, pk: int) -> Release:
    release = Release.objects.filter(pk=pk).select_related("dataset").first()
    if release is None or not may_see(release.dataset.office, actor_of(request)):
        raise Http404
    return release


def _paper(release: Release) -> JsonResponse:
    proof = Proof.objects.filter(release=release).first()
    if proof is None:
        raise Http404
    every = [_told(one) for one in periods_in(release)]
    told = {"dataset": release.dataset.slug, "release": proof.release_hash, "periods": every}
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 2})


def _told(one: CountedPeriod) -> dict[str, Any]:
    return {"period": one.name, "table": one.table_hash, "certificate": one.certificate}

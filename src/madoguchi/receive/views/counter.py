"""書かない窓口: staff write for somebody who came, on the same form. The paper at the end holds what the applicant goes on with."""

from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madoguchi.people import actor_of
from madoguchi.people.qr import picture_of
from madoguchi.receive import actions, tickets
from madoguchi.receive.models import Draft
from madoguchi.receive.queries.at_counter import begun, begun_by, drafts_of
from madoguchi.receive.queries.search import search
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.queries.versions import versions_in_force
from madoguchi.receive.said import presence_word
from madoguchi.receive.views import at_hand
from madoguchi.receive.views.ground import COUNTER, RESIDENTS
from madoguchi.receive.views.receipts import receipt_context
from madoguchi.trail import clock

ROLES = frozenset({"clerk", "reviewer", "manager"})
"""Who may write for somebody: whoever works on cases, in any office. A desk at the entrance writes for all of them."""


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    every = [one for one in versions_in_force(clock.today()) if COUNTER.offers(one)]
    query = request.GET.get("q", "").strip()[:200]
    context = {
        "versions": search(query, every) if query else every,
        "query": query,
        "total": len(every),
        "begun": list(begun_by(_staff(request))),
        "ground": COUNTER,
        "here": COUNTER.base,
    }
    return render(request, "receive/counter.html", context)


@require_POST
def go_on(request: HttpRequest, *, draft_id: int) -> HttpResponse:
    """From the list: under a new address, since nobody keeps the old one."""
    try:
        secret = actions.take_up(draft_id=draft_id, by=actor_of(request))
    except Draft.DoesNotExist as gone:
        raise Http404 from gone
    return HttpResponseRedirect(COUNTER.draft_url(secret), status=303)


@require_http_methods(["GET", "HEAD", "POST"])
def throw_away(request: HttpRequest, *, draft_id: int) -> HttpResponse:
    """Asked once more, because it cannot be undone."""
    draft = drafts_of(_staff(request)).filter(pk=draft_id).first()
    if draft is None:
        raise Http404
    if request.method == "POST":
        with suppress(Draft.DoesNotExist):  # a second press
            actions.throw_away(draft_id=draft_id, by=actor_of(request))
        return HttpResponseRedirect(COUNTER.base, status=303)
    return render(request, "receive/counter_throw_away.html", {"one": begun(draft), "here": COUNTER.base})


@require_safe
def receipt(request: HttpRequest, *, number: str) -> HttpResponse:
    """That it arrived, for who wrote it: the number to say aloud, and the paper to hand over."""
    return _page(request, number, "receive/counter_receipt.html")


@require_safe
def printable(request: HttpRequest, *, number: str) -> HttpResponse:
    """The applicant's paper: number, address and QR code of their own receipt. Nothing that was written in the form."""
    return _page(request, number, "receive/counter_print.html")


def _page(request: HttpRequest, number: str, template: str) -> HttpResponse:
    """The applicant's own address stands on the page only, never in the browser's history."""
    draft_secret = at_hand.secret_of(request, number)
    if draft_secret is None:
        raise Http404
    secret = tickets.receipt_secret(draft_secret, at_counter=True)
    application = COUNTER.application(request, secret)
    link = request.build_absolute_uri(RESIDENTS.receipt(secret))
    context = receipt_context(request, COUNTER, secret, application, open_version(application.version_id)) | {
        "link": link,
        "picture": picture_of(link),
        "presence": presence_word(application.presence),
        "receipt_address": COUNTER.counter_receipt(number),
        "print": COUNTER.counter_receipt(number, "print/"),
        "here": COUNTER.base,
    }
    return render(request, template, context)


def _staff(request: HttpRequest) -> int:
    return int(actor_of(request).id)

"""書かない窓口: staff write for somebody who came, on the same form. The paper at the end holds what the applicant goes on with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.people.qr import picture_of
from madoguchi.receive.queries.search import search
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.receive.queries.versions import versions_in_force
from madoguchi.receive.said import presence_word
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
        "ground": COUNTER,
        "here": COUNTER.base,
    }
    return render(request, "receive/counter.html", context)


@require_safe
def receipt(request: HttpRequest, *, secret: str) -> HttpResponse:
    """That it arrived, for who wrote it: the number to say aloud, and the paper to hand over."""
    return _page(request, secret, "receive/counter_receipt.html")


@require_safe
def printable(request: HttpRequest, *, secret: str) -> HttpResponse:
    """The applicant's paper: number, address and QR code of their own receipt. Nothing that was written in the form."""
    return _page(request, secret, "receive/counter_print.html")


def _page(request: HttpRequest, secret: str, template: str) -> HttpResponse:
    application = COUNTER.application(request, secret)
    link = request.build_absolute_uri(RESIDENTS.receipt(secret))
    context = receipt_context(request, COUNTER, secret, application, open_version(application.version_id))
    return render(
        request,
        template,
        context
        | {
            "link": link,
            "picture": picture_of(link),
            "presence": presence_word(application.presence),
            "here": COUNTER.base,
        },
    )

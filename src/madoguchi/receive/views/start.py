"""The first page of a form. Looking at it writes nothing: the form carries a signed, fresh secret instead."""

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_safe

from madoguchi.declare.versions import Version
from madoguchi.receive import datasets, forms, stencil, tickets
from madoguchi.receive.journey import Journey
from madoguchi.receive.queries.versions import version_in_force
from madoguchi.receive.said import language
from madoguchi.receive.views import rows
from madoguchi.receive.views.ground import Ground
from madoguchi.receive.views.sheet import page_context, show
from madoguchi.receive.views.visit import Visit
from madoguchi.trail import clock


@require_safe
def start(request: HttpRequest, *, ground: Ground, slug: str) -> HttpResponse:
    version = version_in_force(slug, clock.today())
    if version is None or not ground.offers(version):
        raise Http404
    ticket = tickets.fresh(version.hash)
    if Journey(version, {}).steps[0].is_overview:
        visit, _ = _first(request, ground, version, ticket.secret)
        return rows.overview(visit, visit.journey.steps[0], ticket=ticket.signed())
    if request.GET or ground.is_staff:  # the address or the person stands in the frame of the page
        visit, sheet = _first(request, ground, version, ticket.secret)
        return show(visit, visit.journey.steps[0], sheet, ticket=ticket.signed())
    page = _stencil(request, ground, version)
    html = page.filled({"csrf": get_token(request), "secret": ticket.secret, "ticket": ticket.signed()})
    return HttpResponse(html, headers={"Cache-Control": "no-store"})


def _first(request: HttpRequest, ground: Ground, version: Version, secret: str) -> tuple[Visit, forms.Sheet]:
    visit = Visit(request, ground, secret, None)
    visit.version = version
    step = visit.journey.steps[0]
    typed = datasets.filled_in(version, step.page, request.GET.dict())
    return visit, forms.Sheet(version, step.page, step.row, {}, language(), typed=typed)


def _stencil(request: HttpRequest, ground: Ground, version: Version) -> stencil.Stencil:
    """The empty first page is the same for everybody, but for its secret and its tokens."""

    def context() -> dict[str, object]:
        visit, sheet = _first(request, ground, version, stencil.place("secret"))
        marks = {"ticket": stencil.place("ticket"), "csrf_token": stencil.place("csrf")}
        return page_context(visit, visit.journey.steps[0], sheet) | marks

    return stencil.stencil((version.hash, language()), "receive/page.html", context, request)

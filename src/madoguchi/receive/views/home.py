"""The first page: one question first, everything else waits below."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from madoguchi.declare.municipality import Office
from madoguchi.declare.versions import Version
from madoguchi.receive.queries import catalogue
from madoguchi.receive.queries.search import search
from madoguchi.receive.queries.versions import for_residents, versions_in_force
from madoguchi.trail import clock


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    versions = for_residents(versions_in_force(clock.today()))
    since = clock.today() - timedelta(days=30)
    popular = catalogue.popular(versions, since=since)
    context = {
        "life_events": catalogue.by_life_event(versions),
        "popular": popular or versions[:5],
        "popular_since": since if popular else None,
        "total": len(versions),
        "offices": _offices(versions),
        "examples": _examples(versions),
    }
    return render(request, "receive/home.html", context)


def _offices(versions: list[Version]) -> list[Office]:
    return list({one.office.id: one.office for one in versions}.values())


def _examples(versions: list[Version]) -> list[str]:
    """Words as people say them; only those that do find something here."""
    words = [_("子どもが生まれた"), _("名字が変わった"), _("引っこし"), _("意見")]
    return [one for one in words if search(one, versions)][:3]

"""How your information is used: one page per procedure."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.receive.queries import privacy
from madoguchi.receive.queries.versions import version_in_force
from madoguchi.receive.views.ground import RESIDENTS
from madoguchi.registers.queries.files import file_of
from madoguchi.trail import clock


@require_safe
def use(request: HttpRequest, slug: str) -> HttpResponse:
    version = version_in_force(slug, clock.today())
    if version is None or version.procedure.audience == "staff":
        raise Http404
    file = file_of(slug, clock.today())
    context = {
        "version": version,
        "groups": privacy.groups(version),
        "shielded": privacy.shielded(version),
        "counted": privacy.counted(version),
        "my_number": privacy.asks_my_number(version),
        "has_page": RESIDENTS.shows(version),
        "file": file if file and file.is_listed else None,
        "privacy": version.municipality.privacy,
        "desk_office": version.municipality.desk,
    }
    return render(request, "receive/privacy.html", context)

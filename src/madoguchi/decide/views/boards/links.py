"""The guardians' links of a class: who has one, printing a sheet for each family, taking one back."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from madoguchi.decide.queries.boards.classes import names_of
from madoguchi.decide.queries.boards.contacts import contacts, guardians_of, guardians_of_class
from madoguchi.decide.queries.boards.schools import Desk
from madoguchi.decide.views.boards.ground import class_or_404, in_school, page
from madoguchi.people.qr import picture_of
from madoguchi.protect.actions import revoke_links
from madoguchi.receive import actions
from madoguchi.receive.models import RosterPerson, SchoolClass
from madoguchi.receive.queries.schools import classes_of, enrolled
from madoguchi.trail import clock


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper for one family: nobody else's name, address or number is on it."""

    name: str
    children: list[str]
    link: str
    picture: str


@in_school
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: HttpRequest, desk: Desk, *, class_id: int) -> HttpResponse:
    school_class = class_or_404(desk, class_id)
    guardians = guardians_of_class(desk, school_class)
    if request.method == "POST" and (chosen := request.POST.get("revoke")):
        for one in (guardian for guardian in guardians if str(guardian.pk) == chosen):
            revoke_links(subject=one.subject_id, by=desk.by)
        return HttpResponse(status=303, headers={"Location": request.path})
    if request.method == "POST":
        return _print(request, desk, school_class, guardians)
    context = {
        "school_class": school_class,
        "classes": classes_of(desk.school.pk, clock.today()),
        "contacts": contacts(desk, guardians, telephones=False),
    }
    return page(request, "decide/boards/links.html", desk, "links", context)


def _print(request: HttpRequest, desk: Desk, school_class: SchoolClass, guardians: list[RosterPerson]) -> HttpResponse:
    """Fresh links, shown this once: for one guardian, for those without a link, or for all anew."""
    one = request.POST.get("one")
    wanted = [guardian for guardian in guardians if str(guardian.pk) == one] if one else guardians
    anew = bool(one) or request.POST.get("who") == "all"
    issued = actions.issue_guardian_links(guardians=wanted, by=desk.by, anew=anew)
    people = [guardian for guardian in wanted if guardian.pk in issued]
    named = {one.guardian.pk: one.name for one in contacts(desk, people, telephones=False)}
    children = _children(desk, school_class)
    sheets = [
        _sheet(request, named[one.pk], children.get(one.pk, []), issued[one.pk]) for one in people if one.pk in named
    ]
    return page(request, "decide/boards/sheets.html", desk, "links", {"sheets": sheets, "school_class": school_class})


def _children(desk: Desk, school_class: SchoolClass) -> dict[int, list[str]]:
    """By guardian, the names of their own children in this class."""
    rows = desk.present(enrolled(school_class, clock.today()))
    names, found = names_of(desk, rows), guardians_of([row.pupil for row in rows])
    by_guardian: dict[int, list[str]] = {}
    for row in rows:
        for guardian in found[row.pupil_id]:
            by_guardian.setdefault(guardian.pk, []).append(names.get(row.pupil_id, ""))
    return by_guardian


def _sheet(request: HttpRequest, name: str, children: list[str], secret: str) -> Sheet:
    link = request.build_absolute_uri(f"/g/{secret}/")
    return Sheet(name, children, link, picture_of(link))

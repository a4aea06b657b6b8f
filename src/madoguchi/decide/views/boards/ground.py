"""What every page of a school needs: the person in the school, and a calm page for whoever has no role there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from madoguchi.decide.queries.boards.schools import Desk, desk_of
from madoguchi.decide.views.ground import staff_of
from madoguchi.people.audience import View, audience
from madoguchi.receive.models import SchoolClass
from madoguchi.trail import clock

Page = Callable[..., HttpResponseBase]


def in_school(page: Page) -> View:
    """A page of one school, for those who work there. Another school is not there."""

    @audience("staff")
    @wraps(page)
    def view(request: HttpRequest, school: str, **given: Any) -> HttpResponseBase:
        return page(request, desk_or_refusal(request, school), **given)

    return view


class NoDesk(Http404):
    """Somebody else's school."""


def desk_or_refusal(request: HttpRequest, school: str) -> Desk:
    desk = desk_of(staff_of(request), school)
    if desk is None:
        raise NoDesk
    return desk


def class_or_404(desk: Desk, class_id: int) -> SchoolClass:
    found = SchoolClass.objects.filter(pk=class_id, school=desk.school).first()
    if found is None:
        raise Http404
    return found


def page(
    request: HttpRequest, template: str, desk: Desk, here: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page in the school's frame."""
    base = f"/staff/schools/{desk.school.pk}/"
    frame = {"desk": desk, "school": desk.school, "base": base, "here": here, "purpose": desk.kesseki.purpose}
    return render(request, template, frame | {"now": clock.now()} | context, status=status)

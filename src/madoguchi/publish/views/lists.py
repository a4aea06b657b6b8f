"""The files of my office, and every bringing of one of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.people.models import Office
from madoguchi.publish.actions.erasing import KEPT
from madoguchi.publish.queries.access import file_of, may_work, own_offices, seen_offices
from madoguchi.publish.queries.files import lines_for, uploads_of
from madoguchi.publish.views.ground import HERE, staff_of


@audience("staff")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    staff = staff_of(request)
    lines = lines_for(staff, request.GET.get("office", ""))
    context = {
        "lines": lines,
        "may_bring": bool(own_offices(staff)),
        "many": len(seen_offices(staff)) > 1,
        "here": HERE,
    }
    return render(request, "publish/index.html", context)


@audience("staff")
@require_safe
def file(request: HttpRequest, file: int) -> HttpResponse:
    found = file_of(file, actor_of(request))
    if found is None:
        raise Http404
    context = {
        "file": found,
        "office": Office.objects.get(pk=found.office),
        "uploads": uploads_of(found),
        "may_work": may_work(found.office, actor_of(request)),
        "kept_days": KEPT.days,
        "here": HERE,
    }
    return render(request, "publish/file.html", context)

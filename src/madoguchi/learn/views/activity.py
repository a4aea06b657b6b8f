"""What a committee is doing, and its activity report, whole and in its order: put together from published registers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.declare.activity import Activity
from madoguchi.learn.definitions import definitions
from madoguchi.learn.queries.activity import chapters_of, open_asks
from madoguchi.people.audience import audience
from madoguchi.people.models import Office
from madoguchi.trail import clock


@audience("public")
@require_safe
def committee(request: HttpRequest, slug: str) -> HttpResponse:
    activity = _activity(slug)
    chapters = chapters_of(activity, activity.work)
    handed = {one.place for _, parts in chapters for part in parts for one in part.handed}
    unsettled = open_asks(activity)
    sources = [part for _, parts in chapters_of(activity, activity.chapters) for part in parts]
    context = {
        "chapters": chapters, "open": len(unsettled), "handed": sum(one.ask.id in handed for one in unsettled),
        "registers": list({part.part.of: part.register for part in sources}.values()),
    }  # fmt: skip
    return render(request, "learn/committee.html", _frame(activity) | context)


@audience("public")
@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    activity = _activity(slug)
    context = {"chapters": chapters_of(activity, activity.chapters)}
    return render(request, "learn/activity_report.html", _frame(activity) | context)


def _activity(slug: str) -> Activity:
    found = definitions().activities.get(slug)
    if found is None:
        raise Http404
    return found


def _frame(activity: Activity) -> dict[str, Any]:
    office = Office.objects.filter(pk=activity.owner).first()
    return {"activity": activity, "office": office, "here": "progress", "today": clock.today()}

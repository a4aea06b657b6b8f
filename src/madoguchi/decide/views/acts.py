"""Acts that need one button: they post, and the case page shows what came of it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from madoguchi.decide import actions
from madoguchi.decide.errors import NotYours, Unacceptable
from madoguchi.decide.models import Case
from madoguchi.decide.queries.cases import WORKERS
from madoguchi.decide.views.case import Typed, show_case
from madoguchi.decide.views.ground import on_case, seen, staff_of
from madoguchi.people import actor_of
from madoguchi.people.queries import colleagues


@on_case
@require_POST
def start(request: HttpRequest, case: Case) -> HttpResponse:
    actions.start_review(case=case, seen=seen(request), by=actor_of(request))
    return _back(case)


@on_case
@require_POST
def assign(request: HttpRequest, case: Case) -> HttpResponse:
    """To oneself, to a colleague of the office, or to nobody."""
    to = request.POST.get("to", "")
    by = actor_of(request)
    if to == "none":
        actions.release(case=case, by=by)
    else:
        able = {str(one.pk): one for one in colleagues(case.office, roles=WORKERS)}
        person = staff_of(request) if to == "me" else able.get(to)
        if person is None:
            raise NotYours(case.number)
        actions.assign(case=case, to=person, by=by)
    return _back(case)


@on_case
@require_POST
def resume(request: HttpRequest, case: Case) -> HttpResponse:
    actions.resume(case=case, seen=seen(request), by=actor_of(request))
    return _back(case)


@on_case
@require_POST
def acknowledge(request: HttpRequest, case: Case) -> HttpResponse:
    actions.acknowledge(case=case, seen=seen(request), by=actor_of(request))
    return _back(case)


@on_case
@require_POST
def close(request: HttpRequest, case: Case) -> HttpResponse:
    actions.close(case=case, seen=seen(request), by=actor_of(request))
    return _back(case)


@on_case
def withdraw(request: HttpRequest, case: Case) -> HttpResponse:
    """A page of its own: it cannot be undone."""
    if request.method != "POST":
        return render(request, "decide/withdraw.html", {"case": case, "here": "/staff/"})
    actions.withdraw(case=case, seen=seen(request), by=actor_of(request))
    return _back(case)


@on_case
@require_POST
def note(request: HttpRequest, case: Case) -> HttpResponse:
    words = request.POST.get("words", "")
    try:
        actions.note(case=case, words=words, by=actor_of(request))
    except Unacceptable as wrong:
        return show_case(request, case, Typed("note", {"words": words}, wrong.problems))
    return _back(case, "#notes")


def _back(case: Case, place: str = "") -> HttpResponse:
    address = redirect("decide:case", number=case.number)
    return HttpResponseRedirect(address.url + place)

"""Requests for data before the staff: written down for everybody from their case, and what becomes of them."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.publish import actions
from madoguchi.publish.errors import NotNow, NotYours, Unfit
from madoguchi.publish.models import Dataset, Wanted
from madoguchi.publish.queries.access import seen_offices
from madoguchi.publish.queries.catalogue import catalogue, counted
from madoguchi.publish.views.ground import FORM, GONE, staff_of, whole_number
from madoguchi.publish.views.voices import INVALID, VOICES, case_of, page, wrong_words


@audience("staff")
@require_http_methods(FORM)
def listed(request: HttpRequest, number: str) -> HttpResponse:
    """From a case to the public list, in the words of the member of staff."""
    case = case_of(request, number, "request")
    typed = {name: request.POST.get(name, "") for name in ("title", "words", "category")}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            actions.publish_request(case=case, by=actor_of(request), **typed)
            return redirect("publish:voices")
        except Unfit as unfit:
            wrong = {unfit.name: wrong_words(unfit.name)}
        except (NotNow, NotYours) as trouble:
            return page(request, wrong=type(trouble).__name__, status=GONE)
    context = {"case": case, "typed": typed, "wrong": wrong, "here": VOICES, "categories": _categories()}
    return render(request, "publish/request.html", context, status=INVALID if wrong else 200)


def _categories() -> list[str]:
    return [value for value, _ in counted(list(catalogue().entries), "category") if value]


@audience("staff")
@require_http_methods(FORM)
def answer(request: HttpRequest, wanted: int) -> HttpResponse:
    """What becomes of a request; everybody reads it."""
    found = get_object_or_404(Wanted, pk=wanted, office__in=seen_offices(staff_of(request)))
    if request.method != "POST":
        slug = found.dataset.slug if found.dataset else ""
        typed = {"state": found.state, "answer": found.answer, "dataset": slug, "effort": str(found.effort or "")}
        return _form(request, found, typed, {})
    typed = {name: request.POST.get(name, "") for name in ("state", "answer", "dataset", "effort")}
    try:
        actions.answer_request(
            wanted=found, state=typed["state"], answer=typed["answer"], by=actor_of(request),
            dataset=Dataset.objects.filter(slug=typed["dataset"]).first(),
            effort=whole_number(typed["effort"], 9) if typed["effort"] else None,
        )  # fmt: skip
    except Unfit as unfit:
        return _form(request, found, typed, {unfit.name: wrong_words(unfit.name)})
    except NotYours:
        return page(request, wrong="NotYours", status=403)
    return redirect("publish:voices")


def _form(request: HttpRequest, wanted: Wanted, typed: Mapping[str, Any], wrong: Mapping[str, str]) -> HttpResponse:
    context = {"wanted": wanted, "typed": typed, "wrong": wrong, "here": VOICES, "datasets": catalogue().entries,
               "states": Wanted.State.values, "efforts": ["1", "2", "3", "4", "5"]}  # fmt: skip
    return render(request, "publish/wanted.html", context, status=INVALID if wrong else 200)

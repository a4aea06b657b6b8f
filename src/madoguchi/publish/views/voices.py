"""What people told about open data, before the staff: which of it is shown to everybody, in whose words."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from madoguchi.decide.models import Case
from madoguchi.decide.queries.cases import case_for
from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.publish import actions
from madoguchi.publish.errors import NotAgreed, NotNow, NotYours, Unfit
from madoguchi.publish.models import Dataset, Reuse
from madoguchi.publish.queries.access import seen_offices
from madoguchi.publish.queries.catalogue import catalogue
from madoguchi.publish.queries.requests import requests, requests_to_list
from madoguchi.publish.queries.voices import desks, named_datasets, reuses, reuses_to_show
from madoguchi.publish.views.ground import ACT, FORM, GONE, READ, staff_of

VOICES = "/staff/data/voices/"
INVALID = 422


def wrong_words(name: str) -> str:
    """What is to be mended in an input."""
    return {
        "title": _("題名を、80文字までで書いてください。"),
        "words": _("説明を、400文字までで書いてください。"),
        "address": _("https:// で始まるアドレスを書いてください。"),
        "dataset": _("一覧にあるデータを選んでください。"),
        "reason": _("理由を書いてください。"),
        "state": _("一覧から選んでください。"),
        "answer": _("どうするか、なぜかを、400文字までで書いてください。"),
        "place": _("一覧から選んでください。"),
        "effort": _("1から5までで選んでください。"),
    }[name]


@audience("staff")
@require_http_methods(READ)
def index(request: HttpRequest) -> HttpResponse:
    return page(request)


def page(request: HttpRequest, *, wrong: str = "", status: int = 200) -> HttpResponse:
    """All that waits, and all that is shown."""
    by, offices = actor_of(request), seen_offices(staff_of(request))
    context = {
        "reuses": reuses_to_show(by), "shown": [one for one in reuses() if one.dataset.office in offices],
        "requests": requests_to_list(by), "listed": requests().filter(office__in=offices), "wrong": wrong, "here": VOICES,
    }  # fmt: skip
    return render(request, "publish/voices.html", context, status=status)


@audience("staff")
@require_http_methods(FORM)
def reuse(request: HttpRequest, number: str) -> HttpResponse:
    """A reuse is written down from its case; the words in the case stay where they are."""
    case = case_of(request, number, "reuse")
    if request.method != "POST":
        return _form(request, case, {"dataset": named_datasets([number]).get(number, "")}, {})
    typed = {name: request.POST.get(name, "") for name in ("dataset", "title", "address", "words")}
    dataset = Dataset.objects.filter(slug=typed["dataset"]).first()
    if dataset is None:
        return _form(request, case, typed, {"dataset": wrong_words("dataset")})
    try:
        said = {name: typed[name] for name in ("title", "address", "words")}
        actions.publish_reuse(case=case, dataset=dataset, by=actor_of(request), **said)
    except Unfit as unfit:
        return _form(request, case, typed, {unfit.name: wrong_words(unfit.name)})
    except (NotAgreed, NotNow, NotYours) as trouble:
        return page(request, wrong=type(trouble).__name__, status=GONE)
    return redirect("publish:voices")


def case_of(request: HttpRequest, number: str, desk: str) -> Case:
    """A foreign case is as absent as one that is not there, and as one that is about something else."""
    found, asked = case_for(staff_of(request), number), desks().get(desk)
    if found is None or asked is None or found.procedure != asked.procedure:
        raise Http404
    return found


def _form(request: HttpRequest, case: Case, typed: Mapping[str, Any], wrong: Mapping[str, str]) -> HttpResponse:
    context = {"case": case, "typed": typed, "wrong": wrong, "datasets": catalogue().entries, "here": VOICES}
    return render(request, "publish/reuse.html", context, status=INVALID if wrong else 200)


@audience("staff")
@require_http_methods(ACT)
def take_back(request: HttpRequest, reuse: int) -> HttpResponse:
    found = get_object_or_404(Reuse, pk=reuse, taken_back_at=None, dataset__office__in=seen_offices(staff_of(request)))
    try:
        actions.take_reuse_back(reuse=found, reason=request.POST.get("reason", ""), by=actor_of(request))
    except Unfit:
        return page(request, wrong="reason", status=INVALID)
    except NotYours:
        return page(request, wrong="NotYours", status=403)
    return redirect("publish:voices")

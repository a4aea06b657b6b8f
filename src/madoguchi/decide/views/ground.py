"""What every staff page of this room needs: the person, the case they may see, and calm pages for what stands in the way."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from madoguchi.decide.errors import NotYours, Overtaken, OwnHand
from madoguchi.decide.models import Case
from madoguchi.decide.queries.cases import WORKERS, case_for
from madoguchi.decide.states import NotAllowed
from madoguchi.decide.words import state_tag
from madoguchi.people.audience import View, audience
from madoguchi.people.models import Staff
from madoguchi.trail.models import Event

Page = Callable[..., HttpResponseBase]


def staff_of(request: HttpRequest) -> Staff:
    return cast(Staff, request.user)


def on_case(page: Page) -> View:
    """A page about one case. A case of another office is not there."""

    @audience("staff", roles=WORKERS)
    @wraps(page)
    def view(request: HttpRequest, number: str, **kwargs: Any) -> HttpResponseBase:
        case = case_for(staff_of(request), number)
        if case is None:
            raise Http404
        try:
            return page(request, case, **kwargs)
        except NotYours as why:
            words = {"case": case, "kept": _kept(request), "own_hand": isinstance(why, OwnHand)}
            return render(request, "decide/not_yours.html", words, status=403)
        except (Overtaken, NotAllowed):
            return _overtaken(request, case)

    return view


def seen(request: HttpRequest) -> int:
    """The revision that the page was drawn from; 0, which is none, when somebody took it out of the form."""
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _overtaken(request: HttpRequest, case: Case) -> HttpResponse:
    now = Case.objects.select_related("assigned_to").get(pk=case.pk)
    last = Event.objects.filter(about_kind="case", about_id=now.number).order_by("-pk").first()
    state = state_tag(now.state, now.kind)
    page = {
        "case": now,
        "last": last,
        "state": state,
        "kept": _kept(request),
        "decision": getattr(now, "decision", None),
    }
    return render(request, "decide/overtaken.html", page, status=409)


def _kept(request: HttpRequest) -> list[str]:
    """What the person had written, so that nothing typed is lost."""
    return [text for name in ("reason", "words") for text in request.POST.getlist(name) if text.strip()]

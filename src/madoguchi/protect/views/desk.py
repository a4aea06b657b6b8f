"""The desk of the shields: what nears its end, what waits, one shield with its people, and what is done with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from madoguchi.japan.eras import DateError, parse_date
from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.protect import Channel, actions, show
from madoguchi.protect.errors import NotPossible
from madoguchi.protect.forms import ShieldForm
from madoguchi.protect.models import Shield
from madoguchi.protect.queries import desk as desk_queries
from madoguchi.trail import clock

HERE = "/staff/shields/"
DESK = ("protector",)


@audience("staff", roles=DESK)
def overview(request: HttpRequest) -> HttpResponse:
    """Alarms first. Nobody's name stands here: a list is no place for it."""
    by = actor_of(request)
    rows = [_line(row) for row in desk_queries.shields(by=by)]
    page = {
        "here": HERE,
        "alarms": desk_queries.alarms(by=by),
        "rows": rows,
        "doubles": len(desk_queries.doubles(by=by)),
        "today": clock.today(),
    }
    return render(request, "protect/shields.html", page)


@audience("staff", roles=DESK)
def new(request: HttpRequest) -> HttpResponse:
    """A request, or a notice from elsewhere. Posting it puts it in force at once."""
    form = ShieldForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            row = actions.shield(asked=form.asked(), by=actor_of(request))
            return redirect("protect:shield", shield=row.pk)
        except NotPossible as wrong:
            form.add_error(None, wrong.ja)
    page = {"here": HERE, "form": form, "kinds": Shield.Kind.choices}
    return render(request, "protect/new_shield.html", page, status=422 if form.errors else 200)


@audience("staff", roles=DESK)
def one(request: HttpRequest, shield: UUID) -> HttpResponse:
    return _one(request, _found(request, shield))


@audience("staff", roles=DESK)
@require_POST
def act(request: HttpRequest, shield: UUID, deed: str) -> HttpResponse:
    """Look at a notice, renew, prove, close, ask to lift one person. Each is one action."""
    row = _found(request, shield)
    try:
        _DEEDS[deed](request, row)
    except (NotPossible, DateError) as wrong:
        return _one(request, row, wrong.ja)
    return redirect("protect:shield", shield=row.pk)


@audience("staff", roles=DESK)
@require_POST
def seen(request: HttpRequest, alarm: int) -> HttpResponse:
    actions.see_alarm(alarm_id=alarm, by=actor_of(request))
    return redirect("protect:shields")


def _renew(request: HttpRequest, row: Shield) -> None:
    actions.renew(shield_id=row.pk, ends_on=parse_date(request.POST.get("until", "")), by=actor_of(request))


def _ask_lift(request: HttpRequest, row: Shield) -> None:
    chosen = {str(person.pk): person.pk for person in row.people.all()}.get(request.POST.get("person", ""))
    if chosen is None:
        raise NotPossible(_("外す人を1人選んでください。"))
    actions.ask_lift(person_id=chosen, reason=request.POST.get("reason", ""), by=actor_of(request))


_DEEDS: dict[str, Callable[[HttpRequest, Shield], object]] = {
    "triage": lambda request, row: actions.triage(shield_id=row.pk, by=actor_of(request)),
    "prove": lambda request, row: actions.prove(shield_id=row.pk, by=actor_of(request)),
    "close": lambda request, row: actions.close_request(shield_id=row.pk, by=actor_of(request)),
    "renew": _renew,
    "lift": _ask_lift,
}
DEEDS = tuple(_DEEDS)


def _found(request: HttpRequest, shield: UUID) -> Shield:
    row = desk_queries.shield_of(shield, by=actor_of(request))
    if row is None:
        raise Http404
    return row


def _one(request: HttpRequest, row: Shield, wrong: str = "") -> HttpResponse:
    people = sorted(row.people.all(), key=lambda one: not one.asked)  # who asked comes first
    read = actions.read_people([one.subject_id for one in people], by=actor_of(request), channel=Channel.STAFF_PAGE)
    names = {subject: show(value, channel=Channel.STAFF_PAGE) for subject, value in read.items()}
    page = _line(row) | {
        "here": HERE,
        "people": [(person, names.get(person.subject_id, {})) for person in people],
        "details": desk_queries.details_of(row),
        "reason": request.POST.get("reason", ""),
        "until": request.POST.get("until", ""),
        "wrong": wrong,
        "reader": request.user,
        "now": clock.now(),
    }
    return render(request, "protect/shield.html", page, status=422 if wrong else 200)


def _line(row: Shield) -> dict[str, Any]:
    left = [one for one in row.people.all() if one.lift_id is None]
    days = (row.ends_on - clock.today()).days
    return {
        "shield": row,
        "kind": row.get_kind_display(),
        "left": len(left),
        "all": len(row.people.all()),
        "is_over": days < 0,
        "is_near": 0 <= days <= 30,
        "days": abs(days),
    }

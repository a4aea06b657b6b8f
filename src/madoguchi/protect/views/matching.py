"""The matching queue: who looks like a shielded person is one, until somebody has compared."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from madoguchi.people import actor_of
from madoguchi.people.audience import audience
from madoguchi.protect import Channel, actions, show
from madoguchi.protect.errors import NotPossible
from madoguchi.protect.queries import desk as desk_queries
from madoguchi.protect.refusal import Refused
from madoguchi.trail import clock

HERE = "/staff/shields/"


@audience("staff", roles=("protector",))
def matching(request: HttpRequest) -> HttpResponse:
    return _page(request)


@audience("staff", roles=("protector",))
@require_POST
def settle(request: HttpRequest, record: UUID, part: str) -> HttpResponse:
    """The same person: at once. Another one: asks a second person."""
    by, same = actor_of(request), request.POST.get("same", "")
    try:
        if same:
            actions.find_same(record_id=record, part=part, subject_id=UUID(same), by=by)
        else:
            actions.ask_unlike(record_id=record, part=part, reason=request.POST.get("reason", ""), by=by)
    except (NotPossible, ValueError) as wrong:
        return _page(request, getattr(wrong, "ja", ""))
    return redirect("protect:matching")


def _page(request: HttpRequest, wrong: str = "") -> HttpResponse:
    by = actor_of(request)
    rows = desk_queries.doubles(by=by)
    wanted = {one.subject for one in rows} | {other for one in rows for other in one.candidates}
    try:
        read = actions.read_people(wanted, by=by, channel=Channel.STAFF_PAGE) if wanted else {}
    except Refused as refused:
        rows, read, wrong = [], {}, refused.reason_ja
    names = {subject: show(value, channel=Channel.STAFF_PAGE) for subject, value in read.items()}
    pairs = [
        (one, names.get(one.subject, {}), [(who, names.get(who, {}), who in one.shielded) for who in one.candidates])
        for one in rows
    ]
    page = {"here": HERE, "rows": pairs, "wrong": wrong, "reader": request.user, "now": clock.now()}
    return render(request, "protect/matching.html", page, status=422 if wrong else 200)

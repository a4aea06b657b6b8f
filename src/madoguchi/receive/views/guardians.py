"""A guardian's own page: one page to send, the receipts, correcting and taking back. No session; the link is the proof."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from madoguchi.receive import actions, notice_form
from madoguchi.receive.actions.notices import Sending
from madoguchi.receive.errors import NotPossible, OtherContent
from madoguchi.receive.models import Notice
from madoguchi.receive.notice_form import NoticeForm
from madoguchi.receive.queries import notices, schools
from madoguchi.receive.queries.notices import Family
from madoguchi.receive.said import language
from madoguchi.receive.views.receipt_cards import cards
from madoguchi.trail import clock

INVALID, CONFLICT = 422, 409
View = Callable[..., HttpResponse]


def of_the_family(view: View) -> View:
    """For whoever holds a guardian's link that opens; others read calmly that it does not."""

    @wraps(view)
    def guarded(request: HttpRequest, *, secret: str, **given: Any) -> HttpResponse:
        family = notices.family_of(secret)
        if family is None or not family.places or schools.kesseki() is None or schools.meibo() is None:
            return _page(request, "receive/guardian/unknown.html", {}, 404)
        if "number" in given:
            number = given.pop("number")
            found = next((one for one in notices.notices_of(family, since=clock.today()) if one.pk == number), None)
            if found is None:
                return HttpResponseRedirect(f"/g/{secret}/notices/", status=303)
            given["notice"] = found
        return view(request, family, **given)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@of_the_family
def send(request: HttpRequest, family: Family) -> HttpResponse:
    """The page of three taps: reason, and 送る."""
    if request.method != "POST":
        return _form(request, family, notice_form.empty(_fresh(family), family.places))
    form = _typed(request, family)
    if "_lang" in request.POST or not notice_form.read(form):
        return _form(request, family, form)
    try:
        sent = actions.send_notices(sending=_sending(form, family), places=form.chosen_places, by=family.by)
    except OtherContent as other:
        return _to_receipts(family, [other.application.number], again=True)
    return _to_receipts(family, [one.pk for one in sent])


@require_safe
@of_the_family
def receipts(request: HttpRequest, family: Family) -> HttpResponse:
    """What was sent just now (n=…), or everything that still counts."""
    wanted = request.GET.getlist("n")
    shown = [one for one in notices.notices_of(family, since=clock.today()) if not wanted or one.pk in wanted]
    context = {"cards": cards(family, shown), "again": "again" in request.GET, "sent": bool(wanted)}
    return _page(request, "receive/guardian/notices.html", _frame(family) | context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_the_family
def correct(request: HttpRequest, family: Family, *, notice: Notice) -> HttpResponse:
    place = family.place_of(notice.pupil_id)
    if place is None or notice.ended_at:
        return _to_receipts(family, [notice.pk])
    if request.method != "POST":
        answers = notices.answers_of(family, [notice])[notice.pk]
        return _form(request, family, notice_form.filled(_fresh(family), [place], answers), notice)
    form = notice_form.typed(_ticket(request, family), [place], request.POST)
    form.chosen = {notice.pupil_id}
    if "_lang" in request.POST or not notice_form.read(form):
        return _form(request, family, form, notice)
    try:
        sent = actions.correct_notice(notice=notice, sending=_sending(form, family), place=place, by=family.by)
    except (NotPossible, OtherContent):
        return _to_receipts(family, [notice.pk], again=True)
    return _to_receipts(family, [sent.pk])


@require_http_methods(["GET", "HEAD", "POST"])
@of_the_family
def take_back(request: HttpRequest, family: Family, *, notice: Notice) -> HttpResponse:
    """Asked once more, then done."""
    if request.method == "POST" and "_lang" not in request.POST:
        actions.take_back_notice(notice=notice, by=family.by)
        return _to_receipts(family, [notice.pk])
    return _page(request, "receive/guardian/take_back.html", _frame(family) | {"cards": cards(family, [notice])})


def _fresh(family: Family) -> notice_form.Ticket:
    version = schools.kesseki()
    assert version is not None  # noqa: S101  # of_the_family has asked
    return notice_form.fresh(version, family.places)


def _ticket(request: HttpRequest, family: Family) -> notice_form.Ticket:
    """The page's own; one that is too old or not ours is replaced, and what was typed goes on."""
    return notice_form.read_ticket(request.POST.get("_ticket", "")) or _fresh(family)


def _typed(request: HttpRequest, family: Family) -> NoticeForm:
    return notice_form.typed(_ticket(request, family), family.places, request.POST)


def _sending(form: NoticeForm, family: Family) -> Sending:
    return Sending(form.ticket.version, form.answers, form.ticket.key, family.guardian, language(), form.ticket.lists)


def _form(request: HttpRequest, family: Family, form: NoticeForm, notice: Notice | None = None) -> HttpResponse:
    meibo, version = schools.meibo(), form.ticket.version
    assert meibo is not None  # noqa: S101  # of_the_family has asked
    names = notices.names_of(family, form.places, meibo)
    today = [] if notice else [one for one in notices.notices_of(family, since=clock.today()) if not one.ended_at]
    context = {
        "form": form,
        "children": [(place, names[place.pupil.pk]) for place in form.places],
        "kinds": _kinds(form),
        "reasons": [(words, schools.said_reason(version, words, language())) for words in form.reasons],
        "labels": {one.id: one for one in version.procedure.pages[0].fields},
        "notice": notice,
        "waiting": len(today),
        "procedure": version.procedure,
        "action": f"/g/{family.secret}/" + (f"notices/{notice.pk}/" if notice else ""),
    }
    status = INVALID if form.problems else 200
    return _page(request, "receive/guardian/send.html", _frame(family) | context, status)


ICONS = {"absent": "bed", "late": "clock", "early": "leave"}


def _kinds(form: NoticeForm) -> list[tuple[str, object, str]]:
    options = next(one for one in form.ticket.version.procedure.pages[0].fields if one.id == "kind").options or ()
    return [(one.id, one, ICONS.get(one.id, "info")) for one in options]


def _frame(family: Family) -> dict[str, Any]:
    return {
        "base": f"/g/{family.secret}/",
        "schools": list({place.school.pk: place.school for place in family.places}.values()),
        "several": len(family.places) > 1,
    }


def _to_receipts(family: Family, numbers: list[str], *, again: bool = False) -> HttpResponse:
    query = urlencode([("n", number) for number in numbers] + ([("again", "1")] if again else []))
    return HttpResponseRedirect(f"/g/{family.secret}/notices/?{query}", status=303)


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, template, context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response

"""One pupil: a telephone call taken down in two taps, the roll call, the guardians' telephones."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from madoguchi.decide import actions
from madoguchi.decide.queries.boards.classes import names_of
from madoguchi.decide.queries.boards.contacts import contacts, guardians_of
from madoguchi.decide.queries.boards.days import current, unreported
from madoguchi.decide.queries.boards.schools import Desk
from madoguchi.decide.views.boards.ground import class_or_404, in_school, page
from madoguchi.declare.answers import read_page
from madoguchi.receive import actions as receive
from madoguchi.receive import notice_form
from madoguchi.receive.actions.notices import Sending
from madoguchi.receive.errors import OtherContent
from madoguchi.receive.models import Enrolment
from madoguchi.receive.notice_form import NoticeForm
from madoguchi.receive.queries.schools import Place
from madoguchi.receive.said import language
from madoguchi.trail import clock

INVALID = 422


@in_school
@require_http_methods(["GET", "HEAD", "POST"])
def pupil(request: HttpRequest, desk: Desk, *, class_id: int, pupil_id: int) -> HttpResponse:
    row = _enrolment(desk, class_id, pupil_id)
    if request.method != "POST":
        return _pupil(request, desk, row, notice_form.empty(_ticket(desk, row), [_place(row)]))
    match request.POST.get("act"):
        case "missing":
            actions.mark_unreported(pupil=row.pupil, school_class=row.school_class, by=desk.by)
        case "here":
            actions.clear_unreported(pupil=row.pupil, school_class=row.school_class, by=desk.by)
        case "telephone":
            form = notice_form.empty(_ticket(desk, row), [_place(row)])
            return _pupil(request, desk, row, form, telephones=True)
        case "guardian":
            return _add_guardian(request, desk, row)
        case "unguard":
            return _remove_guardian(request, desk, row)
        case _:
            return _take_down(request, desk, row)
    return _to_board(desk, row)


def _take_down(request: HttpRequest, desk: Desk, row: Enrolment) -> HttpResponse:
    """What a guardian said on the telephone; the same rules and the same record as by the link."""
    ticket = notice_form.read_ticket(request.POST.get("_ticket", "")) or _ticket(desk, row)
    form = notice_form.typed(ticket, [_place(row)], request.POST)
    form.chosen = {row.pupil_id}
    if not notice_form.read(form):
        return _pupil(request, desk, row, form)
    sending = Sending(ticket.version, form.answers, ticket.key, lists=ticket.lists)
    try:
        for notice in receive.send_notices(sending=sending, places=[_place(row)], by=desk.by):
            actions.see_notice(notice=notice, by=desk.by)
    except OtherContent:
        return _to_board(desk, row)
    return _to_board(desk, row)


def _add_guardian(request: HttpRequest, desk: Desk, row: Enrolment) -> HttpResponse:
    """A guardian who is in no roster: read by the declared entry's own rules."""
    version = desk.meibo
    posted = {name: texts for name, texts in request.POST.lists() if name == "telephone" or name.startswith("name.")}
    read = read_page(version, version.procedure.pages[0], posted | {"who": ["guardian"]}, {}, today=clock.today())
    if read.problems:
        form = notice_form.empty(_ticket(desk, row), [_place(row)])
        problems = [problem.within(language()) for problem in read.problems]
        return _pupil(request, desk, row, form, wrong_guardian=problems)
    receive.add_guardian(pupil=row.pupil, answers=read.answers, version=version, office=desk.school.pk, by=desk.by)
    return HttpResponse(status=303, headers={"Location": f"{request.path}#call"})


def _remove_guardian(request: HttpRequest, desk: Desk, row: Enrolment) -> HttpResponse:
    for one in guardians_of([row.pupil])[row.pupil_id]:
        if str(one.pk) == request.POST.get("guardian"):
            receive.remove_guardian(pupil=row.pupil, guardian=one, by=desk.by)
    return HttpResponse(status=303, headers={"Location": f"{request.path}#call"})


def _enrolment(desk: Desk, class_id: int, pupil_id: int) -> Enrolment:
    today = clock.today()
    rows = Enrolment.objects.filter(
        school_class=class_or_404(desk, class_id), pupil=pupil_id, valid_from__lte=today, valid_to__gte=today
    )
    found = rows.select_related("pupil", "school_class__school__office").first()
    if found is None or found.pupil_id in desk.absent:
        raise Http404
    return found


def _place(row: Enrolment) -> Place:
    return Place(row.pupil, row.school_class, row.school_class.school)


def _ticket(desk: Desk, row: Enrolment) -> notice_form.Ticket:
    return notice_form.fresh(desk.kesseki, [_place(row)])


def _pupil(
    request: HttpRequest,
    desk: Desk,
    row: Enrolment,
    form: NoticeForm,
    *,
    telephones: bool = False,
    wrong_guardian: Sequence[str] = (),
) -> HttpResponse:
    day = clock.today()
    told = current([row.pupil_id], day)
    guardians = guardians_of([row.pupil])[row.pupil_id]
    context: dict[str, Any] = {
        "row": row,
        "name": names_of(desk, [row]).get(row.pupil_id, ""),
        "form": form,
        "told": told.get(row.pupil_id),
        "missing": unreported([row.pupil_id], day, told).get(row.pupil_id),
        "contacts": contacts(desk, guardians, telephones=telephones),
        "telephones": telephones,
        "wrong_guardian": wrong_guardian,
        "typed": request.POST if wrong_guardian else {},
        "kinds": next(one for one in form.ticket.version.procedure.pages[0].fields if one.id == "kind").options,
    }
    status = INVALID if form.problems or wrong_guardian else 200
    return page(request, "decide/boards/pupil.html", desk, "board", context, status)


def _to_board(desk: Desk, row: Enrolment) -> HttpResponse:
    address = f"/staff/schools/{desk.school.pk}/{row.school_class_id}/"
    return HttpResponse(status=303, headers={"Location": address})

"""What a school sets for itself: its time of day, its telephone, its list of reasons."""

from datetime import time

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from madoguchi.decide.queries.boards.schools import Desk
from madoguchi.decide.views.boards.ground import in_school, page
from madoguchi.japan import telephone
from madoguchi.japan.telephone import TelephoneError
from madoguchi.receive import actions
from madoguchi.receive.actions.schools import MOST_REASONS
from madoguchi.receive.queries.schools import declared_reasons, reasons_of

INVALID = 422


@in_school
@require_http_methods(["GET", "HEAD", "POST"])
def arranging(request: HttpRequest, desk: Desk) -> HttpResponse:
    school, held = desk.school, reasons_of(desk.school.pk)
    reasons = held.reasons if held else declared_reasons(desk.kesseki)
    typed = {"cut_off": f"{school.cut_off:%H:%M}", "telephone": school.office.telephone, "reasons": "\n".join(reasons)}
    if request.method != "POST":
        return _page(request, desk, typed, [])
    typed = {name: request.POST.get(name, "").strip() for name in typed}
    problems = list(_problems(typed))
    if problems:
        return _page(request, desk, typed, problems)
    words = [one.strip() for one in typed["reasons"].splitlines() if one.strip()]
    cut_off = time.fromisoformat(typed["cut_off"])
    actions.arrange_school(school=school, cut_off=cut_off, telephone=typed["telephone"], by=desk.by)
    if words != reasons:
        actions.edit_reasons(school=school, reasons=words, by=desk.by)
    return HttpResponse(status=303, headers={"Location": f"/staff/schools/{school.pk}/settings/?kept=1"})


def _problems(typed: dict[str, str]) -> "list[tuple[str, str]]":
    found = []
    try:
        time.fromisoformat(typed["cut_off"])
    except ValueError:
        found.append(("cut_off", _("時刻が読めません。08:20 のように入力してください。")))
    try:
        telephone.parse(typed["telephone"][:40])
    except TelephoneError as error:
        found.append(("telephone", error.ja))
    words = [one.strip() for one in typed["reasons"].splitlines() if one.strip()]
    if not words or len(words) > MOST_REASONS:
        found.append(("reasons", _("理由は、1つから16までにしてください。1行に1つです。")))
    if any(len(one) > 40 for one in words):
        found.append(("reasons", _("理由は、1つ40文字までにしてください。")))
    return found


def _page(request: HttpRequest, desk: Desk, typed: dict[str, str], problems: list[tuple[str, str]]) -> HttpResponse:
    context = {"typed": typed, "problems": problems, "wrong": dict(problems), "kept": "kept" in request.GET}
    return page(request, "decide/boards/settings.html", desk, "settings", context, INVALID if problems else 200)

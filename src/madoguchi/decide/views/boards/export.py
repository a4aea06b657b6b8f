"""出欠の書き出し: looked at first (how many lines, which characters the encoding lacks), then downloaded. A download is a reading."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from madoguchi.decide.queries.boards.export import as_csv, lines_of, missing_in
from madoguchi.decide.queries.boards.schools import Desk
from madoguchi.decide.views.boards.ground import in_school, page
from madoguchi.trail import clock

ENCODINGS = {"utf-8": "UTF-8", "cp932": "Shift_JIS (Windows)"}
MOST_DAYS, INVALID = 100, 422


@in_school
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, desk: Desk) -> HttpResponse:
    asked = request.POST if request.method == "POST" else request.GET
    today = clock.today().isoformat()
    typed = {"from": asked.get("from", today), "to": asked.get("to", today), "encoding": asked.get("encoding", "utf-8")}
    if typed["encoding"] not in ENCODINGS:
        typed["encoding"] = "utf-8"
    days = _days(typed["from"], typed["to"])
    context = {"typed": typed, "encodings": ENCODINGS.items(), "allowed": desk.reads_reasons}
    if request.method != "POST" or not desk.reads_reasons:
        return page(request, "decide/boards/export.html", desk, "export", context)
    if isinstance(days, str):
        return page(request, "decide/boards/export.html", desk, "export", context | {"wrong": days}, INVALID)
    lines = lines_of(desk, *days)
    if "look" in request.POST:
        more = {"lines": len(lines), "lacking": missing_in(lines, typed["encoding"])}
        return page(request, "decide/boards/export.html", desk, "export", context | more)
    name = f"shukketsu-{desk.school.pk}-{days[0]}-{days[1]}.csv"
    response = HttpResponse(as_csv(lines, typed["encoding"]), content_type=f"text/csv; charset={typed['encoding']}")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _days(first: str, last: str) -> tuple[date, date] | str:
    try:
        days = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return _("日付が読めません。2026-11-26 のように入力してください。")
    if days[1] < days[0]:
        return _("おわりの日が、はじめの日より前です。")
    if (days[1] - days[0]).days > MOST_DAYS:
        return _("一度に書き出せるのは100日までです。")
    return days

"""A request for correction: mark the fields, write what is needed, name the day."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from madoguchi.decide import actions
from madoguchi.decide.days import typed_day
from madoguchi.decide.errors import Unacceptable
from madoguchi.decide.models import Case
from madoguchi.decide.queries.answers import Section, sections_of
from madoguchi.decide.queries.reading import open_case_page
from madoguchi.decide.views.ground import on_case, seen
from madoguchi.people import actor_of
from madoguchi.protect import Refused
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail import clock

USUAL = timedelta(days=14)


@on_case
def correction(request: HttpRequest, case: Case) -> HttpResponse:
    """The form; posting it asks, unless something is to be mended first."""
    try:
        answers = open_case_page(case, by=actor_of(request)).answers
    except Refused as refused:
        return render(request, "decide/refused.html", {"case": case, "reason": refused.reason_ja}, status=403)
    sections = sections_of(open_version(case.version_hash), answers)
    if request.method != "POST":
        return _form(request, case, sections)
    try:
        return _ask(request, case, sections)
    except Unacceptable as wrong:
        return _form(request, case, sections, wrong.problems)


def _ask(request: HttpRequest, case: Case, sections: list[Section]) -> HttpResponse:
    until, problems = typed_day(request.POST.get("until", ""))
    marked = [row.path for section in sections for row in section.rows if row.path in request.POST.getlist("mark")]
    words = _words(request, sections, marked)
    if problems:
        raise Unacceptable(**problems, **({} if words else {"words": _("何をどう直してほしいかを書いてください。")}))
    actions.request_correction(
        case=case, words=words, fields=marked, until=until or date.max, seen=seen(request), by=actor_of(request)
    )
    return redirect("decide:case", number=case.number)


def _words(request: HttpRequest, sections: list[Section], marked: list[str]) -> str:
    """One text for the applicant: the general words, then one line for each marked field."""
    lines = [request.POST.get("words", "").strip()]
    for section in sections:
        for row in section.rows:
            if row.path in marked:
                wish = request.POST.get(f"wish.{row.path}", "").strip()
                lines.append(f"・{section.title} {row.label}" + (f": {wish}" if wish else ""))
    return "\n".join(line for line in lines if line)


def _form(
    request: HttpRequest, case: Case, sections: list[Section], problems: dict[str, str] | None = None
) -> HttpResponse:
    typed: Any = request.POST
    marked = set(typed.getlist("mark"))
    rows = [
        (section.title, [(row, row.path in marked, typed.get(f"wish.{row.path}", "")) for row in section.rows])
        for section in sections
    ]
    page = {
        "here": "/staff/",
        "case": case,
        "sections": rows,
        "words": typed.get("words", ""),
        "until": typed.get("until", (clock.today() + USUAL).isoformat()),
        "problems": problems or {},
        "seen": typed.get("seen", case.revision),
        "procedure": open_version(case.version_hash).procedure,
    }
    return render(request, "decide/correction.html", page, status=422 if problems else 200)

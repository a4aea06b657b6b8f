"""Opening what a shield withholds: one person asks and says why, another one answers, and it is shown once."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from madoguchi import protect
from madoguchi.decide.models import Case
from madoguchi.decide.queries.answers import sections_of
from madoguchi.decide.queries.reading import purpose_of
from madoguchi.decide.views.ground import on_case
from madoguchi.people import actor_of
from madoguchi.protect import Channel, Refused
from madoguchi.protect import actions as vault
from madoguchi.protect.errors import NotPossible
from madoguchi.protect.queries import Cover, consent_of, cover_of
from madoguchi.receive.queries.versions import version as open_version

WAYS = (Channel.STAFF_PAGE, Channel.LETTER, Channel.PRINT)


@on_case
def ask(request: HttpRequest, case: Case) -> HttpResponse:
    """The form; posting it asks. Nothing is shown by asking."""
    cover = cover_of(case.record_id, by=actor_of(request))
    if cover is None or not cover.is_open:
        raise Http404
    if request.method != "POST":
        return _form(request, case, cover)
    try:
        vault.ask_opening(
            record_id=case.record_id,
            fields=request.POST.getlist("fields"),
            channel=_way(request),
            reason=request.POST.get("reason", ""),
            by=actor_of(request),
        )
    except NotPossible as wrong:
        return _form(request, case, cover, wrong.ja)
    return redirect("decide:case", number=case.number)


@on_case
@require_POST
def opened(request: HttpRequest, case: Case, consent: UUID) -> HttpResponse:
    """What two people opened, this once. Posted, so that going back or loading again does not open it anew."""
    asked = consent_of(consent, by=actor_of(request))
    if asked is None:
        raise Http404
    try:
        values = protect.read(
            [case.record_id],
            asked.fields,
            purpose=purpose_of(case),
            by=actor_of(request),
            channel=Channel.STAFF_PAGE,
            consent=consent,
        )[case.record_id]
    except Refused as refused:
        return render(request, "decide/refused.html", {"case": case, "reason": refused.reason_ja}, status=403)
    shown = protect.show_all(values, channel=Channel.STAFF_PAGE)
    return render(request, "decide/opened.html", {"here": "/staff/", "case": case, "rows": _rows(case, shown)})


def _rows(case: Case, shown: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """The opened fields with their labels, row by row where a page repeats."""
    answers: dict[str, Any] = {}
    for path, value in shown.items():
        page, rows, field = path.partition("[].")
        if not rows:
            answers[path] = value
            continue
        held = answers.setdefault(page, [{} for _ in value])
        for row, one in zip(held, value, strict=True):
            row[field] = one
    sections = sections_of(open_version(case.version_hash), answers)
    return [(f"{section.title} {row.label}", row.lines) for section in sections for row in section.rows if row.lines]


def _way(request: HttpRequest) -> Channel:
    chosen = request.POST.get("way", "")
    return next((one for one in WAYS if one.value == chosen), Channel.STAFF_PAGE)


def _form(request: HttpRequest, case: Case, cover: Cover, wrong: str = "") -> HttpResponse:
    version = open_version(case.version_hash)
    labels = {path: (page, one) for path, page, one in version.fields()}
    fields = [(path, labels[path][1].label.ja) for path in labels if path in cover.withheld]
    page = {
        "here": "/staff/",
        "case": case,
        "fields": fields,
        "chosen": request.POST.getlist("fields"),
        "reason": request.POST.get("reason", ""),
        "way": _way(request).value,
        "wrong": wrong,
    }
    return render(request, "decide/ask_opening.html", page, status=422 if wrong else 200)

"""What became of the recommendations: all asks in the report's own order, each with its three statuses, and one by one."""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from madoguchi.declare.recommendations import Recommendations
from madoguchi.design.dates import local_day
from madoguchi.learn.chart import pieces
from madoguchi.learn.definitions import definitions
from madoguchi.learn.queries.activity import adopted, ask_named, upcoming
from madoguchi.learn.queries.progress import KEYS, Standing, chosen, counted, standings, state_of
from madoguchi.learn.views.telling import said_of
from madoguchi.learn.words import AGE, FORCE, KIND, PROOF, SAYS, SCHEDULE
from madoguchi.people.audience import audience
from madoguchi.people.models import Office
from madoguchi.publish.sheets import Line, as_csv
from madoguchi.publish.views.openly import opened, unchanged
from madoguchi.registers.cells import safe
from madoguchi.trail import clock

WORDS: dict[str, dict[str, Promise]] = {"says": SAYS, "proof": PROOF, "schedule": SCHEDULE, "force": FORCE, "age": AGE}
HEAD = (
    "id", "section", "heading", "ask", "force", "kind", "administration_says", "office", "said_by", "said_on", "words",
    "evidence", "evidence_detail", "evidence_as_of", "due", "schedule",
)  # fmt: skip


@audience("public")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    report = _report()
    every = standings(report)
    wanted = {key: value for key in (*WORDS, "office") if (value := request.GET.get(key, "")[:60])}
    matching = chosen(every, wanted)
    context = {
        "report": report, "total": len(every), "headings": len(report.headings), "found": matching,
        "asks": _asks(report.recommendations, state_of(report), get_language() or "ja", tuple(wanted.items())), "sums": _sums(every), "chosen": wanted, "here": "progress",
        "activities": list(definitions().activities.values()),
        "upcoming": [(one, parts) for one in definitions().activities.values() if (parts := upcoming(one))],
        "filters": _filters(every, wanted), "today": clock.today(),
    }  # fmt: skip
    return render(request, "learn/progress.html", context)


@audience("public")
@require_safe
def ask(request: HttpRequest, ask: str) -> HttpResponse:
    if (known := ask_named(ask)) is None:
        raise Http404
    report, one = known
    offices = dict(Office.objects.values_list("pk", "name_ja"))
    history = [(said, offices.get(said.office, said.office), SAYS[said.says]) for said in one.statements]
    evidence = [
        (each, said_of(each.shown, each.shown.latest) if each.shown and each.shown.latest else "") for each in one.found
    ]
    context = {
        "report": report, "one": one, "history": history, "evidence": evidence, "here": "progress",
        "today": clock.today(), "words": {key: WORDS[key][getattr(one, key)] for key in KEYS},
        "force": FORCE.get(one.ask.force), "kind": KIND.get(one.ask.kind),
        "system": next((each for each in report.systems if each.id == one.ask.system), None),
    }  # fmt: skip
    return render(request, "learn/ask.html", context)


@audience("public")
@opened
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    lines = ([safe(str(cell)) for cell in line] for line in _lines(standings(_report())))
    text = "".join(as_csv([HEAD, *lines]))
    return unchanged(request, HttpResponse(text, content_type="text/csv; charset=utf-8"))


@audience("public")
@opened
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    report = _report()
    every = standings(report)
    told = {
        "report": report.recommendations,
        "source": report.source.ja,
        "as_of": clock.today().isoformat(),
        "counts": {key: dict(counts) for key, counts in counted(every).items()},
        "asks": [dict(zip(HEAD, line, strict=True)) for line in _lines(every)],
        "adopted_since": [dict(zip(HEAD, line, strict=True)) for line in _lines(_adopted())],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return unchanged(request, HttpResponse(text, content_type="application/json; charset=utf-8"))


def _lines(every: Sequence[Standing]) -> Iterator[Line]:
    for one in every:
        said = one.statement
        yield (
            one.ask.id, one.heading.section.ja, one.heading.title.ja, one.ask.words.ja, one.ask.force, one.ask.kind,
            one.says, one.office, said.name if said else "", local_day(said.at).isoformat() if said else "",
            said.words if said else "", one.proof, " ".join(_named(one)), one.today.isoformat(),
            one.due.isoformat() if one.due else "", one.schedule,
        )  # fmt: skip


def _adopted() -> list[Standing]:
    return [one for activity in definitions().activities.values() for one in standings(adopted(activity))]


def _named(one: Standing) -> Iterator[str]:
    for found in one.found:
        each = found.evidence
        yield f"/indicators/{each.indicator}/" if each.indicator else each.address or each.test or ""


def _report() -> Recommendations:
    report = definitions().report
    if report is None:
        raise Http404
    return report


@lru_cache(maxsize=32)
def _asks(slug: str, state: str, language: str, wanted: tuple[tuple[str, str], ...]) -> SafeString:
    """The long list as it is drawn, kept until something changes: 126 rows are most of the work of the page."""
    report = definitions().reports[slug]
    return render_to_string("learn/asks.html", {"focuses": _by_focus(report, chosen(standings(report), dict(wanted)))})


def _by_focus(report: Recommendations, found: Sequence[Standing]) -> list[dict[str, object]]:
    """Focus, section, heading, ask: as the report has them."""
    focuses = []
    for focus in report.focuses:
        own = [one for one in found if one.heading.focus == focus.id]
        sections = [
            (section, [(heading, list(asks)) for heading, asks in groupby(under, key=lambda one: one.heading)])
            for section, under in (
                (name, list(rows)) for name, rows in groupby(own, key=lambda one: one.heading.section)
            )
        ]
        focuses.append({"focus": focus, "count": len(own), "sections": sections})
    return [one for one in focuses if one["count"]]


def _sums(every: Sequence[Standing]) -> list[dict[str, object]]:
    sums: list[dict[str, object]] = []
    for key, counts in counted(every).items():
        rows = [(name, WORDS[key][name], count) for name, count in counts]
        sums.append({"key": key, "rows": rows, "pieces": pieces([count for _, count in counts])})
    return sums


def _filters(every: Sequence[Standing], wanted: dict[str, str]) -> list[dict[str, object]]:
    offices = {one.office for one in every if one.office}
    names = Office.objects.filter(pk__in=offices).values_list("pk", "name_ja")
    options = {key: [(name, words) for name, words in of.items()] for key, of in WORDS.items()}
    rows: list[dict[str, object]] = [{"key": key, "options": options[key], "now": wanted.get(key, "")} for key in WORDS]
    return [*rows, {"key": "office", "options": list(names), "now": wanted.get("office", "")}]

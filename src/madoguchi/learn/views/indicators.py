"""The indicators: all of them small and beside each other, and each with its table, its parts and its definition."""

import json
from collections.abc import Iterator
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from madoguchi.declare.base import cited_address
from madoguchi.declare.indicator import Indicator
from madoguchi.learn.cells import WHOLE
from madoguchi.learn.definitions import definitions
from madoguchi.learn.queries.readings import Shown, everything, state_of
from madoguchi.learn.queries.stops import LEFT
from madoguchi.learn.views.telling import panel, panels
from madoguchi.learn.words import BETTER, ORIGIN, amount, period
from madoguchi.people.audience import audience
from madoguchi.people.models import Office
from madoguchi.publish.sheets import Line, as_csv
from madoguchi.publish.views.openly import opened, unchanged

HEAD = (
    "indicator",
    "scope",
    "period_begins",
    "period",
    "value",
    "unit",
    "hidden",
    "final",
    "computed_at",
    "definition",
)


@audience("public")
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    whole = [(shown, panel(shown, "", shown.whole)) for shown in everything().values()]
    return render(request, "learn/indicators.html", {"shown": whole, "here": "indicators"})


@audience("public")
@require_safe
def one(request: HttpRequest, slug: str) -> HttpResponse:
    shown = _found(slug)
    indicator = shown.indicator
    labour = definitions().labour if indicator.unit == "yen" and indicator.count else None
    context = {
        "shown": shown, "whole": panel(shown, WHOLE, shown.whole), "here": "indicators",
        "parts": _parts(slug, state_of(), get_language() or "ja"),
        "office": Office.objects.filter(pk=indicator.owner).first(),
        "origin": ORIGIN[indicator.origin], "better": BETTER[indicator.better],
        "target": amount(indicator.target.value, indicator.unit) if indicator.target else "", "before": _before(shown),
        "cited": [(_short(one), cited_address(one)) for one in indicator.cites],
        "labour": labour, "rate": amount(labour.yen_per_hour, "yen") if labour else "",
    }  # fmt: skip
    return render(request, "learn/indicator.html", context)


@audience("public")
@opened
@require_safe
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    text = "".join(as_csv([HEAD, *_lines(_found(slug))]))
    return unchanged(request, HttpResponse(text, content_type="text/csv; charset=utf-8"))


@audience("public")
@opened
@require_safe
def data(request: HttpRequest, slug: str) -> HttpResponse:
    shown = _found(slug)
    told = {
        "indicator": slug,
        "title": shown.indicator.title.model_dump(by_alias=True, exclude_none=True),
        "definition": shown.defined.hash,
        "count": shown.indicator.count.model_dump(mode="json", exclude_defaults=True)
        if shown.indicator.count
        else None,
        "readings": [dict(zip(HEAD, line, strict=True)) for line in _lines(shown)],
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return unchanged(request, HttpResponse(text, content_type="application/json; charset=utf-8"))


def _short(citation: str) -> str:
    """`name@hash` with as much of the hash as people compare."""
    name, _, release = citation.partition("@")
    return citation if len(release) <= SHORT else f"{name}@{release[:SHORT]}…"


SHORT = 12


@lru_cache(maxsize=128)
def _parts(slug: str, state: str, language: str) -> SafeString:
    """The small multiples as they are drawn, kept until a reading is taken: thirty charts are most of the work of the page."""
    shown = everything()[slug]
    context = {"shown": shown, "panels": panels(shown)[1:], "stops": LEFT in _verbs(shown.indicator)}
    return render_to_string("learn/parts.html", context)


def _before(shown: Shown) -> tuple[str, str] | None:
    """The baseline of the whole in words, and its period."""
    point = shown.baseline.get(WHOLE)
    if point is None or point.value is None:
        return None
    return amount(point.value, shown.indicator.unit), period(point.begins, shown.indicator.period)


def _verbs(indicator: Indicator) -> set[str]:
    """What is counted among: of forms that were given up, the pages can be told as well."""
    share = indicator.count.share if indicator.count else None
    return set(share.among.events) if share and indicator.by == "procedure" else set()


def _lines(shown: Shown) -> Iterator[Line]:
    """Every reading that is told. What is hidden has no value here either."""
    indicator = shown.indicator
    for scope, points in sorted(shown.series.items()):
        for point in points:
            yield (
                shown.slug, scope, point.begins.isoformat(), indicator.period, "" if point.value is None else point.value,
                indicator.unit, point.hidden, point.final, point.computed_at.isoformat(timespec="seconds"),
                shown.defined.hash,
            )  # fmt: skip


def _found(slug: str) -> Shown:
    shown = everything().get(slug)
    if shown is None:
        raise Http404
    return shown

"""How the files of an office came out, quarter by quarter: a chart, and the same numbers in a table."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from madoguchi.people.audience import audience
from madoguchi.people.models import Office
from madoguchi.publish.queries.access import seen_offices
from madoguchi.publish.queries.quality import Quality, Quarter, Sum, quality
from madoguchi.publish.views.ground import HERE, staff_of
from madoguchi.publish.words import rule_words
from madoguchi.trail import clock

LEFT, RIGHT, BOTTOM, HIGH, WIDE = 36, 380, 150, 120, 26


@dataclass(frozen=True)
class Bar:
    """One quarter of the chart, in the units of its drawing."""

    quarter: Quarter
    sum: Sum
    x: float
    height: float
    is_last: bool

    @property
    def rate(self) -> float | None:
        return self.sum.per_thousand()

    @property
    def y(self) -> float:
        return BOTTOM - self.height

    @property
    def above(self) -> float:
        return self.y - 5

    @property
    def middle(self) -> float:
        return self.x + WIDE / 2


@audience("staff")
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    seen = seen_offices(staff_of(request))
    offices = list(Office.objects.filter(pk__in=seen).order_by("pk"))
    asked = request.GET.get("office", "")
    chosen = next((office for office in offices if office.pk == asked), None)
    found = quality([chosen.pk] if chosen else seen, clock.today())
    rules = [
        (rule_words(rule), [found.of(quarter).per_thousand(rule) for quarter in found.quarters]) for rule in found.rules
    ]
    context = {"offices": offices, "chosen": chosen, "found": found, "bars": _bars(found), "rules": rules,
               "top": _top(found), "today": clock.today(), "here": HERE}  # fmt: skip
    return render(request, "publish/quality.html", context)


def _top(found: Quality) -> int:
    """The number at the upper line: the next round one above the highest bar."""
    highest = max((found.of(quarter).per_thousand() or 0 for quarter in found.quarters), default=0)
    return next(round_ for size in range(8) for unit in (1, 2, 5) if (round_ := unit * 10**size) >= highest)


def _bars(found: Quality) -> list[Bar]:
    top, step = _top(found), (RIGHT - LEFT) / len(found.quarters)
    sums = [(quarter, found.of(quarter)) for quarter in found.quarters]
    return [
        Bar(
            quarter,
            each,
            round(LEFT + (at + 0.5) * step - WIDE / 2, 1),
            round(HIGH * (each.per_thousand() or 0) / top, 1),
            at == len(sums) - 1,
        )
        for at, (quarter, each) in enumerate(sums)
    ]

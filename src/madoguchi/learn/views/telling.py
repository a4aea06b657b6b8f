"""What the pages and the downloads tell of an indicator and of an ask, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from madoguchi.declare.base import Text
from madoguchi.learn.cells import WHOLE
from madoguchi.learn.chart import Chart, chart_of
from madoguchi.learn.definitions import definitions
from madoguchi.learn.queries.points import Point
from madoguchi.learn.queries.readings import Shown, is_in_tens
from madoguchi.learn.words import amount, period
from madoguchi.people.models import Office


@dataclass(frozen=True)
class Row:
    """One period as a line of a table."""

    begins: date
    period: str
    words: str
    is_open: bool
    point: Point


@dataclass(frozen=True)
class Panel:
    """One series: its name, its chart, its table."""

    scope: str
    title: Text | None
    chart: Chart
    rows: tuple[Row, ...]
    latest: Row | None


def said_of(shown: Shown, point: Point) -> str:
    """The number in words; where there is none, why."""
    if point.hidden:
        return _("10人に満たないので、出しません")
    if point.value is None:
        return _("数えるものがありません")
    words = amount(point.value, shown.indicator.unit)
    return _("%(number)s以上") % {"number": words} if is_in_tens(shown, point) and point.value else words


def panel(shown: Shown, scope: str, points: Sequence[Point]) -> Panel:
    """A series with everything that its picture and its table need."""
    indicator = shown.indicator
    rows = tuple(
        Row(one.begins, period(one.begins, indicator.period), said_of(shown, one), not one.final, one) for one in points
    )
    most = 100 if indicator.unit == "percent" else 1
    target = indicator.target.value if indicator.target and scope == WHOLE else None
    before = shown.baseline.get(scope)
    values = [(one.value, one.hidden, one.final) for one in points]
    latest = next((row for row in reversed(rows) if row.point.value is not None), None)
    return Panel(
        scope,
        name_of(scope),
        chart_of(values, most=most, target=target, baseline=before.value if before else None),
        rows,
        latest,
    )


def name_of(scope: str) -> Text | None:
    """The title of a procedure; None for the whole."""
    if scope == WHOLE:
        return None
    procedure = definitions().procedures.get(scope)
    return procedure.title if procedure else Text(ja=scope)


def panels(shown: Shown) -> list[Panel]:
    """The whole first, then each part."""
    found = [panel(shown, WHOLE, shown.whole), *(panel(shown, scope, points) for scope, points in shown.parts.items())]
    if shown.indicator.by != "office":
        return found
    names = dict(Office.objects.values_list("pk", "name_ja"))
    return [replace(one, title=Text(ja=names.get(one.scope, one.scope))) if one.scope else one for one in found]

"""The cases of one period as rows of coarse values. Nothing personal comes here: the vault has coarsened it."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Min, QuerySet

from madoguchi.decide.models import Case
from madoguchi.declare.coarse import UNKNOWN, band_at, band_names
from madoguchi.declare.dataset import PLAIN, Axis, CountDay
from madoguchi.people.models import Office
from madoguchi.protect import actions as vault
from madoguchi.publish.counted.periods import Period
from madoguchi.publish.counted.plan import VIA, Plan
from madoguchi.trail.actor import Actor

DAY: dict[CountDay, str] = {"received": "received_on", "decided": "decided_on"}
_COLUMNS = ("record_id", "procedure", "office", "via", "result", "received_on", "decided_on")


class Line(NamedTuple):
    """What the office knows of a case without opening it."""

    record_id: UUID
    procedure: str
    office: str
    via: str
    result: str
    received_on: date
    decided_on: date | None


class Gathered(NamedTuple):
    """One row a case: a value for each axis; and the number of the person behind each."""

    rows: list[tuple[str, ...]]
    people: list[int]


def first_day(plan: Plan) -> date | None:
    """The first day on which there is anything to count."""
    column = DAY[plan.count.day]
    found: date | None = _cases(plan).aggregate(first=Min(column))["first"]
    return found


def gather(plan: Plan, period: Period, *, by: Actor) -> Gathered:
    """The rows of a period; what was withdrawn by now is left out. Raises Refused."""
    column = DAY[plan.count.day]
    within = {f"{column}__gte": period.begins, f"{column}__lt": period.ends}
    lines = [Line(*row) for row in _cases(plan).filter(**within).order_by("pk").values_list(*_COLUMNS)]
    told = vault.extract({one.record_id: _wanted(plan, one) for one in lines}, by=by)
    offices = dict(Office.objects.values_list("pk", "name_ja"))
    known = [frozenset(plan.values(axis)) for axis in plan.count.by]
    rows = [_row(plan, one, told[one.record_id], offices, known) for one in lines]
    return Gathered(rows, [told[one.record_id].person for one in lines])


def _cases(plan: Plan) -> QuerySet[Case]:
    return Case.objects.filter(procedure__in=plan.count.procedures).exclude(state="withdrawn")


def _wanted(plan: Plan, line: Line) -> vault.Wanted:
    day = (line.decided_on or line.received_on) if plan.count.day == "decided" else line.received_on
    found = (plan.coarse(line.procedure, axis) for axis in plan.count.by if axis.of not in PLAIN)
    return vault.Wanted(day, [one for one in found if one])


def _row(
    plan: Plan, line: Line, told: vault.Extracted, offices: dict[str, str], known: Sequence[frozenset[str]]
) -> tuple[str, ...]:
    opened = iter(told.values)
    values = (
        _plain(plan, axis, line, offices, closed=told.closed) if axis.of in PLAIN else next(opened)
        for axis in plan.count.by
    )
    return tuple(value if value in among else UNKNOWN for value, among in zip(values, known, strict=True))


def _plain(plan: Plan, axis: Axis, line: Line, offices: dict[str, str], *, closed: bool) -> str | None:
    mine = next(one for one in plan.procedures if one.procedure == line.procedure)
    if axis.of == "office":
        return None if closed else offices.get(line.office)
    if axis.of == "result":
        return next((result.ja for result in mine.case.results if result.id == line.result), None)
    if axis.of == "days-to-decision":
        days = ((line.decided_on or line.received_on) - line.received_on).days
        return band_names(axis.bands)[band_at(axis.bands, days)]
    return mine.title.ja if axis.of == "procedure" else VIA.get(line.via)

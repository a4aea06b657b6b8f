"""What a question to the queue asks of a case, as conditions; `at` is the way from the table that is walked to the case."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from madoguchi.decide.models import CaseColumn
from madoguchi.decide.queries.filters import TABS, Filters
from madoguchi.trail import clock

YES, NO = [True], [False]
"""True and false, asked as `IN (1)`: SQLite walks an index by that, and not by a bare boolean."""


def wishes_of(
    filters: Filters, *, staff_id: int, at: str = "", columns: Mapping[str, str] | None = None,
    absent: Collection[UUID] = (),
) -> Q:  # fmt: skip
    """Everything but the offices and the place. `columns` are looked up per case. `absent`: records that are not there."""
    wishes = [
        *_tab(filters.tab),
        *_shelf(filters),
        *_assigned(filters.assignee, staff_id),
        *_due(filters.due, clock.today()),
        *_proposed(filters.proposal),
        *([("procedure", filters.procedure)] if filters.procedure else []),
    ]
    asked = Q(*((at + path, value) for path, value in wishes))
    if absent:
        asked &= ~Q(**{f"{at}record_id__in": absent})
    for name, value in (columns or {}).items():
        asked &= Q(Exists(CaseColumn.objects.filter(case=OuterRef(f"{at}pk"), name=name, value=value)))
    return asked


Wishes = list[tuple[str, Any]]


def _tab(tab: str) -> Wishes:
    if states := TABS[tab]:
        return [("state", states[0])]
    return [("open__in", YES), *([("extended__in", YES)] if tab == "extended" else [])]


def _shelf(filters: Filters) -> Wishes:
    """By arrival, the index knows only open and not: said beside the state, it is walked and the state looked up."""
    return [("open__in", NO if filters.finished else YES)] if filters.sort == "received" else []


def _assigned(assignee: str, staff_id: int) -> Wishes:
    return [("assigned_to", staff_id if assignee == "me" else None)] if assignee else []


def _due(choice: str, today: date) -> Wishes:
    if not choice:
        return []
    if choice == "over":
        return [("due_on__lt", today), ("paused_on", None)]
    return [("due_on__gte", today), ("due_on__lte", today + timedelta(days=int(choice))), ("paused_on", None)]


def _proposed(choice: str) -> Wishes:
    if choice == "yes":
        return [("proposal__gt", "")]
    return [("proposal", "" if choice == "no" else choice)] if choice else []

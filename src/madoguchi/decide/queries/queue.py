"""The queue: fifty cases after a place, out of any number. Every question walks one index in its order; no OFFSET, no sort.

Several offices (a successor has the cases of those it succeeded) are asked one after the other, each in order, and
merged. A question about a column walks the columns' own index and takes the cases from there; what is asked of a
dataset, in each procedure in which people speak of one.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from heapq import merge
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from madoguchi.decide.models import Case, CaseColumn
from madoguchi.decide.queries.filters import Filters
from madoguchi.decide.queries.wishes import NO, YES, wishes_of
from madoguchi.receive.datasets import procedures

SIZE = 50
CAP = 1000
"""Counting stops here: the page then says 1,000+."""


@dataclass(frozen=True)
class Page:
    cases: list[Case]
    next: Filters | None


@dataclass(frozen=True)
class Question:
    """Rows that an index gives in the order of `keys`, and the case of each."""

    rows: QuerySet[Any]
    keys: tuple[str, ...]
    case: Callable[[Any], Case] = lambda row: row


def page_of(filters: Filters, *, offices: Iterable[str], staff_id: int, absent: Collection[UUID] = ()) -> Page:
    """One page. `offices`: whose cases the chosen office handles, itself included. `absent`: records that are not there
    for who asks (`protect.queries.fled_from`)."""
    questions = _questions(filters, sorted(offices), staff_id, absent)
    found = [_answer(question, filters) for question in questions]
    placed = list(islice(merge(*found, key=lambda row: row[0], reverse=filters.finished), SIZE + 1))
    cases = [case for _key, case in placed[:SIZE]]
    more = filters.with_(after=tuple(map(str, placed[SIZE - 1][0]))) if len(placed) > SIZE else None
    return Page(cases, more)


def count_of(filters: Filters, *, offices: Iterable[str], absent: Collection[UUID] = ()) -> int:
    """How many in this tab of the office (and procedure), counted up to CAP + 1."""
    plain = Filters(office=filters.office, procedure=filters.procedure, tab=filters.tab)
    total = 0
    for question in _questions(plain, sorted(offices), 0, absent):
        total += question.rows.values("pk")[: CAP + 1 - total].count() if total <= CAP else 0
    return total


def first_due(filters: Filters, *, offices: Iterable[str], staff_id: int, absent: Collection[UUID] = ()) -> Case | None:
    """The open case that is due first, of those that somebody can work on now: one whose clock stands still waits."""
    asked, handled = filters.with_(tab="open", sort="due"), list(offices)
    while asked:
        page = page_of(asked, offices=handled, staff_id=staff_id, absent=absent)
        for case in page.cases:
            if case.paused_on is None:
                return case
        asked = page.next  # type: ignore[assignment]
    return None


def _questions(filters: Filters, offices: list[str], staff_id: int, absent: Collection[UUID]) -> list[Question]:
    """The same question, put so that each has an index that gives its order."""
    if filters.asked or filters.sort.startswith("column:"):
        walked = [filters.procedure] if filters.procedure else procedures()
        return [_by_column(filters.with_(procedure=one), offices, staff_id, absent) for one in walked]
    wishes = wishes_of(filters, staff_id=staff_id, absent=absent)
    rows = Case.objects.filter(wishes).select_related("assigned_to", "applicant_staff")
    keys = ("received_on" if filters.sort == "received" else "due_on", "id")
    if filters.assignee == "me":
        return [Question(rows.filter(office__in=offices), keys)]
    return [Question(rows.filter(office=office), keys) for office in offices]


def _by_column(filters: Filters, offices: list[str], staff_id: int, absent: Collection[UUID]) -> Question:
    """The column to sort by, or else the first one asked for, drives through its index; others are looked up per case."""
    asked = filters.asked
    name = filters.sort.removeprefix("column:") if filters.sort.startswith("column:") else next(iter(asked))
    driving = Q(procedure=filters.procedure, name=name, open__in=NO if filters.finished else YES)
    driving &= Q(value=asked.pop(name)) if name in asked else Q()
    wishes = wishes_of(filters, staff_id=staff_id, at="case__", columns=asked, absent=absent)
    wishes &= Q(case__office__in=offices)
    rows = CaseColumn.objects.filter(driving & wishes).select_related("case__assigned_to", "case__applicant_staff")
    keys = {"due": ("due_on", "case_id"), "received": ("case__received_on", "case_id")}
    return Question(rows, keys.get(filters.sort, ("value", "due_on", "case_id")), case=lambda row: row.case)


def _answer(question: Question, filters: Filters) -> list[tuple[Any, Case]]:
    """(sort key, case), one more than a page."""
    rows, keys = question.rows, question.keys
    if len(filters.after) == len(keys):
        rows = rows.filter(_beyond(keys, filters))
    sign = "-" if filters.finished else ""
    rows = rows.order_by(*(sign + key for key in keys))[: SIZE + 1]
    return [(_key(row, keys), question.case(row)) for row in rows]


def _beyond(keys: tuple[str, ...], filters: Filters) -> Q:
    """Rows after the place: k1 ≥ a and (k1 > a or (k2 ≥ b and (k2 > b or …))), which an index can walk."""
    side = "lt" if filters.finished else "gt"
    place = Q(**{f"{keys[-1]}__{side}": int(filters.after[-1])})
    for key, value in list(zip(keys, filters.after, strict=True))[-2::-1]:
        place = Q(**{f"{key}__{side}e": value}) & (Q(**{f"{key}__{side}": value}) | place)
    return place


def _key(row: Any, keys: tuple[str, ...]) -> tuple[Any, ...]:
    def value(path: str) -> Any:
        found = row
        for name in path.split("__"):
            found = getattr(found, name)
        return found

    return tuple(value(key) for key in keys)

"""Who is out on which day: counts by class, for the boards and for thinking about closing a class."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from madoguchi.decide.models import Unreported
from madoguchi.design.frame import municipality
from madoguchi.japan.workdays import is_open
from madoguchi.receive.models import Enrolment, Notice, SchoolClass

CLOSURE_SHARE = 0.2
"""The share of absent pupils from which a school thinks about closing a class; a rule of thumb, not a law."""


@dataclass(frozen=True)
class Count:
    """One class on one day."""

    day: date
    enrolled: int
    absent: int = 0
    late: int = 0
    early: int = 0
    unreported: int = 0

    @property
    def out(self) -> int:
        return self.absent + self.unreported

    @property
    def share(self) -> float:
        return self.out / self.enrolled if self.enrolled else 0.0

    @property
    def percent(self) -> int:
        return round(self.share * 100)

    @property
    def is_high(self) -> bool:
        return self.share >= CLOSURE_SHARE

    @property
    def here(self) -> int:
        return self.enrolled - self.out - self.late


def school_days(first: date, n: int, *, step: int = 1) -> list[date]:
    """So many days on which schools are open, from a day on (or back), that day included if it is one."""
    town, day = municipality(), first
    closing = town.closing_days if town else ()
    found: list[date] = []
    while len(found) < n:
        if is_open(day, closing):
            found.append(day)
        day += timedelta(days=step)
    return found if step > 0 else found[::-1]


def current(pupils: Iterable[int], day: date) -> dict[int, Notice]:
    """By pupil, the notice that counts on a day: the latest that has not ended."""
    rows = Notice.objects.filter(pupil__in=list(pupils), first_day__lte=day, last_day__gte=day, ended_at=None)
    ordered = rows.select_related("application").order_by("application__received_at", "application_id")
    return {one.pupil_id: one for one in ordered}


def unreported(pupils: Iterable[int], day: date, known: Iterable[int]) -> dict[int, Unreported]:
    """By pupil, who was missing at roll call and of whom nothing is known since."""
    rows = Unreported.objects.filter(pupil__in=list(pupils), day=day, cleared_at=None)
    told = set(known)
    return {one.pupil_id: one for one in rows if one.pupil_id not in told}


def counts(
    classes: Sequence[SchoolClass], days: Sequence[date], *, absent: Collection[int] = ()
) -> dict[int, list[Count]]:
    """By class, one count for each of the days. Nothing is opened for it. `absent`: pupils who are not there for who asks."""
    members = _members(classes, days, absent)
    pupils = {pupil for by_day in members.values() for there in by_day.values() for pupil in there}
    notices = _notices(pupils, days)
    missing = set(
        Unreported.objects.filter(pupil__in=pupils, day__in=days, cleared_at=None).values_list("pupil_id", "day")
    )
    return {
        one.pk: [_count(day, members[one.pk][day], notices[day], {p for p, on in missing if on == day}) for day in days]
        for one in classes
    }


def _members(
    classes: Sequence[SchoolClass], days: Sequence[date], absent: Collection[int]
) -> dict[int, dict[date, set[int]]]:
    found: dict[int, dict[date, set[int]]] = {one.pk: {day: set() for day in days} for one in classes}
    rows = Enrolment.objects.filter(school_class__in=classes, valid_from__lte=max(days), valid_to__gte=min(days))
    rows = rows.exclude(pupil__in=absent) if absent else rows
    for school_class, pupil, first, last in rows.values_list("school_class_id", "pupil_id", "valid_from", "valid_to"):
        for day in days:
            if first <= day <= last:
                found[school_class][day].add(pupil)
    return found


def _notices(pupils: Iterable[int], days: Sequence[date]) -> dict[date, dict[int, str]]:
    """By day and pupil the kind that counts: what came last."""
    found: dict[date, dict[int, str]] = defaultdict(dict)
    rows = Notice.objects.filter(
        pupil__in=list(pupils), first_day__lte=max(days), last_day__gte=min(days), ended_at=None
    )
    ordered = rows.order_by("application__received_at", "application_id")
    for pupil, kind, first, last in ordered.values_list("pupil_id", "kind", "first_day", "last_day"):
        for day in days:
            if first <= day <= last:
                found[day][pupil] = kind
    return found


def _count(day: date, members: set[int], told: dict[int, str], missing: set[int]) -> Count:
    kinds = Counter(told[pupil] for pupil in members if pupil in told)
    alone = sum(1 for pupil in members & missing if pupil not in told)
    return Count(day, len(members), kinds["absent"], kinds["late"], kinds["early"], alone)

"""The school board: every class in a line. Counts come from plain columns; only the names of the missing are opened."""

from dataclasses import dataclass
from datetime import date, datetime

from madoguchi.decide.queries.boards.classes import names_of
from madoguchi.decide.queries.boards.days import Count, counts, current, unreported
from madoguchi.decide.queries.boards.schools import Desk
from madoguchi.receive.models import Enrolment, SchoolClass, Status
from madoguchi.receive.queries.schools import classes_of
from madoguchi.trail import clock


@dataclass(frozen=True)
class ClassLine:
    school_class: SchoolClass
    count: Count
    unseen: int


@dataclass(frozen=True)
class MissingPupil:
    enrolment: Enrolment
    name: str


@dataclass(frozen=True)
class Overview:
    day: date
    lines: list[ClassLine]
    missing: list[MissingPupil]
    whole: Count
    at: datetime


def overview_of(desk: Desk, *, since: datetime | None = None) -> Overview:
    day = clock.today()
    classes = classes_of(desk.school.pk, day)
    rows = desk.present(_enrolments(classes, day))
    told = current([one.pupil_id for one in rows], day)
    alone = unreported([one.pupil_id for one in rows], day, told)
    missing = [one for one in rows if one.pupil_id in alone]
    names = names_of(desk, missing, since=since)
    counted = counts(classes, [day], absent=desk.absent)
    new = {pupil for pupil, one in told.items() if one.application.status == Status.RECEIVED}
    lines = [
        ClassLine(one, counted[one.pk][0], sum(row.pupil_id in new for row in rows if row.school_class_id == one.pk))
        for one in classes
    ]
    return Overview(
        day, lines, [MissingPupil(one, names.get(one.pupil_id, "")) for one in missing], _whole(day, lines), clock.now()
    )


def _enrolments(classes: list[SchoolClass], day: date) -> list[Enrolment]:
    rows = Enrolment.objects.filter(school_class__in=classes, valid_from__lte=day, valid_to__gte=day)
    return list(rows.select_related("pupil", "school_class"))


def _whole(day: date, lines: list[ClassLine]) -> Count:
    counted = [one.count for one in lines]
    return Count(
        day,
        sum(one.enrolled for one in counted),
        sum(one.absent for one in counted),
        sum(one.late for one in counted),
        sum(one.early for one in counted),
        sum(one.unreported for one in counted),
    )

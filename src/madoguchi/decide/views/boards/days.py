"""The days to come, class by class: for deciding whether to close one. It counts; a person decides."""

from collections import Counter
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from madoguchi.decide.queries.boards.classes import REASON, open_records
from madoguchi.decide.queries.boards.days import CLOSURE_SHARE, counts, current, school_days
from madoguchi.decide.queries.boards.schools import Desk
from madoguchi.decide.views.boards.ground import in_school, page
from madoguchi.receive.models import Enrolment, SchoolClass
from madoguchi.receive.queries.schools import classes_of
from madoguchi.trail import clock

AHEAD = 5


@in_school
@require_safe
def days(request: HttpRequest, desk: Desk) -> HttpResponse:
    today = clock.today()
    shown = [*school_days(today - timedelta(days=1), 2, step=-1), *school_days(today, AHEAD)]
    classes = classes_of(desk.school.pk, today)
    counted = counts(classes, shown, absent=desk.absent) if classes else {}
    context = {
        "days": shown,
        "today": today,
        "lines": [(one, counted[one.pk]) for one in classes],
        "reasons": _reasons(desk, classes) if desk.reads_reasons else None,
        "closure": round(CLOSURE_SHARE * 100),
    }
    return page(request, "decide/boards/days.html", desk, "days", context)


def _reasons(desk: Desk, classes: list[SchoolClass]) -> list[tuple[SchoolClass, list[tuple[str, int]]]]:
    """Today's reasons of the absent, counted by class; one reading."""
    today = clock.today()
    rows = Enrolment.objects.filter(school_class__in=classes, valid_from__lte=today, valid_to__gte=today)
    where = dict(rows.values_list("pupil_id", "school_class_id"))
    told = [one for one in current(where, today).values() if one.kind == "absent"]
    opened = open_records(desk, [one.application.record_id for one in told], REASON[:1], desk.kesseki.purpose.purpose)
    by_class: dict[int, Counter[str]] = {}
    for one in (each for each in told if each.application.record_id in opened):
        by_class.setdefault(where[one.pupil_id], Counter())[opened[one.application.record_id]["reason"]] += 1
    return [(one, by_class[one.pk].most_common()) for one in classes if one.pk in by_class]

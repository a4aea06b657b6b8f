"""How often a dataset was taken lately: by week for a drawing, by form for a table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from madoguchi.publish.models import Uses
from madoguchi.trail import clock

WEEKS = 12
FORMS = ("csv", "xlsx", "parquet", "geojson", "json", "sqlite", "ics", "api", "page")
TAKEN = tuple(form for form in FORMS if form != "page")
"""Everything but looking at the page."""


@dataclass(frozen=True)
class Used:
    """`weeks` are (first day, how often taken), the oldest first; `forms` are (form, how often) of those weeks."""

    weeks: list[tuple[date, int]]
    forms: list[tuple[str, int]]

    @property
    def total(self) -> int:
        return sum(n for _, n in self.weeks)


def uses(dataset: str) -> Used:
    """Of the last twelve weeks, this one included."""
    first = _monday(clock.today()) - timedelta(weeks=WEEKS - 1)
    weeks: Counter[date] = Counter({first + timedelta(weeks=at): 0 for at in range(WEEKS)})
    forms: Counter[str] = Counter()
    for one in Uses.objects.filter(dataset=dataset, day__gte=first):
        forms[one.form] += one.n
        weeks[_monday(one.day)] += one.n if one.form in TAKEN else 0
    return Used(sorted(weeks.items()), [(form, forms[form]) for form in FORMS if forms[form]])


def taken(datasets: Iterable[str], *, days: int) -> int:
    """How often these were taken in so many days, the page not counted."""
    since = clock.today() - timedelta(days=days)
    found = Uses.objects.filter(dataset__in=list(datasets), day__gte=since, form__in=TAKEN)
    return sum(found.values_list("n", flat=True))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())

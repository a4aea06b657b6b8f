"""What is published of the indicators: readings by the definition in force, small numbers hidden, open counts in tens."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache

from django.db.models import Count, Max

from madoguchi.declare.indicator import Indicator
from madoguchi.learn.cells import WHOLE, told
from madoguchi.learn.definitions import Defined, definitions
from madoguchi.learn.models import Reading
from madoguchi.learn.queries.baseline import Compared, baseline_of, compared
from madoguchi.learn.queries.counting import is_about_people
from madoguchi.learn.queries.points import Point
from madoguchi.trail import clock

SHOWN = 13
"""So many periods are shown: a year and one of months."""


@dataclass(frozen=True)
class Shown:
    """One indicator with its readings: of the whole, and of each part, oldest first."""

    defined: Defined
    series: dict[str, tuple[Point, ...]]
    baseline: dict[str, Point] = field(default_factory=dict)  # by scope, where one is declared and was measured

    @property
    def slug(self) -> str:
        return self.defined.slug

    @property
    def indicator(self) -> Indicator:
        return self.defined.indicator

    @property
    def whole(self) -> tuple[Point, ...]:
        return self.series.get(WHOLE, ())

    @property
    def parts(self) -> dict[str, tuple[Point, ...]]:
        return {scope: points for scope, points in sorted(self.series.items()) if scope != WHOLE}

    @property
    def latest(self) -> Point | None:
        return self.latest_of(WHOLE)

    def latest_of(self, scope: str) -> Point | None:
        """The newest number that is told; the period under way counts, and is called so."""
        return next((point for point in reversed(self.series.get(scope, ())) if point.value is not None), None)

    @cached_property
    def computed_at(self) -> datetime | None:
        return max((point.computed_at for point in self.whole), default=None)

    @property
    def is_stale(self) -> bool:
        """Nobody has computed it for longer than its file allows: its number is evidence no more."""
        age = timedelta(days=self.indicator.max_age_days)
        return self.computed_at is None or clock.now() - self.computed_at > age

    @property
    def compared(self) -> Compared:
        """Its parts against the baseline."""
        return compared(self.indicator, self.series, self.baseline)

    @property
    def reached(self) -> bool | None:
        """Is the target reached? None where there is no target, or no number."""
        latest, target = self.latest, self.indicator.target
        if target is None or latest is None or latest.value is None:
            return None
        return latest.value <= target.value if self.indicator.better == "down" else latest.value >= target.value


def everything() -> dict[str, Shown]:
    """Every indicator in the order of its name. Kept in memory until a reading changes."""
    return _everything(state_of())


def state_of() -> str:
    """Another one whenever a reading was taken."""
    return str(Reading.objects.aggregate(last=Max("computed_at"), n=Count("*"), top=Max("pk")))


@lru_cache(maxsize=4)
def _everything(state: str) -> dict[str, Shown]:
    return read_all()


def read_all() -> dict[str, Shown]:
    """The same, read anew: for whoever is just writing readings."""
    found: dict[str, dict[str, list[Point]]] = defaultdict(lambda: defaultdict(list))
    now = definitions().indicators
    for row in Reading.objects.filter(indicator__in=now).order_by("begins"):
        defined = now[row.indicator]
        if row.definition == defined.hash:
            found[row.indicator][row.scope].append(_point(defined.indicator, row))
    return {slug: _shown(defined, found[slug]) for slug, defined in sorted(now.items())}


def _shown(defined: Defined, series: dict[str, list[Point]]) -> Shown:
    if defined.indicator.count is None:
        series = {WHOLE: _brought(defined.indicator)}
    frozen = {scope: baseline_of(defined.indicator, points) for scope, points in series.items()}
    baseline = {scope: point for scope, point in frozen.items() if point}
    return Shown(defined, {scope: tuple(points[-SHOWN:]) for scope, points in series.items()}, baseline)


def _brought(indicator: Indicator) -> list[Point]:
    day = sorted(indicator.brought, key=lambda one: one.on)
    return [Point(one.on, one.value, False, True, _noon(one.on)) for one in day]


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=clock.TOKYO)


def _point(indicator: Indicator, row: Reading) -> Point:
    number = indicator.count.number if indicator.count else None
    in_tens = number is not None and is_about_people(number) and row.value is not None
    value = told(row.value or 0, final=row.final) if in_tens else row.value
    return Point(row.begins, value, row.hidden, row.final, row.computed_at)


def is_in_tens(shown: Shown, point: Point) -> bool:
    """Is this a count of people in a period that is still open? Then it is told as 「10件以上」 would be."""
    number = shown.indicator.count.number if shown.indicator.count else None
    return bool(number and is_about_people(number) and not point.final)

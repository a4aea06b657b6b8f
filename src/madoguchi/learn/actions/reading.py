"""Compute the readings of every measured indicator. What is final stands; what is open is computed anew."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from madoguchi.declare.indicator import Indicator
from madoguchi.learn.actions.filling import fill, is_counted_otherwise
from madoguchi.learn.cells import WHOLE, is_small
from madoguchi.learn.definitions import Defined, definitions
from madoguchi.learn.hiding import Table, hide
from madoguchi.learn.models import Cursor, Reading
from madoguchi.learn.periods import Length, begin_of, is_over, periods
from madoguchi.learn.queries.counting import cells_of, first_day, is_about_people, medians_of
from madoguchi.learn.queries.readings import read_all
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

RECOUNT = "recount"
"""The name of the cursor that is there while the tables are counted anew by hand and no indicator is computed out of them."""


@dataclass(frozen=True)
class Computed:
    """The numbers of one indicator for one period, by scope; `table` where small numbers of people are to be hidden."""

    defined: Defined
    begins: date
    values: dict[str, int | None]
    table: Table | None


@transaction.atomic
def take_readings(*, by: Actor) -> int:
    """Bring the tables up to date and compute every period that is open. Returns how many readings were written.

    None while the tables wait to be counted anew: a final one would stand, counted the old way under the new definition.
    """
    fill()
    if is_counted_otherwise():
        return 0
    Cursor.objects.filter(name=RECOUNT).delete()
    first, today = first_day(), clock.today()
    if first is None:
        return 0
    computed = [one for defined in definitions().indicators.values() for one in _of(defined, first, today)]
    gone = _hidden(computed)
    written = [_reading(one, scope, gone, today) for one in computed for scope in one.values]
    _replace(computed, written)
    written += _compare(today)
    record("learn.readings_taken", by=by, about=("indicator", "all"), readings=len(written))
    return len(written)


def _of(defined: Defined, first: date, today: date) -> list[Computed]:
    indicator = defined.indicator
    if indicator.count is None or indicator.count.not_worse:
        return []
    final = _final_periods(defined)
    open_ones = [begins for begins in periods(first, today, indicator.period) if begins not in final]
    if not open_ones:
        return []
    count = indicator.count
    make = _medians if count.median_days or count.median or count.median_minutes else _counts
    return [one for one in make(defined, open_ones[0], today) if one.begins in open_ones]


def _final_periods(defined: Defined) -> set[date]:
    rows = Reading.objects.filter(indicator=defined.slug, definition=defined.hash, final=True)
    return set(rows.values_list("begins", flat=True))


def _counts(defined: Defined, since: date, today: date) -> list[Computed]:
    found = []
    periodic = cells_of(defined.indicator, since, today)
    if defined.indicator.count and (number := defined.indicator.count.number) and not (number.declared or number.kept):
        for begins in periods(since, today, defined.indicator.period):
            periodic[begins].setdefault(WHOLE, (0, 0))  # that nothing happened is a number, too
    for begins, cells in sorted(periodic.items()):
        values = {scope: _value(defined.indicator, *cell) for scope, cell in cells.items()}
        table = Table(defined.indicator, cells) if _tells_of_people(defined.indicator) else None
        found.append(Computed(defined, begins, values, table))
    return found


def _medians(defined: Defined, since: date, today: date) -> list[Computed]:
    """Of fewer than ten cases there is no median to tell."""
    found = []
    for begins, medians in sorted(medians_of(defined.indicator, since).items()):
        values = {scope: None if is_small(n) else days for scope, (days, n) in medians.items()}
        cells = {scope: (n, 0) for scope, (_, n) in medians.items()}
        found.append(Computed(defined, begins, dict(values), Table(defined.indicator, cells)))
    return found


def _value(indicator: Indicator, of: int, rest: int) -> int | None:
    if indicator.count and indicator.count.share:
        return (200 * of + of + rest) // (2 * (of + rest)) if of + rest else None  # percent, half rounded up
    return of


def _tells_of_people(indicator: Indicator) -> bool:
    count = indicator.count
    tallies = [count.number] if count and count.number else [count.share.of] if count and count.share else []
    return any(is_about_people(one) for one in tallies)


def _hidden(computed: list[Computed]) -> set[tuple[str, date, str]]:
    """Period by period of the same length, all indicators together."""
    together: dict[tuple[Length, date], list[Table]] = defaultdict(list)
    for one in computed:
        if one.table:
            together[one.defined.indicator.period, one.begins].append(one.table)
    return {(slug, begins, scope) for (_, begins), tables in together.items() for slug, scope in hide(tables)}


def _reading(one: Computed, scope: str, gone: set[tuple[str, date, str]], today: date) -> Reading:
    is_hidden = (one.defined.slug, one.begins, scope) in gone
    return Reading(
        indicator=one.defined.slug,
        definition=one.defined.hash,
        scope=scope,
        begins=one.begins,
        value=None if is_hidden else one.values[scope],
        hidden=is_hidden,
        final=is_over(one.begins, one.defined.indicator.period, today),
        computed_at=clock.now(),
    )


def _compare(today: date) -> list[Reading]:
    """What compares other indicators with their baselines: of readings that are told, so that nothing hidden is in it."""
    compared = []
    for defined in definitions().indicators.values():
        named = defined.indicator.count.not_worse if defined.indicator.count else None
        if named:
            begins = begin_of(today, defined.indicator.period)
            share = read_all()[named].compared.percent
            one = Computed(defined, begins, {WHOLE: share}, None)
            _replace([one], [reading := _reading(one, WHOLE, set(), today)])
            compared.append(reading)
    return compared


def _replace(computed: list[Computed], written: list[Reading]) -> None:
    """Open periods are written anew; a final one is never touched, and here there is none."""
    for one in computed:
        Reading.objects.filter(
            indicator=one.defined.slug, definition=one.defined.hash, begins=one.begins, final=False
        ).delete()
    Reading.objects.bulk_create(written)

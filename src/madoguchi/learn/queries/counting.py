"""Count what an indicator declares: by part and period, over the two compact tables or the declarations."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Min, Q, QuerySet, Sum

from madoguchi.decide.models import CaseColumn
from madoguchi.declare.indicator import CaseDay, Indicator, Tally
from madoguchi.learn.cells import WHOLE, Cell
from madoguchi.learn.definitions import definitions
from madoguchi.learn.models import CaseLine, Daily
from madoguchi.learn.periods import Length, begin_of
from madoguchi.learn.queries.standing import names_people, standing
from madoguchi.receive.pace import ANOTHER_DAY

Counts = dict[tuple[date, str], int]
"""By period and scope."""
PEOPLES = ("receive.", "decide.")
"""Whose events tell of single people."""
TRAITS = {
    "corrected": "corrected", "has-standard": "has_standard", "in-time": "in_time", "extended": "extended",
    "withdrawn": "withdrawn", "proposed": "proposed", "overridden": "overridden", "named": "named",
}  # fmt: skip
SENT = "receive.submitted"
PARTS = {"timed": ~Q(taken=""), ANOTHER_DAY: Q(taken=ANOTHER_DAY)}
"""Of what residents sent: of which it is known how long they took, and who came back on another day."""
DAY_LONG = 24 * 60
DAY: dict[CaseDay, str] = {"received": "received_on", "decided": "decided_on", "closed": "closed_on"}
DAYS: dict[CaseDay, str] = {"decided": "days_decided", "closed": "days_closed"}


def first_day() -> date | None:
    """The first day of which anything is known."""
    return Daily.objects.aggregate(first=Min("day"))["first"]


def is_about_people(tally: Tally) -> bool:
    return bool(tally.cases) or names_people(tally) or any(verb.startswith(PEOPLES) for verb in tally.events)


def cells_of(indicator: Indicator, since: date, today: date) -> dict[date, dict[str, Cell]]:
    """What is counted and what of the same base is not, by period and scope; a plain count has no rest."""
    counted = indicator.count
    assert counted is not None  # noqa: S101  # only measured ones are computed
    if counted.share:
        of, among = (_count(indicator, tally, since, today) for tally in (counted.share.of, counted.share.among))
        pairs = {key: (of.get(key, 0), n - of.get(key, 0)) for key, n in among.items()}
    else:
        assert counted.number is not None  # noqa: S101  # `check` lets nothing else through
        pairs = {key: (n, 0) for key, n in _count(indicator, counted.number, since, today).items()}
    found: dict[date, dict[str, Cell]] = defaultdict(dict)
    for (begins, scope), cell in pairs.items():
        found[begins][scope] = cell
    return found


def medians_of(indicator: Indicator, since: date) -> dict[date, dict[str, tuple[int, int]]]:
    """The median of what each case took, and of how many cases it is, by period and scope."""
    counted = indicator.count
    grouped = _sent(indicator, since) if counted and counted.median_minutes else _done(indicator, since)
    spread: dict[tuple[date, str], Counter[int]] = defaultdict(Counter)
    for day, part, took, n in grouped:
        for scope in _scopes(indicator, part):
            spread[begin_of(day, indicator.period), scope][took] += n
    found: dict[date, dict[str, tuple[int, int]]] = defaultdict(dict)
    for (begins, scope), days in spread.items():
        found[begins][scope] = (_in_its_unit(indicator, _median(days)), days.total())
    return found


def _done(indicator: Indicator, since: date) -> Iterable[tuple[date, str, int, int]]:
    """What each case took: the day that puts it into a period, its part, how much, and how many cases took so much."""
    until, column = _taken(indicator)
    rows = CaseLine.objects.filter(**{f"{until}__gte": since, f"{column}__isnull": False})
    return rows.values_list(until, _column(indicator), column).annotate(n=Count("*"))


def _sent(indicator: Indicator, since: date) -> Iterable[tuple[date, str, int, int]]:
    """The same of what residents took to send. Who came back on another day took longer than anybody within one."""
    rows = Daily.objects.filter(PARTS["timed"], verb=SENT, day__gte=since)
    grouped = rows.values_list("day", _column(indicator), "taken").annotate(total=Sum("n"))
    return [(day, part, DAY_LONG if taken == ANOTHER_DAY else int(taken), n) for day, part, taken, n in grouped]


def _taken(indicator: Indicator) -> tuple[str, str]:
    """The column of the day that puts a case into a period, and the column of what it took."""
    counted = indicator.count
    assert counted is not None  # noqa: S101  # asked for medians only
    if counted.median:
        return DAY[counted.median.cases], "minutes"
    assert counted.median_days is not None  # noqa: S101  # `check` lets nothing else through
    return DAY[counted.median_days], DAYS[counted.median_days]


def _in_its_unit(indicator: Indicator, taken: int) -> int:
    """Measured minutes at the declared rate, where money is asked for; half a yen goes up."""
    labour = definitions().labour
    if indicator.unit != "yen" or labour is None:
        return taken
    return (taken * labour.yen_per_hour + 30) // 60


def _median(days: Counter[int]) -> int:
    """The lower one of the two in the middle."""
    left = (days.total() + 1) // 2
    for value in sorted(days):
        left -= days[value]
        if left <= 0:
            return value
    raise ValueError("a median of nothing")


def _count(indicator: Indicator, tally: Tally, since: date, today: date) -> Counts:
    if tally.declared or tally.kept:
        begins = begin_of(today, indicator.period)
        return {(begins, scope): n for scope, n in standing(tally, indicator.by).items()}
    rows: Iterable[tuple[date, str, int]] = (
        _events(indicator, tally, since) if tally.events else _cases(indicator, tally, since)
    )
    return _by_period(indicator, rows, indicator.period)


def _by_period(indicator: Indicator, rows: Iterable[tuple[date, str, int]], length: Length) -> Counts:
    counts: Counter[tuple[date, str]] = Counter()
    for day, part, n in rows:
        for scope in _scopes(indicator, part):
            counts[begin_of(day, length), scope] += n
    return dict(counts)


def _scopes(indicator: Indicator, part: str) -> tuple[str, ...]:
    return (WHOLE, part) if indicator.by and part else (WHOLE,)


def _column(indicator: Indicator) -> str:
    return indicator.by or "procedure"


def _events(indicator: Indicator, tally: Tally, since: date) -> QuerySet[Daily, tuple[date, str, int]]:
    wanted = Q()
    for name in tally.events:
        verb, _, part = name.partition("/")
        wanted |= Q(verb=verb) & (PARTS.get(part, Q(part=part)) if part else Q())
    rows = Daily.objects.filter(wanted, day__gte=since)
    rows = rows.filter(channel__in=tally.via) if tally.via else rows
    rows = rows.filter(procedure__in=tally.procedures) if tally.procedures else rows
    return rows.values_list("day", _column(indicator)).annotate(total=Sum("n"))


def _cases(indicator: Indicator, tally: Tally, since: date) -> QuerySet[CaseLine, tuple[date, str, int]]:
    assert tally.cases is not None  # noqa: S101  # `check` lets nothing else through
    day = DAY[tally.cases]
    rows = CaseLine.objects.filter(**{f"{day}__gte": since}, **{TRAITS[trait]: True for trait in tally.traits})
    rows = rows.filter(via__in=tally.via) if tally.via else rows
    rows = rows.filter(procedure__in=tally.procedures) if tally.procedures else rows
    for field, options in tally.answers.items():
        rows = rows.filter(number__in=_answered(tally.procedures, field, options))
    return rows.values_list(day, _column(indicator)).annotate(total=Count("*"))


def _answered(procedures: tuple[str, ...], field: str, options: tuple[str, ...]) -> QuerySet[CaseColumn, str]:
    """Numbers of the cases with one of these answers: the plain choices by which the queue is sorted; nothing is opened."""
    chosen = CaseColumn.objects.filter(procedure__in=procedures, name=field, value__in=options)
    return chosen.values_list("case__number", flat=True)

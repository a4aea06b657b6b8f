"""Which datasets the town counts from its cases, which periods of them were counted, and which are due."""

from dataclasses import dataclass

from django.db.models import QuerySet

from madoguchi.declare.dataset import Dataset as Declaration
from madoguchi.publish.counted.gathering import first_day
from madoguchi.publish.counted.periods import Period, over
from madoguchi.publish.counted.plan import Plan, plans
from madoguchi.publish.counted.proof import must_hold
from madoguchi.publish.made import tables
from madoguchi.publish.models import CountedDay, CountedPeriod, Dataset, Proof, Release
from madoguchi.publish.queries.releases import folder
from madoguchi.trail import clock


@dataclass(frozen=True)
class Declared:
    """A declared dataset before the person who may have it counted."""

    plan: Plan
    dataset: Dataset | None  # None: it was never counted
    last: CountedPeriod | None
    due: tuple[Period, ...]
    open: Release | None  # is being made, or waits for a person


def counted(dataset: Dataset) -> QuerySet[CountedPeriod]:
    """The periods of a dataset that were counted, in their order."""
    return CountedPeriod.objects.filter(dataset=dataset).order_by("begins")


def due(plan: Plan, dataset: Dataset | None) -> tuple[Period, ...]:
    """The periods that are over and were not counted: not here, and not for another table either."""
    count, first = plan.count, first_day(plan)
    if first is None:
        return ()
    every = over(first, count.period, clock.today(), wait_days=count.wait_days)
    last = counted(dataset).last() if dataset else None
    taken = CountedDay.objects.filter(procedure__in=count.procedures, event=count.day)
    days = set(taken.values_list("day", flat=True))
    return tuple(one for one in every if (last is None or one.begins > last.begins) and days.isdisjoint(one.days))


def declared(offices: set[str]) -> list[Declared]:
    """The declared datasets of these offices."""
    mine = [plan for plan in plans().values() if plan.dataset.owner in offices]
    known = {one.slug: one for one in Dataset.objects.filter(slug__in=[plan.dataset.dataset for plan in mine])}
    return [_declared(plan, known.get(plan.dataset.dataset)) for plan in mine]


def _declared(plan: Plan, dataset: Dataset | None) -> Declared:
    if dataset is None:
        return Declared(plan, None, None, due(plan, None), None)
    waits = dataset.releases.filter(state__in=(Release.State.WAITING, Release.State.PENDING))
    return Declared(plan, dataset, counted(dataset).last(), due(plan, dataset), waits.first())


@dataclass(frozen=True)
class Table:
    """A declared table of what is public already, before the person who may have it made."""

    declared: Declaration
    last: Release | None
    open: Release | None


def tables_of(offices: set[str]) -> list[Table]:
    """The declared tables of these offices."""
    return [_table(one) for one in tables().values() if one.owner in offices]


def _table(one: Declaration) -> Table:
    mine = Release.objects.filter(dataset__slug=one.dataset).order_by("-number")
    waits = mine.filter(state__in=(Release.State.WAITING, Release.State.PENDING))
    return Table(one, mine.filter(state=Release.State.RELEASED).first(), waits.first())


def periods_in(release: Release) -> list[CountedPeriod]:
    """The counted periods that a release holds, by its proof."""
    proof = Proof.objects.filter(release=release).first()
    names = {one["period"] for one in proof.periods} if proof else set()
    return [one for one in counted(release.dataset) if one.name in names]


@dataclass(frozen=True)
class Hidden:
    """How much of a release its readers do not see, and below which number nothing is shown, as its certificates say."""

    cells: int
    hidden: int
    least: int


def hidden_in(release: Release) -> Hidden | None:
    """None for what was not counted from cases."""
    papers = [one.certificate for one in periods_in(release)]
    if not papers:
        return None
    return Hidden(
        sum(one["cells"] for one in papers),
        sum(one["hidden"] for one in papers),
        max(one["rules"]["minimum"] for one in papers),
    )


def must_be_proven(release: Release) -> None:
    """Raises NotProven where a release of counted cases is not exactly what its certificates are about."""
    proof = Proof.objects.filter(release=release).first()
    must_hold(proof, release_hash=release.hash, folder=folder(release.hash), periods=periods_in(release))

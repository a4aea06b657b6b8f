"""Cases become a release: counted period by period inside the vault, hidden, proven; a second person lets it out."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from django.db import transaction

from madoguchi.anonymise.tables.errors import TableError
from madoguchi.publish.actions.keeping import build_kept
from madoguchi.publish.actions.releasing import describe_declared, difference, fail, next_release, tell
from madoguchi.publish.counted import gathering, periods, proof
from madoguchi.publish.counted.plan import Plan, plans
from madoguchi.publish.errors import CountChanged, NotDeclared, NothingNew, NotNow
from madoguchi.publish.models import CountedDay, CountedPeriod, Dataset, Proof, Release
from madoguchi.publish.queries.counted import counted, due
from madoguchi.publish.queries.releases import folder
from madoguchi.publish.release.differing import Difference
from madoguchi.publish.release.shape import NotReleasable, Shape
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM, Actor
from madoguchi.trail.flow import in_two_steps
from madoguchi.trail.models import Event

FREQUENCY = {"week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "yearly"}
_OPEN = (Release.State.WAITING, Release.State.PENDING)


def propose_count(*, slug: str, by: Actor) -> Release:
    """Every period that is over and was not counted is to be; the worker counts. Another person lets it out.

    Raises NotDeclared, NotYours, SlugTaken, NotNow (one is being made, or waits), NothingNew, CountChanged.
    """
    plan = plans().get(slug)
    if plan is None:
        raise NotDeclared(slug)
    with transaction.atomic():
        frequency = FREQUENCY[plan.count.period]
        dataset = describe_declared(plan.dataset, source=Dataset.Source.CASES, frequency=frequency, by=by)
        if dataset.releases.filter(state__in=_OPEN).exists():
            raise NotNow(slug)
        if counted(dataset).exclude(definition=plan.definition).exists():
            raise CountChanged(slug)
        if not due(plan, dataset):
            raise NothingNew(slug)
        release = next_release(dataset, by=by)
        record("publish.count_proposed", by=by, about=("release", release.pk), dataset=slug)
    return release


@in_two_steps
def count_release(event: Event) -> Callable[[], object]:
    """Takes over from `publish.count_proposed`. Until the last step nothing of it is kept; interrupted it begins again."""
    release = Release.objects.select_related("dataset").get(pk=event.about_id)
    plan = plans().get(release.dataset.slug)
    if release.state != Release.State.WAITING or plan is None:
        return lambda: None
    try:
        fresh = list(_count(plan, release))
        every = [*counted(release.dataset), *fresh]
        rows = chain.from_iterable(proof.rows_of(one) for one in every)
        shape = build_kept(plan.header, rows)
    except (TableError, NotReleasable) as trouble:
        return partial(fail, release, trouble.ja, trouble.en)
    return partial(_pend, plan, release, fresh, every, shape, difference(release, shape))


def _count(plan: Plan, release: Release) -> Iterator[CountedPeriod]:
    wanted = due(plan, release.dataset)
    for at, period in enumerate(wanted):
        tell(release, "counting", at, len(wanted))
        yield _counted(plan, release.dataset, period)


def _counted(plan: Plan, dataset: Dataset, period: periods.Period) -> CountedPeriod:
    """One period: opened for statistics, coarsened, hidden and proven; only what may be shown comes back."""
    from madoguchi.anonymise.tables.counted import count_out  # numpy and the solver, in the worker only

    found = gathering.gather(plan, period, by=SYSTEM)
    made = count_out(plan.spec(), found.rows, found.people)
    return CountedPeriod(
        dataset=dataset, begins=period.begins, name=period.name, definition=plan.definition,
        table=made.table.decode(), table_hash=proof.digest(made.table), certificate=made.certificate, page=made.page,
        at=clock.now(),
    )  # fmt: skip


def _pend(
    plan: Plan, release: Release, fresh: list[CountedPeriod], every: list[CountedPeriod], shape: Shape,
    changed: Difference | None,
) -> None:  # fmt: skip
    """All of it in one transaction: the periods with their days, the proof, the release that waits for a person."""
    waiting = Release.objects.filter(pk=release.pk, state=Release.State.WAITING)
    state, rows = Release.State.PENDING, shape.rows
    if not waiting.update(state=state, hash=shape.hash, rows=rows, rows_done=rows, difference=changed):
        return
    for one in fresh:
        one.save()
    CountedDay.objects.bulk_create(_days(plan, release.dataset, fresh))
    paper = Proof(release=release, release_hash=shape.hash, periods=proof.told(every), at=clock.now())
    proof.must_hold(paper, release_hash=shape.hash, folder=folder(shape.hash), periods=every)
    paper.save()
    record("publish.release_built", by=SYSTEM, about=("release", release.pk), rows=rows)


def _days(plan: Plan, dataset: Dataset, fresh: list[CountedPeriod]) -> list[CountedDay]:
    count = plan.count
    return [
        CountedDay(procedure=name, event=count.day, day=day, dataset=dataset)
        for one in fresh
        for day in periods.period_of(one.begins, count.period).days
        for name in count.procedures
    ]

"""What is public already (a register's rows, the procedures' guides) becomes a release; a second person lets it out."""

from collections.abc import Callable
from functools import partial

from django.db import transaction

from madoguchi.publish import made
from madoguchi.publish.actions.keeping import build_kept
from madoguchi.publish.actions.releasing import describe_declared, difference, fail, next_release, tell
from madoguchi.publish.errors import NotDeclared, NotNow
from madoguchi.publish.models import Dataset, Release
from madoguchi.publish.release.differing import Difference
from madoguchi.publish.release.shape import NotReleasable, Shape
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM, Actor
from madoguchi.trail.flow import in_two_steps
from madoguchi.trail.models import Event


@transaction.atomic
def propose_table(*, slug: str, by: Actor) -> Release:
    """The rows as they are public now are to be a release; the worker builds it, another person lets it out.

    Raises NotDeclared, NotYours, SlugTaken, NotNow (one is being made, or waits).
    """
    one = made.tables().get(slug)
    if one is None:
        raise NotDeclared(slug)
    source = Dataset.Source.REGISTER if one.of_register else Dataset.Source.CATALOGUE
    dataset = describe_declared(one, source=source, frequency=one.frequency, by=by)
    if dataset.releases.filter(state__in=(Release.State.WAITING, Release.State.PENDING)).exists():
        raise NotNow(slug)
    release = next_release(dataset, by=by)
    record("publish.table_proposed", by=by, about=("release", release.pk), dataset=slug)
    return release


@in_two_steps
def make_release(event: Event) -> Callable[[], object]:
    """Takes over from `publish.table_proposed`. What cannot be released says why; interrupted it begins again."""
    release = Release.objects.select_related("dataset").get(pk=event.about_id)
    one = made.tables().get(release.dataset.slug)
    if release.state != Release.State.WAITING or one is None:
        return lambda: None
    try:
        rows = made.rows_of(one)
        shape = build_kept(next(rows), rows, progress=partial(tell, release))
    except NotReleasable as trouble:
        return partial(fail, release, trouble.ja, trouble.en)
    return partial(pend, release, shape, difference(release, shape))


def pend(release: Release, shape: Shape, changed: Difference | None) -> None:
    waiting = Release.objects.filter(pk=release.pk, state=Release.State.WAITING)
    told = {"hash": shape.hash, "rows": shape.rows, "rows_done": shape.rows, "difference": changed}
    if waiting.update(state=Release.State.PENDING, **told):
        record("publish.release_built", by=SYSTEM, about=("release", release.pk), rows=shape.rows)

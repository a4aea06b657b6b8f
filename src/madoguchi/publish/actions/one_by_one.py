"""What photographs and items have in common: a person judges each for itself, all that passed become a release, and a
release that is not out yet does not come out with what was judged otherwise meanwhile."""

from collections.abc import Mapping
from functools import partial
from typing import TypeVar

from django.db import transaction

from madoguchi.publish.actions.keeping import forget_kept
from madoguchi.publish.actions.making import pend
from madoguchi.publish.actions.releasing import next_release
from madoguchi.publish.errors import NotNow, NotYours
from madoguchi.publish.models import Dataset, Item, Photo, Release
from madoguchi.publish.queries.access import may_work
from madoguchi.publish.release.differing import Difference
from madoguchi.publish.release.shape import Shape
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

One = TypeVar("One", Photo, Item)
BEFORE = (Release.State.WAITING, Release.State.PENDING)


def held(one: One, by: Actor) -> One:
    """As it is now, and so until the transaction ends. Raises NotYours."""
    known = type(one).objects.select_for_update(of=("self",)).select_related("dataset")
    found: One = known.get(pk=one.pk)
    if not may_work(found.dataset.office, by):
        raise NotYours(found.dataset.office)
    return found


def judge(one: Photo | Item, state: str, by: Actor) -> None:
    one.state, one.judged_at, one.judged_by_label = state, clock.now(), by.label
    one.save()


def call_off(dataset: Dataset, by: Actor, why: Mapping[str, str]) -> None:
    """What waits to be built or to be let out is not to be; a new one is proposed without what was taken out."""
    for release in dataset.releases.select_for_update().filter(state__in=BEFORE):
        built = release.hash
        release.state, release.trouble, release.hash = Release.State.FAILED, dict(why), ""
        release.save(update_fields=["state", "trouble", "hash"])
        record("publish.release_failed", by=by, about=("release", release.pk))
        if built:
            transaction.on_commit(partial(forget_kept, built))


def next_of(dataset: Dataset, *, by: Actor) -> Release:
    """All that passed are to be a release; it waits to be built. The caller holds the lock. Raises NotNow."""
    if dataset.releases.filter(state__in=BEFORE).exists():
        raise NotNow(dataset.slug)
    return next_release(dataset, by=by)


def pend_or_forget(release: Release, shape: Shape, changed: Difference | None) -> None:
    """Where one was judged otherwise meanwhile, what was built of it goes again."""
    pend(release, shape, changed)
    transaction.on_commit(partial(forget_kept, shape.hash))

"""Photographs that were sent together: kept sealed as they came, made anew by the worker one after the other.

Each stands for itself: a worker that dies, and a person who stops it, lose nothing that was done. Not more than a few
are made in one go, so that others' work comes between."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from django.db import transaction
from django.db.models import F, QuerySet

from madoguchi.protect import actions as vault
from madoguchi.publish.errors import NotNow, NotYours
from madoguchi.publish.models import Dataset, PhotoBatch, SentPhoto, named
from madoguchi.publish.photos import Made, Sent, made_anew
from madoguchi.publish.queries.access import may_work
from madoguchi.publish.queries.batches import is_stuck
from madoguchi.receive.sanitise.refusal import Refusal
from madoguchi.trail import clock
from madoguchi.trail.actions import prolong, record
from madoguchi.trail.actor import SYSTEM, Actor
from madoguchi.trail.flow import in_two_steps
from madoguchi.trail.lanes import in_bulk
from madoguchi.trail.models import Event

AT_ONCE = 5
LEFT = timedelta(days=14)
"""How long the rest is kept where nobody goes on: of what was stopped, and where the worker gave up."""
State, Outcome = PhotoBatch.State, SentPhoto.Outcome
_TROUBLES = {"too-many-pixels": Outcome.LARGE, "grown": Outcome.LARGE, "too-complex": Outcome.UNMADE}


@dataclass(frozen=True)
class Sealed:
    """A file that lies sealed on the disk and that nobody has been told of; if nobody ever is, it is swept away."""

    name: str
    closed: vault.ClosedLoose


def seal_sent(sent: Iterable[Sent]) -> list[Sealed]:
    """One after the other, so that only one is held. Call it outside a transaction: it writes files."""
    return [Sealed(one.name[:200], vault.close_loose([one.content])) for one in sent]


@transaction.atomic
def send_photos(
    *, dataset: Dataset, files: Sequence[Sealed], taken_on: date | None, place: str, licence: str, by: Actor
) -> PhotoBatch:
    """They are kept, and the worker is to make them anew. Raises NotYours."""
    if not may_work(dataset.office, by):
        raise NotYours(dataset.office)
    now = clock.now()
    batch = PhotoBatch.objects.create(
        dataset=dataset, total=len(files), taken_on=taken_on, place=place[:120], licence=licence, asked_at=now,
        changed_at=now, **named(by),
    )  # fmt: skip
    for one in files:
        batch.sent.create(name=one.name, original_id=vault.keep_loose(one.closed, by=by))
    with in_bulk():
        record("publish.photos_sent", by=by, about=("photo-batch", batch.pk), dataset=dataset.slug, photos=batch.total)
    return batch


@in_two_steps
def take_photos(event: Event) -> Callable[[], object]:
    """Takes over from `publish.photos_sent` and goes on after itself. What was made stays made, whatever comes.

    Raises Refusal (busy): the rest is put back, and tried later.
    """
    batch = PhotoBatch.objects.select_related("dataset").get(pk=event.about_id)
    open_ = PhotoBatch.objects.filter(pk=batch.pk, state__in=PhotoBatch.OPEN)
    waiting = batch.sent.filter(original_id__isnull=False).order_by("tried", "pk")
    for one in waiting[:AT_ONCE]:
        if not open_.update(state=State.RUNNING, changed_at=clock.now()) or not prolong():
            return lambda: None
        _take(batch, one)
    return partial(_go_on, batch)


def _take(batch: PhotoBatch, sent: SentPhoto) -> None:
    try:
        with vault.open_loose(sent.original_id) as source:  # type: ignore[arg-type]  # it waits, so it is there
            made = made_anew(source.read())
    except vault.Gone:
        return
    except Refusal as refused:
        if refused.code == "busy":
            raise
        if refused.code == "too-complex" and not sent.tried:  # the child died: maybe not because of the picture
            SentPhoto.objects.filter(pk=sent.pk).update(tried=True)
            return
        _end(batch, sent, _TROUBLES.get(refused.code, Outcome.BROKEN))
        return
    digest = hashlib.sha256(made.content).hexdigest()
    if batch.dataset.photos.filter(digest=digest).exists():
        _end(batch, sent, Outcome.KNOWN)
        return
    _keep(batch, sent, made, digest, vault.close_loose([made.content]), vault.close_loose([made.small]))


@transaction.atomic
def _keep(
    batch: PhotoBatch, sent: SentPhoto, made: Made, digest: str, picture: vault.ClosedLoose, small: vault.ClosedLoose
) -> None:  # fmt: skip
    """It waits until somebody has looked at it. One that is there already is not kept twice."""
    dataset = Dataset.objects.select_for_update().get(pk=batch.dataset_id)
    if dataset.photos.filter(digest=digest).exists():
        _end(batch, sent, Outcome.KNOWN)
        return
    if not _end(batch, sent, Outcome.KEPT):
        return  # somebody was faster: the files that no row tells of are swept away
    lat, lon = made.at or (None, None)
    photo = dataset.photos.create(
        name=sent.name, title=(Path(sent.name).stem or sent.name)[:120], taken_on=batch.taken_on, place=batch.place,
        licence=batch.licence, lat=lat, lon=lon, kind=made.kind, size=len(made.content), digest=digest,
        picture_id=vault.keep_loose(picture, by=batch.by), small_id=vault.keep_loose(small, by=batch.by),
        brought_at=batch.asked_at, brought_by_label=batch.by_label,
    )  # fmt: skip
    record(
        "publish.photo_brought", by=batch.by, about=("photo", photo.pk), dataset=dataset.slug, placed=lat is not None
    )


@transaction.atomic
def _end(batch: PhotoBatch, sent: SentPhoto, outcome: str) -> bool:
    """What came is destroyed. False where that was done already. The batch is locked first, as `drop_photos` does."""
    PhotoBatch.objects.select_for_update().get(pk=batch.pk)
    waits = SentPhoto.objects.filter(pk=sent.pk, original_id=sent.original_id)
    if sent.original_id is None or not waits.update(original_id=None, outcome=outcome):
        return False
    vault.drop_loose(sent.original_id, reason="made-anew", by=SYSTEM)
    PhotoBatch.objects.filter(pk=batch.pk).update(done=F("done") + 1)
    return True


def _go_on(batch: PhotoBatch) -> None:
    if batch.sent.filter(original_id__isnull=False).exists():
        if PhotoBatch.objects.filter(pk=batch.pk, state__in=PhotoBatch.OPEN).exists():
            _want(batch, SYSTEM)
    elif PhotoBatch.objects.filter(pk=batch.pk, state__in=PhotoBatch.OPEN).update(
        state=State.DONE, ended_at=clock.now()
    ):
        record("publish.photos_taken", by=SYSTEM, about=("photo-batch", batch.pk), dataset=batch.dataset.slug)


def _want(batch: PhotoBatch, by: Actor) -> None:
    """What others wait for comes in between: one batch is many goes."""
    with in_bulk():
        record("publish.photos_go_on", by=by, about=("photo-batch", batch.pk))


@transaction.atomic
def stop_photos(*, batch: PhotoBatch, by: Actor) -> None:
    """After the picture that is in hand. What was made stays; the rest waits. Raises NotYours."""
    _must_work(batch, by)
    open_ = PhotoBatch.objects.filter(pk=batch.pk, state__in=PhotoBatch.OPEN)
    if open_.update(state=State.STOPPED, changed_at=clock.now()):
        record("publish.photos_stopped", by=by, about=("photo-batch", batch.pk))


@transaction.atomic
def resume_photos(*, batch: PhotoBatch, by: Actor) -> None:
    """The rest is to be made after all: after a stop, or where the worker gave up. Raises NotYours, NotNow."""
    _must_work(batch, by)
    if not _at_rest(batch).update(state=State.WAITING, changed_at=clock.now()):
        raise NotNow(batch.pk)
    _want(batch, by)


@transaction.atomic
def drop_photos(*, batch: PhotoBatch, by: Actor) -> None:
    """The rest is not wanted, after a stop or where the worker gave up: it is destroyed. Raises NotYours, NotNow."""
    _must_work(batch, by)
    if not _at_rest(batch).update(state=State.DONE, ended_at=clock.now()):
        raise NotNow(batch.pk)
    _drop(batch, by)


def drop_left_photos(*, by: Actor) -> int:
    """The same where nobody went on for long. Returns how many batches."""
    now, dropped = clock.now(), 0
    old = {"changed_at__lt": now - LEFT}  # asked again with the change: somebody may go on with it in this moment
    for batch in PhotoBatch.objects.filter(**old).exclude(state=State.DONE):
        with transaction.atomic():
            if _at_rest(batch).filter(**old).update(state=State.DONE, ended_at=now):
                _drop(batch, by)
                dropped += 1
    return dropped


def _at_rest(batch: PhotoBatch) -> QuerySet[PhotoBatch]:
    """The batch, where nothing is done with it until a person says so."""
    states = (State.STOPPED, *(PhotoBatch.OPEN if is_stuck(batch) else ()))
    return PhotoBatch.objects.filter(pk=batch.pk, state__in=states)


def _drop(batch: PhotoBatch, by: Actor) -> None:
    for one in batch.sent.filter(original_id__isnull=False):
        vault.drop_loose(one.original_id, reason="not-wanted", by=by)  # type: ignore[arg-type]  # asked for above
    batch.sent.filter(original_id__isnull=False).update(original_id=None, outcome=Outcome.DROPPED)
    record("publish.photos_dropped", by=by, about=("photo-batch", batch.pk))


def _must_work(batch: PhotoBatch, by: Actor) -> None:
    if not may_work(batch.dataset.office, by):
        raise NotYours(batch.dataset.office)

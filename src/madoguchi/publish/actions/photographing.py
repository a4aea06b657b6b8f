"""Photographs: accepted or refused one by one by a person, made into a release that another lets out."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from django.db import transaction

from madoguchi.protect import actions as vault
from madoguchi.publish.actions.keeping import build_kept
from madoguchi.publish.actions.one_by_one import call_off, held, judge, next_of, pend_or_forget
from madoguchi.publish.actions.releasing import difference, fail, tell
from madoguchi.publish.ckan.packages import LICENCES
from madoguchi.publish.errors import NotNow, NotYours, Unfit
from madoguchi.publish.models import Dataset, Photo, Release
from madoguchi.publish.queries.access import may_work
from madoguchi.publish.release.shape import NotReleasable
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.flow import in_two_steps
from madoguchi.trail.models import Event

HEADER = ("ファイル名", "題名", "撮影日", "場所", "緯度", "経度", "利用の条件", "大きさ", "SHA-256")


@transaction.atomic
def accept_photo(
    *, photo: Photo, title: str, taken_on: date | None, place: str, licence: str, keep_place: bool | None,
    checks: Sequence[str], by: Actor,
) -> None:  # fmt: skip
    """It may be published. Every point of the checklist is said for itself. Raises NotYours, NotNow, Unfit."""
    one = held(photo, by)
    if one.state != Photo.State.WAITING:
        raise NotNow(photo.pk)
    if missing := [name for name in Photo.CHECKS if name not in checks]:
        raise Unfit(missing[0])
    if not title.strip():
        raise Unfit("title")
    if licence not in Dataset.Licence.values:
        raise Unfit("licence_of")
    if one.lat is not None and keep_place is None:
        raise Unfit("keep_place")
    if not keep_place:
        one.lat = one.lon = None
    one.title, one.taken_on, one.place, one.licence = title.strip()[:120], taken_on, place.strip()[:120], licence
    judge(one, Photo.State.ACCEPTED, by)
    record("publish.photo_accepted", by=by, about=("photo", one.pk), dataset=one.dataset.slug, checks=list(Photo.CHECKS),
           placed=one.lat is not None)  # fmt: skip


@transaction.atomic
def refuse_photo(*, photo: Photo, reason: str, by: Actor) -> None:
    """It is not published, and the picture is destroyed; a release that is not out and may hold it does not come out.

    Raises NotYours, NotNow, Unfit (no reason).
    """
    dataset = Dataset.objects.select_for_update().get(pk=photo.dataset_id)  # before the photo: as `propose_photos` does
    one = held(photo, by)
    if one.state == Photo.State.REFUSED:
        raise NotNow(photo.pk)
    if not reason.strip():
        raise Unfit("reason")
    if one.state == Photo.State.ACCEPTED:
        call_off(dataset, by, _REFUSED)
    if one.picture_id:
        vault.drop_loose(one.picture_id, reason="refused", by=by)
    if one.small_id:
        vault.drop_loose(one.small_id, reason="refused", by=by)
    one.picture_id, one.small_id, one.reason = None, None, reason.strip()[:400]
    one.lat = one.lon = None
    judge(one, Photo.State.REFUSED, by)
    record("publish.photo_refused", by=by, about=("photo", one.pk), dataset=one.dataset.slug)


_REFUSED = {
    "ja": "版を用意したあとで、写真を「公開しない」にしました。残りの写真で、もう一度版を作ってください。",
    "en": "A photograph was refused after this release was prepared. Prepare it anew with the photographs that are left.",
}


@transaction.atomic
def propose_photos(*, dataset: Dataset, by: Actor) -> Release:
    """All accepted ones are to be a release; the worker builds it, another person lets it out. Raises NotYours, NotNow."""
    if not may_work(dataset.office, by):
        raise NotYours(dataset.office)
    locked = Dataset.objects.select_for_update().get(pk=dataset.pk)
    if not locked.photos.filter(state=Photo.State.ACCEPTED).exists():
        raise NotNow(dataset.slug)
    release = next_of(locked, by=by)
    record("publish.photos_proposed", by=by, about=("release", release.pk), dataset=dataset.slug)
    return release


@in_two_steps
def make_photos(event: Event) -> Callable[[], object]:
    """Takes over from `publish.photos_proposed`: the pictures, and a table that names them by their hashes."""
    release = Release.objects.select_related("dataset").get(pk=event.about_id)
    if release.state != Release.State.WAITING:
        return lambda: None
    photos = list(release.dataset.photos.filter(state=Photo.State.ACCEPTED).order_by("pk"))
    try:
        shape = build_kept(HEADER, map(_row, photos), progress=partial(tell, release), more=partial(_lay, photos))
    except NotReleasable as trouble:
        return partial(fail, release, trouble.ja, trouble.en)
    return partial(pend_or_forget, release, shape, difference(release, shape))


def _row(one: Photo) -> list[str]:
    at = ("" if number is None else f"{number:.3f}" for number in (one.lat, one.lon))
    day = one.taken_on.isoformat() if one.taken_on else ""
    return [one.file, one.title, day, one.place, *at, LICENCES[one.licence][0], str(one.size), one.digest]


def _lay(photos: Sequence[Photo], folder: Path) -> None:
    for one in photos:
        for name, kept in ((one.file, one.picture_id), (one.small_file, one.small_id)):
            if kept:
                with (folder / name).open("wb") as out:
                    out.writelines(_pieces(kept))


def _pieces(kept: UUID) -> Iterator[bytes]:
    with vault.open_loose(kept) as source:
        while piece := source.read(1 << 16):
            yield piece

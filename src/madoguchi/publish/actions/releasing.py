"""A clean table becomes a release: described, proposed, and built by the worker; `letting_out` goes on."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.db import transaction

from madoguchi.declare.dataset import Dataset as Declared
from madoguchi.protect import actions as vault
from madoguchi.publish import sheets
from madoguchi.publish.actions.keeping import build_kept
from madoguchi.publish.actions.pulse import LEASE
from madoguchi.publish.errors import NotLookedAt, NotNow, NotYours, SlugTaken
from madoguchi.publish.found import Found
from madoguchi.publish.models import Check, Dataset, Release
from madoguchi.publish.models.datasets import ONE_BY_ONE, RESERVED
from madoguchi.publish.queries.access import may_work
from madoguchi.publish.queries.choices import said
from madoguchi.publish.queries.releases import current, folder
from madoguchi.publish.release.differing import Difference, breaks, differ
from madoguchi.publish.release.rows import csv_rows
from madoguchi.publish.release.shape import NotReleasable, Shape, load
from madoguchi.trail import clock
from madoguchi.trail.actions import prolong, record
from madoguchi.trail.actor import SYSTEM, Actor
from madoguchi.trail.flow import in_two_steps
from madoguchi.trail.models import Event


@transaction.atomic
def describe_dataset(*, slug: str, office: str, by: Actor, **words: object) -> Dataset:
    """A new dataset, or other words for one that is there. Raises NotYours, SlugTaken (also: what is looked at one by one
    becomes no data of another source)."""
    if not may_work(office, by):
        raise NotYours(office)
    if slug in RESERVED or Dataset.objects.filter(slug=slug).exclude(office=office).exists():
        raise SlugTaken(slug)
    another = Dataset.objects.filter(slug=slug, source__in=ONE_BY_ONE).exclude(source=words.get("source", ""))
    if another.exists():
        raise SlugTaken(slug)
    told = {**words, "changed_at": clock.now()}
    new = {**told, "office": office, "created_at": clock.now()}
    dataset, _made = Dataset.objects.update_or_create(slug=slug, defaults=told, create_defaults=new)
    record("publish.dataset_described", by=by, about=("dataset", slug), office=office)
    return dataset


def describe_declared(one: Declared, *, source: str, frequency: str, by: Actor) -> Dataset:
    """The same from a file of the town; the dataset stays locked until the transaction ends."""
    described = describe_dataset(
        slug=one.dataset, office=one.owner, by=by, source=source, title=one.title.ja, title_en=one.title.en or "",
        description=one.description.ja, category=one.category, keywords=list(one.keywords), licence=one.licence,
        frequency=frequency,
    )  # fmt: skip
    return Dataset.objects.select_for_update().get(pk=described.pk)


def next_release(dataset: Dataset, *, by: Actor, **given: Any) -> Release:
    """The next in number. The caller holds the lock on the dataset."""
    last = dataset.releases.order_by("-number").first()
    return Release.objects.create(
        dataset=dataset, number=last.number + 1 if last else 1, proposed_at=clock.now(),
        proposed_by=f"{by.kind}:{by.id}", proposed_by_label=by.label, **given,
    )  # fmt: skip


def propose_release(*, dataset: Dataset, check: Check, by: Actor) -> Release:
    """The table of a check, as a person accepted it, is to become the next release; the worker builds it.

    Call it outside a transaction: it writes a file. Raises NotYours, NotNow (not checked, erased), NotLookedAt, SlugTaken
    (whose things a person looks at one by one: no file goes past that).
    """
    office = check.upload.file.office
    if office != dataset.office or not may_work(office, by):
        raise NotYours(office)
    if dataset.source in ONE_BY_ONE:
        raise SlugTaken(dataset.slug)
    if check.state != Check.State.DONE or check.found_id is None or check.upload.original_id is None:
        raise NotNow(check.pk)
    if said(check).unseen:
        raise NotLookedAt(check.pk)
    closed = vault.close_loose(clean_of(check))
    with transaction.atomic():
        locked = Dataset.objects.select_for_update().get(pk=dataset.pk)
        release = next_release(locked, by=by, check_of=check, source_id=vault.keep_loose(closed, by=by))
        record("publish.release_proposed", by=by, about=("release", release.pk), dataset=dataset.slug)
    return release


def clean_of(check: Check) -> Iterator[bytes]:
    """The table of a check as CSV, with the repairs that a person accepted."""
    with Found(vault.open_loose(check.found_id)) as found:  # type: ignore[arg-type]  # proven by the caller
        for text in sheets.as_csv(sheets.clean(found, said(check))):
            yield text.encode()


@in_two_steps
def build_release(event: Event) -> Callable[[], object]:
    """Takes over from `publish.release_proposed`. What cannot be released says why; interrupted it begins again."""
    release = Release.objects.select_related("dataset").get(pk=event.about_id)
    if release.state != Release.State.WAITING or release.source_id is None:
        return lambda: None
    try:
        with vault.open_loose(release.source_id) as source:
            header, rows = csv_rows(source)
            shape = build_kept(header, rows, progress=partial(tell, release))
    except NotReleasable as trouble:
        return partial(fail, release, trouble.ja, trouble.en)
    return partial(_pend, release, shape, difference(release, shape))


def tell(release: Release, stage: str, done: int, total: int) -> None:
    Release.objects.filter(pk=release.pk).update(rows_done=done, rows_total=total)
    if not prolong(LEASE):
        raise NotNow(release.pk)


def difference(release: Release, shape: Shape) -> Difference | None:
    before = current(release.dataset)
    if before is None:
        return None
    old = folder(before.hash)
    return differ(old, load(old), folder(shape.hash), shape)


def _pend(release: Release, shape: Shape, told: Difference | None) -> None:
    if release.standing_id and told and breaks(told):
        fail(release, *_CHANGED)
        return
    waiting = Release.objects.filter(pk=release.pk, state=Release.State.WAITING)
    state, rows = Release.State.PENDING, shape.rows
    if waiting.update(state=state, hash=shape.hash, rows=rows, rows_done=rows, difference=told, source_id=None):
        vault.drop_loose(release.source_id, reason="built", by=SYSTEM)  # type: ignore[arg-type]  # it was just read
        record("publish.release_built", by=SYSTEM, about=("release", release.pk), rows=rows)


_CHANGED = (
    "前の版にある列がなくなったか、値の形が変わったので、自動では公開しません。元のシステムを直すか、点検の画面から版を用意して予告してください。",
    "A column of the release before went away or changed its kind, so it does not go out by itself. Mend the system that writes it, or prepare the release from the page of the check and announce it.",
)


def fail(release: Release, ja: str, en: str) -> None:
    """It cannot be built, and says why."""
    waiting = Release.objects.filter(pk=release.pk, state=Release.State.WAITING)
    if waiting.update(state=Release.State.FAILED, trouble={"ja": ja, "en": en}, source_id=None):
        if release.source_id:
            vault.drop_loose(release.source_id, reason="failed", by=SYSTEM)
        record("publish.release_failed", by=SYSTEM, about=("release", release.pk))

"""The folder of sources is looked at: a file that changed and is at rest goes the way of an upload, and what passes is let
out under the standing approval. Whatever stands in the way, the last good release stays."""

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from io import BufferedReader
from pathlib import PurePath
from typing import Any

from django.db import transaction

from madoguchi.opendata.standards.loading import standards
from madoguchi.protect import actions as vault
from madoguchi.publish import folder
from madoguchi.publish.actions.bringing import LARGEST, take_in
from madoguchi.publish.actions.letting_out import let_out
from madoguchi.publish.actions.releasing import clean_of, next_release
from madoguchi.publish.errors import NotTaken
from madoguchi.publish.judging import NONE
from madoguchi.publish.models import Check, Dataset, FolderSource, Release
from madoguchi.publish.queries.sources import fetched, is_due, is_out, source_of, stands, verdict, wanted_standard
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.flow import in_two_steps
from madoguchi.trail.models import Event

Trouble = FolderSource.Trouble


class _Moving(Exception):
    """It changed while it was read."""


def look_into_folder() -> None:
    """Look at every source that somebody approved and whose time has come. Call it outside a transaction: it writes files."""
    for slug in fetched():
        source = source_of(slug)
        if source is None or source.approved_at is None:
            continue
        if not stands(source):
            _tell(source, Trouble.APPROVAL)
        elif is_due(source):
            _look(source)


def _look(source: FolderSource) -> None:
    try:
        with folder.opened(source.file) as file:
            told = _seen(source, file)
    except folder.Refused as refused:
        told = {"trouble": refused.code, "mark": ""}
    except _Moving:
        told = {"mark": ""}
    if "trouble" in told:
        _tell(source, told.pop("trouble"), looked_at=clock.now(), **told)
    else:
        _save(source, looked_at=clock.now(), **told)


def _seen(source: FolderSource, file: BufferedReader) -> dict[str, str]:
    found = folder.seen(file)
    if found.size > LARGEST or not found.size:
        raise folder.Refused(Trouble.LARGE if found.size else Trouble.EMPTY)
    if found.mark != source.mark:  # new, or still being written: at the next look it has to be the same
        return {"mark": found.mark}
    return {"trouble": _read(source, file, found)}


def _read(source: FolderSource, file: BufferedReader, found: folder.Seen) -> str:
    """At rest: taken if its content is another; returns what stands in the way of the content."""
    if found.mark != source.read_mark:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        told = {"read_mark": found.mark, "read_at": min(found.at, clock.now()), "digest": digest}
        if digest != source.digest and not is_out(source.dataset, digest):
            return _take(source, file, found, told)
        _save(source, **told)
    if is_out(source.dataset, source.digest):
        _save(source, data_at=source.read_at)
        return ""
    return verdict(source.latest_check)


def _take(source: FolderSource, file: BufferedReader, found: folder.Seen, told: dict[str, Any]) -> str:
    """Brought as any file is, under the name of the dataset. Its check goes on from here by itself."""
    name = f"{source.dataset.slug}{PurePath(source.file).suffix}"

    def taken(check: Check) -> None:
        _save(source, latest_check=check, **told)
        if check.state == Check.State.DONE:  # the same was brought before, by hand or before an approval ended
            _go_on(source, check)

    wanted = wanted_standard(source)
    if wanted != NONE and wanted not in standards():
        return Trouble.STANDARD
    try:
        check = take_in(
            office=source.dataset.office, name=name, pieces=_pieces(file, found), by=SYSTEM, wanted=wanted, then=taken
        )  # fmt: skip
    except NotTaken:
        return Trouble.LARGE
    return verdict(check)


def _pieces(file: BufferedReader, found: folder.Seen) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(1 << 20):
        yield piece
    if folder.seen(file).mark != found.mark:
        raise _Moving


def follow_check(event: Event) -> None:
    """A check ended. Of a source: it goes on where nothing was found, else its keeper is told. In the same transaction."""
    source = (
        FolderSource.objects.filter(latest_check=int(event.about_id)).select_related("dataset", "latest_check").first()
    )
    if source and source.latest_check:
        _go_on(source, source.latest_check)


def _go_on(source: FolderSource, check: Check) -> None:
    if trouble := verdict(check):
        _tell(source, trouble)
    else:
        record("publish.fetch_passed", by=SYSTEM, about=("check", check.pk), dataset=source.dataset.slug)


@in_two_steps
def propose_fetched(event: Event) -> Callable[[], object]:
    """Takes over from `publish.fetch_passed`: the table of the check is to be the next release, in the name of who
    registered the source."""
    source = (
        FolderSource.objects.filter(latest_check=int(event.about_id)).select_related("dataset", "latest_check").first()
    )
    if source is None or source.latest_check is None or source.latest_check.found_id is None:
        return lambda: None  # a newer one was fetched, or it was erased
    if not stands(source):
        return partial(_tell, source, Trouble.APPROVAL)
    return partial(_propose, source, source.latest_check, vault.close_loose(clean_of(source.latest_check)))


def _propose(source: FolderSource, check: Check, closed: vault.ClosedLoose) -> None:
    dataset = Dataset.objects.select_for_update().get(pk=source.dataset_id)
    if not Release.objects.filter(check_of=check).exists():
        kept = vault.keep_loose(closed, by=SYSTEM)
        release = next_release(dataset, by=source.registrant, check_of=check, source_id=kept, standing=source)
        record("publish.release_proposed", by=SYSTEM, about=("release", release.pk), dataset=dataset.slug)


def follow_release(event: Event) -> None:
    """A release was built, or could not be. Of a source: it goes out, or its keeper is told. In the same transaction."""
    found = Release.objects.filter(pk=event.about_id, standing__isnull=False)
    release = found.select_related("standing__dataset", "dataset").first()
    if release is None or release.standing is None:
        return
    source = release.standing
    if release.state == Release.State.FAILED:
        _tell(source, Trouble.RELEASE)
    elif not stands(source):
        _tell(source, Trouble.APPROVAL)
    else:
        let_out(release, by=source.approver)
        record("publish.released", by=SYSTEM, about=("release", release.pk), hash=release.hash, standing=source.pk)
        _tell(source, "", data_at=source.read_at)


def _tell(source: FolderSource, trouble: str, **more: Any) -> None:
    """The keeper's page shows it; the trail has it when it begins."""
    with transaction.atomic():
        if trouble and trouble != source.trouble:
            record("publish.fetch_failed", by=SYSTEM, about=("dataset", source.dataset.slug), code=str(trouble))
        _save(source, trouble=trouble, **more)


def _save(source: FolderSource, **told: Any) -> None:
    for name, value in told.items():
        setattr(source, name, value)
    source.save(update_fields=list(told))

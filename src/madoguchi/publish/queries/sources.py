"""Datasets that are fetched from the folder: which are declared, whose word stands for them, and how fresh they are."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from madoguchi.declare.dataset import Dataset as Declared
from madoguchi.declare.dataset import Fetch
from madoguchi.publish.judging import NONE
from madoguchi.publish.models import Check, Dataset, FolderSource, Release
from madoguchi.publish.queries.access import may_release, may_work
from madoguchi.publish.queries.catalogue import Entered
from madoguchi.publish.queries.choices import said
from madoguchi.publish.queries.declared import declared
from madoguchi.publish.queries.releases import current
from madoguchi.trail import clock

Trouble = FolderSource.Trouble


def fetched() -> dict[str, Declared]:
    """The datasets that the town declares to be fetched."""
    return {slug: one for slug, one in declared().items() if one.fetch}


def source_of(slug: str) -> FolderSource | None:
    return FolderSource.objects.filter(dataset__slug=slug).select_related("dataset", "latest_check").first()


def is_as_declared(source: FolderSource) -> bool:
    """Is it still the file that was approved?"""
    one = fetched().get(source.dataset.slug)
    return one is not None and one.fetch is not None and one.fetch.file == source.file


def wanted_standard(source: FolderSource) -> str:
    """The standard against which its files are held."""
    one = fetched().get(source.dataset.slug)
    return one.fetch.standard if one and one.fetch and one.fetch.standard else NONE


def stands(source: FolderSource) -> bool:
    """Both persons are still of the office in their roles, and the file is the one that they meant."""
    office = source.dataset.office
    both = may_work(office, source.registrant) and may_release(office, source.approver)
    return source.approved_at is not None and both and is_as_declared(source)


def verdict(check: Check | None) -> str:
    """What stands in the way of the content that was last read; empty: nothing, or nobody knows yet."""
    if check is None or check.state in Check.OPEN:
        return ""
    if check.state != Check.State.DONE:
        return Trouble.UNREADABLE
    if not check.rows:
        return Trouble.EMPTY
    if check.errors:
        return Trouble.ERRORS
    if said(check).unseen:
        return Trouble.PERSONAL
    failed = Release.objects.filter(check_of=check).order_by("-number").first()
    return Trouble.RELEASE if failed and failed.state == Release.State.FAILED else ""


def is_out(dataset: Dataset, digest: str) -> bool:
    """Is the content of this digest what the dataset's address shows?"""
    release = current(dataset)
    return bool(release and release.check_of and release.check_of.upload.digest == digest)


@dataclass(frozen=True)
class Minute:
    """How fresh a fetched dataset is, to the minute."""

    looked_at: datetime | None
    data_at: datetime | None
    max_age: timedelta
    every: timedelta  # between two looks

    @property
    def is_stale(self) -> bool:
        return self.data_at is None or clock.now() - self.data_at > self.max_age


def whole_minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


def minute(dataset: Dataset) -> Minute | None:
    """None of a dataset that is not fetched, or no longer."""
    one = fetched().get(dataset.slug) if dataset.source == Dataset.Source.FOLDER else None
    source = source_of(dataset.slug) if one else None
    return _minute(source, one.fetch) if one and one.fetch and source else None


def _minute(source: FolderSource, fetch: Fetch) -> Minute:
    every, stale_after = timedelta(minutes=fetch.every), timedelta(minutes=fetch.stale_after)
    return Minute(source.looked_at, source.data_at, stale_after, every)


def is_due(source: FolderSource) -> bool:
    """Is it to be looked at now? What is new, gone or still being written is looked at again each time the ticker comes."""
    one = fetched().get(source.dataset.slug)
    if one is None or one.fetch is None or source.looked_at is None:
        return True
    if not source.mark or source.mark != source.read_mark:  # no mark: there was no file at the last look
        return True
    return clock.now() - source.looked_at >= timedelta(minutes=one.fetch.every) - LATE


LATE = timedelta(minutes=2)
"""By which a look may come late: the next one is not left out for that."""


def written_at(one: Entered) -> datetime | None:
    """When the data that are out were written: a fetched file says so itself, of everything else it is the release."""
    told = minute(one.dataset)
    return (told.data_at if told else None) or one.release.released_at


@dataclass(frozen=True)
class Line:
    """A declared source before its keeper."""

    declared: Declared
    source: FolderSource | None
    minute: Minute | None
    stands: bool

    @property
    def trouble(self) -> str:
        """What the keeper has to mend; of one that nobody approved yet nothing."""
        if self.source is None or self.source.approved_at is None:
            return ""
        return self.source.trouble if self.stands else str(Trouble.APPROVAL)


def lines(offices: set[str]) -> list[Line]:
    """The declared sources of these offices."""
    mine = [one for one in fetched().values() if one.owner in offices]
    known = FolderSource.objects.select_related("dataset", "latest_check__upload")
    by_slug = {one.dataset.slug: one for one in known.filter(dataset__slug__in=[one.dataset for one in mine])}
    return [_line(one, by_slug.get(one.dataset)) for one in mine]


def _line(one: Declared, source: FolderSource | None) -> Line:
    told = _minute(source, one.fetch) if source and one.fetch else None
    return Line(one, source, told, source is not None and stands(source))

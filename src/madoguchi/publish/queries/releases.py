"""Which releases there are, and where they lie."""

from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from madoguchi.publish.models import Dataset, Release
from madoguchi.publish.release.shape import Shape, folder_of, load

SHOWN = (Release.State.RELEASED, Release.State.RETRACTED)


def root() -> Path:
    """The folder of all releases, in the data directory; a working copy where there is a storage besides."""
    return Path(settings.HOME) / "releases"


def folder(digest: str) -> Path:
    """Where the release of that hash lies. One that only the storage has is fetched first; raises `store.Unreachable`."""
    place = folder_of(root(), digest)
    if settings.MADOGUCHI_RELEASES and not place.exists():
        with suppress(FileNotFoundError):  # whoever reads it meets the same
            settings.MADOGUCHI_RELEASES.fetch(digest, root())
    return place


@lru_cache(maxsize=256)
def _shape(folder_: Path) -> Shape:
    return load(folder_)


def shape(release: Release) -> Shape:
    """What a release knows of itself; it never changes."""
    return shape_of(release.hash)


def shape_of(digest: str) -> Shape:
    return _shape(folder(digest))


def current(dataset: Dataset) -> Release | None:
    """The release that its address shows: the newest that is out."""
    return dataset.releases.filter(state=Release.State.RELEASED).order_by("-number").first()


def history(dataset: Dataset) -> QuerySet[Release]:
    """All that ever were out, the newest first."""
    return dataset.releases.filter(state__in=SHOWN).order_by("-number")


def out(digest: str) -> Release | None:
    """The release of this hash if it is out under any dataset; else the tombstone; else None."""
    found = Release.objects.filter(hash=digest, state__in=SHOWN).select_related("dataset")
    return found.order_by("state").first()  # "released" stands before "retracted"


def announced(dataset: Dataset) -> Release | None:
    """The release of which the public was told that it will change a column."""
    pending = dataset.releases.filter(state=Release.State.PENDING, announced_for__isnull=False)
    return pending.order_by("announced_for").first()

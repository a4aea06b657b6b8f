"""A release is built and kept: in the data directory, and where the town has a storage for releases, there too."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from django.conf import settings

from madoguchi.publish.models import Release
from madoguchi.publish.queries.releases import SHOWN, root
from madoguchi.publish.release.building import Progress, build
from madoguchi.publish.release.shape import META, Shape, folder_of
from madoguchi.publish.release.store import Store


def build_kept(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, progress: Progress = lambda *_: None,
    more: Callable[[Path], None] = lambda _: None,
) -> Shape:  # fmt: skip
    """Nobody is told of the release before it is whole in both places. Raises NotReleasable, OSError (also where the
    storage does not answer: the job begins again later)."""
    shape = build(header, rows, root=root(), progress=progress, more=more)
    store: Store | None = settings.MADOGUCHI_RELEASES
    if store:
        place = folder_of(root(), shape.hash)
        store.keep(place, lambda: progress("keeping", shape.rows, shape.rows))
    return shape


def forget_kept(digest: str) -> None:
    """Remove what was built where no release names it (any more). A copy in a storage stays: nothing there is changed."""
    if not Release.objects.filter(hash=digest).exists():
        shutil.rmtree(folder_of(root(), digest), ignore_errors=True)


def keep_all(store: Store) -> tuple[int, int]:
    """Make both places hold every release: how many were put into the storage, and how many were fetched from it.

    Raises Unreachable, FileNotFoundError where a release that is out lies in neither.
    """
    put = sum(store.keep(one.parent) for one in sorted(root().glob(f"??/*/{META}")))
    hashes = Release.objects.filter(state__in=(*SHOWN, Release.State.PENDING)).values_list("hash", flat=True)
    lost = [digest for digest in sorted(set(hashes)) if not folder_of(root(), digest).exists()]
    for digest in lost:
        store.fetch(digest, root())
    return put, len(lost)

"""The pictures of a release of photographs, as its table names them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.urls import reverse

from madoguchi.publish.models import Dataset, Release
from madoguchi.publish.models.photos import small_of
from madoguchi.publish.queries.releases import folder
from madoguchi.publish.release.paging import Question, page
from madoguchi.publish.release.shape import load

MOST, EVERY = 24, 10_000
_TOLD = ("ファイル名", "題名", "撮影日", "場所", "利用の条件")


@dataclass(frozen=True)
class Picture:
    """`file`: its name in the release. `licence`: the short name, as CKAN writes it."""

    file: str
    title: str
    day: str
    place: str
    licence: str
    small: str = ""  # the name of a small look at it; of an old release itself

    @property
    def words(self) -> str:
        """Day, place and licence, as far as they are known."""
        return " / ".join(one for one in (self.day, self.place, self.licence) if one)


@dataclass(frozen=True)
class Shown:
    """A picture with the address where who looks may see it; "" where nobody sees it any more."""

    picture: Picture
    address: str
    small: str = ""


def pictures(release: Release, most: int = EVERY) -> Sequence[Picture]:
    """Of a release in the order of its table; none where the dataset holds no photographs."""
    if release.dataset.source != Dataset.Source.PHOTOS or not release.hash:
        return ()
    return _read(release.hash)[:most]


@lru_cache(maxsize=64)
def _read(digest: str) -> tuple[Picture, ...]:
    """What a release says never changes."""
    whole = load(folder(digest))
    at = [whole.names.index(name) + 1 for name in _TOLD]
    rows = page(folder(digest), whole, Question(limit=EVERY, total=False)).rows
    told = (Picture(*(str(row[n] or "") for n in at)) for row in rows)
    return tuple(replace(one, small=name if (name := small_of(one.file)) in whole.files else one.file) for one in told)


def shown(release: Release) -> list[Shown]:
    """Before the person who lets it out: from the vault, until everybody may see them."""
    found = pictures(release)
    if release.state == Release.State.RELEASED:
        at = f"/data/files/{release.hash}"
        return [Shown(one, f"{at}/{one.file}", f"{at}/{one.small}") for one in found]
    kept = {one.file: one.pk for one in release.dataset.photos.filter(picture_id__isnull=False)} if found else {}
    return [Shown(one, *(_staff(kept[one.file]) if one.file in kept else ("", ""))) for one in found]


def _staff(photo: int) -> tuple[str, str]:
    return reverse("publish:picture", args=[photo]), reverse("publish:small", args=[photo])

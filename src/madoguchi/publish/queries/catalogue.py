"""What is out, in memory: every dataset with its current release, found by words and by facets."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.db import connection
from django.db.models import Count, Max, Min, Sum

from madoguchi.people.models import Office
from madoguchi.publish.models import Dataset, Release
from madoguchi.publish.queries.releases import SHOWN, shape
from madoguchi.publish.release.shape import Shape
from madoguchi.receive.queries.search import Entry, fold, rank

FORMATS = {
    "data.csv": "CSV",
    "data.parquet": "Parquet",
    "data.geojson": "GeoJSON",
    "data.xlsx": "XLSX",
    "data.json": "JSON",
}
"""The files that people take, in the order in which they are shown."""


@dataclass(frozen=True)
class Entered:
    """One dataset that is out."""

    dataset: Dataset
    release: Release
    office: Office
    shape: Shape

    @property
    def slug(self) -> str:
        return self.dataset.slug

    @property
    def formats(self) -> list[str]:
        return [words for name, words in FORMATS.items() if name in self.shape.files]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """`state` changes whenever anything in it does."""

    state: str
    entries: tuple[Entered, ...]
    words: tuple[Entry, ...]

    @cached_property
    def by_slug(self) -> dict[str, Entered]:
        return {one.slug: one for one in self.entries}

    @cached_property
    def placed(self) -> tuple[Entered, ...]:
        """Those that can be drawn on a map."""
        return tuple(one for one in self.entries if one.shape.place)

    @cached_property
    def texts(self) -> list[str]:
        """All words of each entry in one, to look through quickly."""
        return ["\n".join(text for text, _ in entry.words) for entry in self.words]

    def one(self, slug: str) -> Entered | None:
        return self.by_slug.get(slug)


FACETS: dict[str, Callable[[Entered], Iterable[str]]] = {
    "office": lambda one: [one.dataset.office],
    "category": lambda one: [one.dataset.category],
    "format": lambda one: one.formats,
    "standard": lambda one: [one.dataset.standard],
}


_TELLING = ("released_at", "retracted_at", "hash", "state")


def catalogue() -> Catalogue:
    """Read anew only when something was released, retracted or described otherwise. Nothing of that happens without an
    event: whether there is a new one is asked first. On a database in which an older event may become visible after a
    newer one, the rest is looked at again after two seconds."""
    return _catalogue(_state(_last_event(), int(time.monotonic() // LOOK_AGAIN), connection.settings_dict["NAME"]))


def _last_event() -> int | None:
    """Asked with every request: as bare SQL it costs a tenth of what the query's making costs."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        found: tuple[int | None] = cursor.fetchone()
    return found[0]


_LAST = "SELECT MAX(id) FROM trail_event"


LOOK_AGAIN = 2
"""Seconds."""


@lru_cache(maxsize=2)
def _state(last: int | None, moment: int, name: str) -> str:
    shown = Release.objects.filter(state__in=SHOWN)
    releases = shown.aggregate(*(Max(name) for name in _TELLING), Min("hash"), Count("pk"), Sum("rows"))
    datasets = Dataset.objects.aggregate(Max("changed_at"), Count("pk"))
    return "/".join(str(value) for value in (*releases.values(), *datasets.values()))


@lru_cache(maxsize=2)
def _catalogue(state: str) -> Catalogue:
    offices = Office.objects.in_bulk()
    newest: dict[int, Release] = {}
    for release in Release.objects.filter(state=Release.State.RELEASED).select_related("dataset").order_by("number"):
        newest[release.dataset_id] = release
    found = [Entered(one.dataset, one, offices[one.dataset.office], shape(one)) for one in newest.values()]
    entries = tuple(sorted(found, key=lambda one: one.slug))
    return Catalogue(state, entries, tuple(map(_words, entries)))


def _words(one: Entered) -> Entry:
    told = one.dataset
    weighted = [(told.title, 8), (told.title_en, 6), *((word, 6) for word in told.keywords), (told.category, 4)]
    weighted += [(one.office.name_ja, 2), (told.description, 2), (told.slug, 2), *((n, 1) for n in one.shape.names)]
    return Entry(one.slug, tuple((fold(words), weight) for words, weight in weighted if words))


def _near(whole: Catalogue, words: str) -> Sequence[Entry]:
    """The entries in which every word stands; where there is none, all: then a likeness is looked for, which is slow."""
    wanted = [fold(word) for word in words[:200].split()]
    held: Sequence[int] = range(len(whole.texts))
    for word in wanted:
        held = [at for at in held if word in whole.texts[at]]
    return [whole.words[at] for at in held] or whole.words


def found(whole: Catalogue, words: str, chosen: dict[str, str]) -> list[Entered]:
    """Those that match the words and every chosen facet, best first; without words, the newest first."""
    if words.strip():
        ordered = [whole.by_slug[slug] for slug in rank(words, _near(whole, words))]
    else:
        ordered = sorted(whole.entries, key=lambda one: one.release.released_at, reverse=True)  # type: ignore[arg-type,return-value]
    if not chosen:
        return ordered
    return [one for one in ordered if all(value in FACETS[name](one) for name, value in chosen.items())]


def counted(entries: Sequence[Entered], name: str) -> list[tuple[str, int]]:
    """The values of a facet among these, the commonest first."""
    counts = Counter(value for one in entries for value in FACETS[name](one) if value)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

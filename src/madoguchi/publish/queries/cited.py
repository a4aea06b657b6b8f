"""Who cites a dataset: the indicators, recommendations, pages and decisions of the town that say so in their files."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from madoguchi.declare.base import Text
from madoguchi.declare.folder import Folder, read_folder
from madoguchi.publish.models import Release
from madoguchi.publish.queries.catalogue import Entered, catalogue


@dataclass(frozen=True)
class Citing:
    """`release` is "latest" or a hash. `kind`: "indicator" | "ask" | "page" | "decision"."""

    title: Text
    address: str
    release: str
    kind: str


@lru_cache(maxsize=1)
def _all() -> dict[str, list[Citing]]:
    """By dataset. Read once per process, as the pages of those that cite are."""
    folder, found = read_folder(settings.MADOGUCHI_TOWN), dict[str, list[Citing]]()
    for citation, one in (*_of_indicators(folder), *_of_asks(folder), *_of_procedures(folder)):
        found.setdefault(citation.partition("@")[0], []).append(one)
    return found


Told = Iterator[tuple[str, Citing]]


def _of_indicators(folder: Folder) -> Told:
    for file, one in folder.indicators.items():
        for citation in one.cites if file not in folder.broken else ():
            yield _told(citation, one.title, f"/indicators/{one.indicator}/", "indicator")


def _of_asks(folder: Folder) -> Told:
    for file, report in folder.recommendations.items():
        for _, ask in report.asks() if file not in folder.broken else ():
            for one in ask.evidence:
                if one.release:
                    yield _told(one.release, ask.words, f"/progress/{ask.id}/", "ask")


def _of_procedures(folder: Folder) -> Told:
    """Their pages, and their decisions as a kind: who got which is nobody's business."""
    for file, one in folder.procedures.items():
        if file not in folder.broken and one.audience != "staff":
            for kind, several in (("page", one.guide.cites), ("decision", one.case.cites)):
                for cited in several or ():
                    yield _told(cited.release, one.title, f"/procedures/{one.procedure}/", kind)


def _told(citation: str, title: Text, address: str, kind: str) -> tuple[str, Citing]:
    return citation, Citing(title, address, citation.partition("@")[2], kind)


def citing(slug: str) -> list[Citing]:
    return _all().get(slug, [])


def missing() -> list[tuple[str, Citing]]:
    """(dataset, who cites it) where no such dataset, or no such release of it, is out."""
    whole = catalogue()
    return [(slug, one) for slug, several in _all().items() for one in several if not _is_out(whole.one(slug), one)]


def _is_out(found: Entered | None, one: Citing) -> bool:
    if found is None or one.release in ("latest", found.release.hash):
        return found is not None
    return found.dataset.releases.filter(hash=one.release, state=Release.State.RELEASED).exists()

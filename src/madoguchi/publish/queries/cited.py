"""Who cites a dataset: the indicators and recommendations of the town that say so in their files."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from madoguchi.declare.base import Text
from madoguchi.declare.folder import read_folder


@dataclass(frozen=True)
class Citing:
    """`release` is "latest" or a hash."""

    title: Text
    address: str
    release: str


@lru_cache(maxsize=1)
def _all() -> dict[str, list[Citing]]:
    """By dataset. Read once per process, as the pages of those that cite are."""
    folder, found = read_folder(settings.MADOGUCHI_TOWN), dict[str, list[Citing]]()
    for file, one in folder.indicators.items():
        for citation in one.cites if file not in folder.broken else ():
            _add(found, citation, one.title, f"/indicators/{one.indicator}/")
    for file, report in folder.recommendations.items():
        asks = [ask for _, ask in report.asks()] if file not in folder.broken else []
        for ask in asks:
            for evidence in ask.evidence:
                if evidence.release:
                    _add(found, evidence.release, ask.words, f"/progress/{ask.id}/")
    return found


def _add(found: dict[str, list[Citing]], citation: str, title: Text, address: str) -> None:
    slug, _, release = citation.partition("@")
    found.setdefault(slug, []).append(Citing(title, address, release))


def citing(slug: str) -> list[Citing]:
    return _all().get(slug, [])

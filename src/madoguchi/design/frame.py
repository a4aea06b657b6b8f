"""Whose counter this is: the municipality of MADOGUCHI_TOWN, as the frame of every page shows it."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from madoguchi.declare.base import LANGUAGES, Language
from madoguchi.declare.folder import read_folder
from madoguchi.declare.municipality import Municipality


@lru_cache(maxsize=1)
def municipality() -> Municipality | None:
    """Read once per process. None when municipality.yaml itself is wrong: a page still opens, without a name."""
    return read_folder(settings.MADOGUCHI_TOWN).municipality


def frame() -> dict[str, Any]:
    """name, telephone, fictional, demo: in the page's language."""
    now = get_language() or "ja"
    return _frame(now if now in LANGUAGES else "ja")


@lru_cache(maxsize=len(LANGUAGES))
def _frame(language: Language) -> dict[str, Any]:
    demo = {"demo": settings.MADOGUCHI_DEMO}
    town = municipality()
    if town is None:
        return demo
    return demo | {
        "name": town.name.within(language)[0],
        "telephone": town.telephone,
        "fictional": town.fictional,
        "life_events": town.life_events,
    }

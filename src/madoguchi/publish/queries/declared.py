"""The datasets that the town declares, with their words in three languages."""

from functools import lru_cache

from django.conf import settings

from madoguchi.declare.dataset import Dataset
from madoguchi.declare.folder import read_folder
from madoguchi.publish.models import Dataset as Published


@lru_cache(maxsize=1)
def declared() -> dict[str, Dataset]:
    """By their addresses, read once per process. A wrong file is left out."""
    folder = read_folder(settings.MADOGUCHI_TOWN)
    return {one.dataset: one for file, one in folder.datasets.items() if file not in folder.broken}


def declaration_of(dataset: Published) -> Dataset | None:
    """Its own declaration. One of another office that has the same address says nothing about it."""
    one = declared().get(dataset.slug)
    return one if one and one.owner == dataset.office else None

"""A dataset that is out, by what a person calls it: for forms in which somebody speaks of it."""

from madoguchi.publish.queries.catalogue import catalogue
from madoguchi.receive.datasets import Kept


def kept(words: str) -> Kept | None:
    """By its address or its whole title; None where no such dataset is out, or two share the title."""
    found = [one for one in catalogue().entries if words in (one.slug, one.dataset.title)]
    return Kept(found[0].slug, found[0].dataset.title, found[0].dataset.office) if len(found) == 1 else None

"""How a column becomes coarser: one module for each kind, and the ladder of labels that all of them make."""

from collections.abc import Sequence
from pathlib import Path

from madoguchi.anonymise.hierarchies import address, ages, dates, masks, trees
from madoguchi.anonymise.hierarchies.ladder import Ladder, Paths, build
from madoguchi.anonymise.recipe.model import Column, Hierarchy

__all__ = ["KINDS", "Ladder", "ladder_of"]

KINDS: dict[str, Paths] = {
    "age": ages.age,
    "interval": ages.interval,
    "date": dates.date_parts,
    "address": address.address,
    "postal-code": masks.postal_code,
    "tree": trees.tree,
    "mask": masks.mask,
    "whole": masks.whole,
}


def ladder_of(column: Column, values: Sequence[str], folder: Path) -> Ladder:
    """The ladder of one quasi-identifier over the values that are in the data.

    `folder` is where the files that the recipe names are. Raises `Uncovered` for a value that the hierarchy misses.
    """
    hierarchy = column.hierarchy or Hierarchy(kind="whole")
    return build(column.column, values, KINDS[hierarchy.kind](hierarchy, folder), hierarchy.finest)

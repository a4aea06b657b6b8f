"""Which row went into which class of a release class by class: the same search on the same input gives the same classes.

The verifier takes this for a guess (see `verify.sides`), so nothing here need be trusted.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from madoguchi.anonymise.engine.protocol import Engine
from madoguchi.anonymise.planning import Plan, clues, if_small, marks, plan, values_of
from madoguchi.anonymise.recipe import Recipe
from madoguchi.anonymise.search.assignment import Assignment
from madoguchi.anonymise.search.local import class_by_class
from madoguchi.anonymise.verify.sides import Witness


def retracer(engine: Engine, folder: Path) -> Callable[[Recipe], Witness]:
    """Makes the classes of a recipe again; `folder` is where the files that it names are."""

    def retrace(recipe: Recipe) -> Witness:
        made = plan(recipe, engine.collapse(clues(recipe), marks(recipe), if_small(recipe)), folder)
        return witness_of(made, class_by_class(made.question, made.cells_to_search()))

    return retrace


def witness_of(made: Plan, assigned: Assignment) -> Witness:
    """The values of every combination and the labels of its class."""
    labels = {}
    for column, words, codes in zip(clues(made.recipe), assigned.vocabulary, assigned.words, strict=True):
        labels[column] = np.array(words, dtype=object)[codes][assigned.class_of]
    return Witness(values_of(made.collapsed), labels)

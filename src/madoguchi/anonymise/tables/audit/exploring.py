"""The order of the work on one block: what moves many cells first, what moves one cell last."""

from collections.abc import Callable

import numpy as np

from madoguchi.anonymise.tables.audit.halves import share
from madoguchi.anonymise.tables.audit.search import DOWN, UP, Search


def explore(search: Search, *, everything: bool, tick: Callable[[], None] = lambda: None) -> Search:
    """Decide every need; with `everything`, also find every interval exactly (as far as linear programs go)."""
    search.move_together(tick=tick)
    share(search, np.flatnonzero(search.unmet()).tolist(), Search.decide, tick)
    if everything:
        search.sweep(tick=tick)
        open_ = np.flatnonzero(~search.exact()).tolist()
        # all up, then all down: one corner after another lies near the last, where up and down in turn lie far apart
        share(search, [(member, way) for way in (UP, DOWN) for member in open_], Search.measure, tick)
    return search

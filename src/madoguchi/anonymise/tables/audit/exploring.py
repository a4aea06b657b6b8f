"""The order of the work on one block: what moves many cells first, what moves one cell last."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from madoguchi.anonymise.tables.audit.halves import share
from madoguchi.anonymise.tables.audit.search import DOWN, UP, Search

Way = tuple[int, float]  # which one, and up or down
REACHING = (64, 16, 4, 1)
_WORTH = 4  # parties: each is a program of some length


def explore(search: Search, *, everything: bool, tick: Callable[[], None] = lambda: None) -> Search:
    """Decide every need; with `everything`, also find every interval exactly (as far as linear programs go)."""
    search.move_together(tick=tick)
    share(search, np.flatnonzero(search.unmet()).tolist(), Search.decide, tick)
    if everything:
        search.sweep(tick=tick)
        for size in REACHING:
            share(search, list(_parties(search, size)), reach, tick, worth=_WORTH)
        open_ = np.flatnonzero(~search.exact()).tolist()
        # all up, then all down: one corner after another lies near the last, where up and down in turn lie far apart
        share(search, [(member, way) for way in (UP, DOWN) for member in open_], Search.measure, tick)
    return search


def _parties(search: Search, size: int) -> Iterator[list[Way]]:
    """Those that have not yet been seen at their outer bound, in parties by lot."""
    lots = np.random.default_rng(20260401)
    for way in (UP, DOWN):
        bounds = search.lower if way == DOWN else search.upper
        members = lots.permutation(np.flatnonzero(search.wants(way, everything=True) & np.isfinite(bounds))).tolist()
        yield from ([(one, way) for one in members[at : at + size]] for at in range(0, len(members), size))


def reach(search: Search, party: Sequence[Way]) -> None:
    """By the least change to where single equations let them go at most: nearly always a whole table gets there, and then
    there is nothing left that a program of its own could say."""
    open_ = {way: search.wants(way, everything=True) for way in (UP, DOWN)}
    goals = {one: float((search.lower if way == DOWN else search.upper)[one]) for one, way in party if open_[way][one]}
    if goals:
        search.take(search.moves.together(goals))

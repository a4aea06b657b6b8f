"""How fresh a dataset is, and how well its releases kept to their standard."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from madoguchi.design.dates import local_day
from madoguchi.publish.models import Check, Release
from madoguchi.publish.queries.catalogue import Entered
from madoguchi.publish.queries.choices import said
from madoguchi.trail import clock

EVERY = {"daily": 2, "weekly": 10, "monthly": 35, "quarterly": 100, "yearly": 380}
"""Days within which the next release is due, with a few days of grace."""


@dataclass(frozen=True)
class Fresh:
    """`due` is None where updates are irregular."""

    days: int
    due: date | None

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < clock.today()


def fresh(one: Entered) -> Fresh:
    return freshness(one.release)


def freshness(release: Release) -> Fresh:
    """Of the newest release of a dataset."""
    day = local_day(release.released_at) if release.released_at else clock.today()
    every = EVERY.get(release.dataset.frequency)
    return Fresh((clock.today() - day).days, day + timedelta(days=every) if every else None)


DRAWN = 12
"""Releases of which the quality is drawn."""


@dataclass(frozen=True)
class Kept:
    """One release: how many of its cells are as the standard asks."""

    release: Release
    cells: int
    wrong: int

    @property
    def share(self) -> float:
        """In hundredths."""
        return 100 * (1 - self.wrong / self.cells) if self.cells else 100.0


def kept(releases: Iterable[Release]) -> list[Kept]:
    """Of the last twelve releases that are out, the oldest first; what was mended before a release counts as right."""
    shown = [one for one in releases if one.state == Release.State.RELEASED][:DRAWN]
    checked = [(one, one.check_of) for one in reversed(shown) if one.check_of]  # the others come from no file
    return [Kept(one, max(check.cells, 1), _wrong(check)) for one, check in checked]


def _wrong(check: Check) -> int:
    heard = said(check)
    rules = [
        (at, group) for at, group in enumerate(check.groups)
        if group["weight"] == "error" and not group["rule"].startswith("personal:")
    ]  # fmt: skip
    return sum(max(group["count"] - heard.tally(at).accepted, 0) for at, group in rules)

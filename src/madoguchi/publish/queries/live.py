"""Numbers of the moment: how many arrived today, how many wait. Told in whole tens, with the minute they are of."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings

from madoguchi.decide.models import Case
from madoguchi.declare.dataset import Dataset
from madoguchi.declare.folder import read_folder
from madoguchi.trail import clock

STEP = 10
"""Whole tens: who reads twice learns of ten people at least, or of nobody."""
QUARTER = 15


@dataclass(frozen=True)
class Moment:
    """At least so many and fewer than ten more, as of a minute."""

    dataset: Dataset
    at: datetime
    at_least: int

    @property
    def under(self) -> int:
        return self.at_least + STEP


@lru_cache(maxsize=1)
def declared() -> dict[str, Dataset]:
    """The live numbers of the town's files, read once per process. A wrong file is left out."""
    folder = read_folder(settings.MADOGUCHI_TOWN)
    return {one.dataset: one for file, one in folder.datasets.items() if one.live and file not in folder.broken}


def moments() -> list[Moment]:
    return [moment(one) for one in declared().values()]


def moment(one: Dataset) -> Moment:
    """As it is now, or was at the last quarter of an hour."""
    if one.live is None:
        raise ValueError(one.dataset)
    now = clock.now().astimezone(clock.TOKYO).replace(second=0, microsecond=0)
    if one.live.refresh == "event":
        return Moment(one, now, told(_count(one.live.what, one.live.procedures, now)))
    at = now.replace(minute=now.minute // QUARTER * QUARTER)
    return Moment(one, at, _kept(one.live.what, one.live.procedures, at))


def told(n: int) -> int:
    """A number as it is told: down to the whole ten."""
    return n - n % STEP


@lru_cache(maxsize=64)
def _kept(what: str, procedures: tuple[str, ...], at: datetime) -> int:
    return told(_count(what, procedures, at))


def _count(what: str, procedures: tuple[str, ...], at: datetime) -> int:
    mine = Case.objects.filter(procedure__in=procedures)
    if what == "waiting":
        return mine.filter(open=True).count()
    return mine.filter(received_on=at.date(), received_at__lte=at).count()

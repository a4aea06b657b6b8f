"""The indicators and recommendations of the town's files, as they are now, with the hash that names each definition."""

import hashlib
import json
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings

from madoguchi.declare.activity import Activity
from madoguchi.declare.folder import read_folder
from madoguchi.declare.indicator import Indicator
from madoguchi.declare.municipality import Labour
from madoguchi.declare.procedure import Procedure
from madoguchi.declare.recommendations import Recommendations
from madoguchi.declare.register import Register
from madoguchi.learn.sittings import PAUSE

WORDS_ABOUT_IT = (
    "title",
    "words",
    "owner",
    "better",
    "target",
    "review_on",
    "max_age_days",
    "brought",
    "baseline",
    "cites",
)
"""What may be said better without counting something else."""


@dataclass(frozen=True)
class Defined:
    """One indicator with the hash of what it counts. Words may be bettered; what is counted may not, under one hash."""

    indicator: Indicator
    hash: str

    @property
    def slug(self) -> str:
        return self.indicator.indicator


@dataclass(frozen=True)
class Definitions:
    indicators: dict[str, Defined] = field(default_factory=dict)
    reports: dict[str, Recommendations] = field(default_factory=dict)
    procedures: dict[str, Procedure] = field(default_factory=dict)
    registers: dict[str, Register] = field(default_factory=dict)
    labour: Labour | None = None
    activities: dict[str, Activity] = field(default_factory=dict)

    @property
    def pause(self) -> int:
        """The longest pause within one sitting of staff, in seconds."""
        return self.labour.pause_minutes * 60 if self.labour else PAUSE

    @property
    def report(self) -> Recommendations | None:
        """The latest one."""
        return max(self.reports.values(), key=lambda one: one.adopted, default=None)


@lru_cache(maxsize=1)
def definitions() -> Definitions:
    """Read once per process. A file that is wrong is left out: the pages of the others still open."""
    folder = read_folder(settings.MADOGUCHI_TOWN)
    good = [one for file, one in folder.indicators.items() if file not in folder.broken]
    reports = [one for file, one in folder.recommendations.items() if file not in folder.broken]
    labour = folder.municipality.labour if folder.municipality else None
    return Definitions(
        {one.indicator: Defined(one, hash_of(one, labour, _than(one, good))) for one in good},
        {one.recommendations: one for one in reports},
        {one.procedure: one for one in folder.procedures.values()},
        {one.slug: one for one in folder.registers.values()},
        labour,
        {one.activity: one for file, one in folder.activities.items() if file not in folder.broken},
    )


def _than(indicator: Indicator, known: list[Indicator]) -> str:
    """The day of the baseline with which another indicator is compared."""
    named = indicator.count.not_worse if indicator.count else None
    return next((str(one.baseline.on) for one in known if one.indicator == named and one.baseline), "")


def hash_of(indicator: Indicator, labour: Labour | None = None, than: str = "") -> str:
    """SHA-256 of what the indicator counts, over what period, by what; of minutes the longest pause, of money the rate.

    What is not written is not in it: a key that a later release adds changes no definition.
    """
    kept = indicator.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=set(WORDS_ABOUT_IT))
    if median := indicator.count.median if indicator.count else None:
        kept |= {"pause": labour.pause_minutes * 60 if labour else PAUSE} | (
            {"yen_per_hour": labour.yen_per_hour} if labour and median.of == "yen" else {}
        )
    if than:
        kept["than"] = than
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

"""Where each ask stands: what is said, what the evidence shows, what the schedule says. Three things, kept apart."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Count, Max
from django.utils.functional import Promise

from madoguchi.declare.recommendations import Ask, Evidence, Heading, Recommendations
from madoguchi.design.dates import local_day
from madoguchi.learn.definitions import definitions
from madoguchi.learn.models import Reading, Statement
from madoguchi.learn.queries.adopted import Adopted, Report, Under, Wording
from madoguchi.learn.queries.readings import Shown, everything
from madoguchi.learn.words import PROOF, SAYS, SCHEDULE
from madoguchi.trail import clock

SETTLED = (Statement.Says.DONE, Statement.Says.CONSIDERED, Statement.Says.DECLINED)
"""An ask to consider is met by a consideration with its outcome, not by a build."""
UNSAID = (90, 365)
"""Days without a statement that one can look for; where nothing was ever said, any number of them have passed."""
KEYS = ("says", "proof", "schedule")


@dataclass(frozen=True)
class Found:
    """One piece of evidence: the number of an indicator, a page or a test."""

    evidence: Evidence
    shown: Shown | None  # of an indicator

    @property
    def holds(self) -> bool:
        """A number that is told and not too old. A page or a test shows a part, never a number."""
        return self.shown is not None and self.shown.latest is not None and not self.shown.is_stale


@dataclass(frozen=True)
class Standing:
    """One ask today. `statements`: the latest first."""

    heading: Heading | Under
    ask: Ask | Wording
    statements: tuple[Statement, ...]
    found: tuple[Found, ...]
    today: date

    @property
    def statement(self) -> Statement | None:
        return self.statements[0] if self.statements else None

    @property
    def says(self) -> str:
        return self.statement.says if self.statement else "silent"

    @property
    def proof(self) -> str:
        numbers = [one.holds for one in self.found if one.shown is not None]
        if numbers and all(numbers):
            return "numbers"
        return "partly" if any(numbers) or any(one.shown is None for one in self.found) else "none"

    @property
    def due(self) -> date | None:
        """The report's own day; else the one that the office set."""
        return self.ask.due or next((one.due for one in self.statements if one.due), None)

    @property
    def schedule(self) -> str:
        if self.due is None:
            return "no-day"
        settled = self.statement if self.statement and self.says in SETTLED else None
        day = local_day(settled.at) if settled else self.today
        return "late" if day > self.due else "on-time"

    @property
    def ages(self) -> frozenset[str]:
        """What has grown old: how long nothing was said, and whether a number has not been renewed."""
        said = local_day(self.statement.at) if self.statement else date.min
        silent = {f"unsaid-{days}" for days in UNSAID if self.today - said >= timedelta(days=days)}
        never = set() if self.statement else {"never-said"}
        old = {"old-evidence" for one in self.found if one.shown and one.shown.latest and one.shown.is_stale}
        return frozenset(silent | never | old)

    @property
    def says_words(self) -> Promise:
        return SAYS[self.says]

    @property
    def proof_words(self) -> Promise:
        return PROOF[self.proof]

    @property
    def schedule_words(self) -> Promise:
        return SCHEDULE[self.schedule]

    @property
    def office(self) -> str:
        return self.statement.office if self.statement else ""


def standings(report: Report) -> tuple[Standing, ...]:
    """Every ask in the report's own order. Kept in memory until something is said, computed, or a day has passed; what was
    only adopted is looked up anew each time, with its rows."""
    if isinstance(report, Adopted):
        return _of(report, {})
    return _standings(report.recommendations, state_of(report))


def state_of(report: Recommendations) -> str:
    """Another one whenever something was said or computed, and each hour: things grow old."""
    said = Statement.objects.filter(report=report.recommendations).aggregate(top=Max("pk"), n=Count("*"))
    read = Reading.objects.aggregate(last=Max("computed_at"), top=Max("pk"))
    return f"{said}{read}{clock.now():%Y%m%d%H}"


@lru_cache(maxsize=4)
def _standings(slug: str, state: str) -> tuple[Standing, ...]:
    return _of(definitions().reports[slug], everything())


def _of(report: Report, shown: dict[str, Shown]) -> tuple[Standing, ...]:
    said = _said(report.recommendations)
    return tuple(
        Standing(heading, ask, tuple(said[ask.id]), tuple(_found(one, shown) for one in ask.evidence), clock.today())
        for heading, ask in report.asks()
    )


def _said(slug: str) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = defaultdict(list)
    for row in Statement.objects.filter(report=slug).order_by("-pk"):
        found[row.ask].append(row)
    return found


def _found(evidence: Evidence, shown: dict[str, Shown]) -> Found:
    return Found(evidence, shown.get(evidence.indicator) if evidence.indicator else None)


def counted(found: Iterable[Standing]) -> dict[str, list[tuple[str, int]]]:
    """How many by each status, in the order of the statuses, those of none left out. Never an average of unlike things."""
    rows = list(found)
    orders = {"says": SAYS, "proof": PROOF, "schedule": SCHEDULE}
    counts = {key: Counter(getattr(one, key) for one in rows) for key in KEYS}
    return {key: [(str(name), counts[key][str(name)]) for name in order] for key, order in orders.items()}


def chosen(found: Iterable[Standing], wanted: dict[str, str]) -> tuple[Standing, ...]:
    """Those that match: `office`, `says`, `proof`, `schedule`, `force`, `age`. What is not asked for matches."""
    return tuple(one for one in found if all(_has(one, key, value) for key, value in wanted.items()))


def _has(standing: Standing, key: str, value: str) -> bool:
    if key == "age":
        return value in standing.ages
    return str(standing.ask.force if key == "force" else getattr(standing, key)) == value

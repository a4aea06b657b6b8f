"""One procedure round the loop: declared, received, decided, protected, published, learned; each with its live number."""

from dataclasses import dataclass

from django.db.models import Min, Sum

from madoguchi.learn.cells import is_small, told
from madoguchi.learn.models import CaseLine, Daily
from madoguchi.learn.queries.readings import Shown, everything
from madoguchi.receive.models import ProcedureVersion

SERVICE = (
    "online-share", "completion", "satisfaction", "days-to-decision", "in-time", "correction-rate", "assisted-share",
    "minutes-to-send", "another-day-share", "minutes-per-case", "cost-per-case", "pages-in-words",
)  # fmt: skip
"""What falls out for every procedure without anybody doing anything."""


@dataclass(frozen=True)
class Loop:
    """None where the number is hidden, or there is none."""

    versions: int
    received: int | None
    decided: int | None
    overridden: int | None
    readings: int
    releases: int
    service: tuple[Shown, ...]
    since: object


def loop_of(procedure: str) -> Loop:
    cases = CaseLine.objects.filter(procedure=procedure)
    decided = cases.exclude(decided_on=None)
    return Loop(
        versions=ProcedureVersion.objects.filter(procedure=procedure).count(),
        received=_told(cases.count()),
        decided=_told(decided.count()),
        overridden=_told(decided.filter(overridden=True).count()),
        readings=_events("protect.read"),
        releases=_events("publish.released"),
        service=tuple(shown for slug, shown in everything().items() if slug in SERVICE),
        since=cases.aggregate(first=Min("received_on"))["first"],
    )


def _told(n: int) -> int | None:
    """Live numbers are told in tens, and small ones not at all."""
    return None if is_small(n) else told(n, final=False)


def _events(verb: str) -> int:
    return Daily.objects.filter(verb=verb).aggregate(total=Sum("n"))["total"] or 0

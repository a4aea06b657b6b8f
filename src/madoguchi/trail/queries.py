"""What waits, what died, and when recurring work last ran."""

from collections.abc import Iterable
from itertools import takewhile

from django.db.models import QuerySet

from madoguchi.trail import clock, flow
from madoguchi.trail.models import Handover, Tick
from madoguchi.trail.recurring import Recurring, everything


def due_handovers(limit: int, *, long: bool = True) -> list[int]:
    """Ids of rows that may run now: the foremost lane only, its oldest first. What stands alone comes alone: a row that
    failed before, so that a poisonous one never takes its neighbours along, and one that takes long. `long=False`
    leaves out work that takes long."""
    due = Handover.objects.filter(state=Handover.State.WAITING, not_before__lte=clock.now())
    due = due if long else due.exclude(taker__in=flow.names_in_two_steps())
    rows = list(due.order_by("lane", "not_before", "id").values_list("id", "attempts", "lane", "taker")[:limit])
    front = [row for row in rows if row[2] == rows[0][2]]
    fresh = [row for row in front if not row[1]]
    together = list(takewhile(lambda row: not _takes_long(row[3]), fresh))
    return [row[0] for row in together or fresh[:1] or front[:1]]


def _takes_long(name: str) -> bool:
    return flow.takes_two_steps(flow.known(name))


def waiting_count() -> int:
    """How many hand-overs are still to be carried out."""
    return Handover.objects.filter(state__in=[Handover.State.WAITING, Handover.State.RUNNING]).count()


def dead_letters() -> QuerySet[Handover]:
    return Handover.objects.filter(state=Handover.State.DEAD).select_related("event").order_by("-pk")


def last_runs() -> Iterable[tuple[Recurring, Tick | None, Handover | None]]:
    """Each recurring work with its last tick and how that went."""
    for recurring in everything():
        last = Tick.objects.filter(name=recurring.name).order_by("-due").select_related("event").first()
        yield recurring, last, last.event.handovers.first() if last else None

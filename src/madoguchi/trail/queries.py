"""What waits, what died, and when recurring work last ran."""

from collections.abc import Iterable

from django.db.models import QuerySet

from madoguchi.trail import clock
from madoguchi.trail.models import Event, Handover, Tick
from madoguchi.trail.recurring import Recurring, everything


def due_handovers(limit: int) -> list[int]:
    """Ids of rows that may run now, oldest first. A row that failed before stands alone, so that one poisonous
    row never takes its neighbours along."""
    due = Handover.objects.filter(state=Handover.State.WAITING, not_before__lte=clock.now())
    rows = list(due.order_by("not_before", "id").values_list("id", "attempts")[:limit])
    fresh = [row for row, attempts in rows if not attempts]
    return fresh or [row for row, _ in rows[:1]]


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


def story_of(kind: str, about_id: str) -> QuerySet[Event]:
    """Everything that happened to one thing, oldest first."""
    return Event.objects.filter(about_kind=kind, about_id=about_id).order_by("pk")

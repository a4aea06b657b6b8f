"""Ask for recurring work that fell due."""

from datetime import UTC, datetime

from django.db import IntegrityError, transaction

from madoguchi.trail import clock
from madoguchi.trail.actions.record import hand_over, record
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Tick
from madoguchi.trail.recurring import Recurring, everything


def tick() -> int:
    """Enqueue every due time that nobody has enqueued yet; returns how many. Several tickers may run at once."""
    return sum(ask(recurring, due=due) for recurring in everything() for due in missing(recurring))


def missing(recurring: Recurring) -> list[datetime]:
    """The due times after the last one asked for, oldest first. The very first time: only the latest.

    One that was asked for by a clock that ran ahead stops nothing that falls due before it.
    """
    now = clock.now()
    due = recurring.last_due(now)
    last = Tick.objects.filter(name=recurring.name, due__lte=now).order_by("-due").values_list("due", flat=True).first()
    if last is None:
        return [due]
    found: list[datetime] = []
    while due > last and len(found) < recurring.catch_up:
        found.append(due)
        due -= recurring.step
    return found[::-1]


def ask(recurring: Recurring, *, due: datetime) -> bool:
    """Once per name and due time: the unique row decides between two tickers."""
    try:
        with transaction.atomic():
            moment = due.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            event = record("clock.tick", by=SYSTEM, about=("clock", recurring.name), due=moment)
            Tick.objects.create(name=recurring.name, due=due, event=event)
            hand_over(event, (recurring.taker,))
    except IntegrityError:
        return False
    return True

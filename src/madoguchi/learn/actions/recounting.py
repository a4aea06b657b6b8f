"""Count everything anew by hand: the two tables in one step, the indicators in a second. What is done is not done again."""

from dataclasses import dataclass

from django.db import transaction

from madoguchi.learn.actions.filling import Tell, fill_anew, is_counted_otherwise, told_nobody
from madoguchi.learn.actions.reading import RECOUNT, take_readings
from madoguchi.learn.models import Cursor
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@dataclass(frozen=True)
class Recounted:
    events: int
    readings: int
    resumed: bool  # the tables were counted by an earlier call that somebody stopped


def recount(*, by: Actor, tell: Tell = told_nobody) -> Recounted:
    """Whoever stops it in the first step finds everything as it was; in the second, the next call goes on with the second."""
    half = Cursor.objects.filter(name=RECOUNT).first() if is_half_done() else None
    events = half.upto if half else _tables(by=by, tell=tell)
    tell("readings", 0, 1)
    return Recounted(events, take_readings(by=by), half is not None)


def is_half_done() -> bool:
    """Are the tables counted anew, as one counts today, and no indicator computed since?"""
    return Cursor.objects.filter(name=RECOUNT).exists() and not is_counted_otherwise()


@transaction.atomic
def _tables(*, by: Actor, tell: Tell) -> int:
    """Returns how many events. Whoever computes the indicators meanwhile takes the mark away: nobody relies on it here."""
    events = fill_anew(tell)
    Cursor.objects.update_or_create(name=RECOUNT, defaults={"upto": events, "at": clock.now()})
    record("learn.recounted", by=by, about=("indicator", "all"), events=events)
    return events

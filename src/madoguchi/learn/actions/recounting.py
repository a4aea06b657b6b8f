"""Count everything anew by hand: the two tables in one step, the indicators in a second. What is done is not done again."""

from dataclasses import dataclass

from django.db import transaction

from madoguchi.learn.actions.filling import Tell, fill_anew, told_nobody
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
    resumed = is_half_done()
    if not resumed:
        _tables(by=by, tell=tell)
    events = Cursor.objects.get(name=RECOUNT).upto
    tell("readings", 0, 1)
    return Recounted(events, take_readings(by=by), resumed)


def is_half_done() -> bool:
    """Are the tables counted anew, and no indicator computed since?"""
    return Cursor.objects.filter(name=RECOUNT).exists()


@transaction.atomic
def _tables(*, by: Actor, tell: Tell) -> None:
    events = fill_anew(tell)
    Cursor.objects.create(name=RECOUNT, upto=events, at=clock.now())
    record("learn.recounted", by=by, about=("indicator", "all"), events=events)

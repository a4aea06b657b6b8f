"""What a person must look at, raised by the clock. No date ever lifts a shield: it only raises its voice."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction

from madoguchi.protect import desk
from madoguchi.protect.actions.proof import MONTH, Leaks, prove
from madoguchi.protect.actions.shield import WINDOW
from madoguchi.protect.models import Shield, ShieldAlarm
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM, Actor
from madoguchi.trail.rows import insert

What = ShieldAlarm.What
TRIAGE_WITHIN = timedelta(days=1)


def raise_alarms() -> int:
    """Every day: which shields near their end, are past it, wait for a look, or were not proven. Returns how many are new."""
    return sum(_raise(row, what, day) for row in _in_force() for what, day in _due(row))


def prove_all() -> int:
    """Every day: the month's self-test of each shield that was not proven for a month. Returns how many leak."""
    return sum(not _proven(row) for row in _in_force() if _needs_proof(row))


@transaction.atomic
def see_alarm(*, alarm_id: int, by: Actor) -> None:
    """A person of the desk has taken note. A new day, a new alarm."""
    desk.must_hold(by)
    seen = {"seen_at": clock.now(), "seen_by": by.label}
    if ShieldAlarm.objects.filter(pk=alarm_id, seen_at=None).exclude(shield__others__staff=by.id).update(**seen):
        record("protect.alarm_seen", by=by, about=("alarm", alarm_id))


def _in_force() -> list[Shield]:
    """Whatever is not lifted for everybody, however long ago it should have ended."""
    return list(Shield.objects.filter(people__lift=None).distinct().order_by("pk"))


def _due(row: Shield) -> Iterator[tuple[ShieldAlarm.What, date]]:
    today = clock.today()
    if today > row.ends_on:
        yield What.OVER, row.ends_on
    elif today >= row.ends_on - WINDOW:
        yield What.RENEWAL, row.ends_on
    if row.triaged_at is None and clock.now() > row.arrived_at + TRIAGE_WITHIN:
        yield What.TRIAGE, today
    if row.proven_at is None or clock.now() > row.proven_at + MONTH + timedelta(days=1):
        yield What.PROOF, today


def _raise(row: Shield, what: ShieldAlarm.What, day: date) -> bool:
    with transaction.atomic():
        if ShieldAlarm.objects.filter(shield=row, what=what, day=day).exists():
            return False
        insert([ShieldAlarm(shield=row, what=what, day=day, raised_at=clock.now())])
        record("protect.shield_alarm", by=SYSTEM, about=("shield", row.id), what=what.value, day=day.isoformat())
    return True


def _needs_proof(row: Shield) -> bool:
    return row.proven_at is None or clock.now() > row.proven_at + MONTH


def _proven(row: Shield) -> bool:
    try:
        prove(shield_id=row.id, by=SYSTEM)
    except Leaks:
        _raise(row, What.PROOF, clock.today())
        return False
    return True


__all__ = ["prove_all", "raise_alarms", "see_alarm"]

from django.db import transaction

from madoguchi.decide.actions.moving import hold, keep, move, must_hold
from madoguchi.decide.models import Case, Correction
from madoguchi.receive import actions as receive
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor
from madoguchi.trail.models import Event


@transaction.atomic
def withdraw(*, case: Case, seen: int, by: Actor) -> Case:
    """The applicant said at the counter or on the telephone that they take it back (取下げ)."""
    now = hold(case, seen=seen)
    must_hold(by, now)
    _end(now)
    record("decide.withdrawn", by=by, about=("case", now.number))
    receive.withdraw(application=now.application, by=by)
    return now


@transaction.atomic
def withdrawn(event: Event) -> Case:
    """Takes over from `receive.withdrawn`: the applicant took it back by themselves. Twice is once."""
    case = hold(Case.objects.get(number=event.about_id))
    if case.state == "withdrawn":
        return case
    _end(case)
    record("decide.withdrawn", by=event.actor, about=("case", case.number))
    return case


def _end(case: Case) -> None:
    move(case, "withdraw")
    case.paused_on, case.closed_at = None, clock.now()
    keep(case, "paused_on", "closed_at")
    Correction.objects.filter(case=case, ended="").update(ended=Correction.End.WITHDRAWN, ended_at=case.closed_at)

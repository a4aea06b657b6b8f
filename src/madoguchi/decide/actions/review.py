from django.db import transaction

from madoguchi.decide.actions.moving import entrust, hold, keep, move, must_hold, told_due
from madoguchi.decide.models import Case
from madoguchi.receive.actions import set_status
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def start_review(*, case: Case, seen: int, by: Actor) -> Case:
    """Begin without delay (行政手続法7条). Who begins has the case, unless somebody has it already."""
    now = hold(case, seen=seen)
    staff, _ = must_hold(by, now)
    move(now, "start_review")
    now.assigned_to_id = now.assigned_to_id or staff.pk
    keep(now, "assigned_to")
    entrust(now, by=by)
    set_status(now.number, status="in-review", due_on=told_due(now), by=by)
    record("decide.review_started", by=by, about=("case", now.number))
    return now

from django.db import transaction

from madoguchi.decide.actions.moving import WORKERS, entrust, hold, must_hold
from madoguchi.decide.errors import NotYours
from madoguchi.decide.models import Case
from madoguchi.people.models import Staff
from madoguchi.people.queries import roles_of
from madoguchi.people.session import actor_of_staff
from madoguchi.protect.queries import flees_from
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def assign(*, case: Case, to: Staff, by: Actor) -> Case:
    """Give the case to a colleague of its office, or to oneself. Never to whom somebody in it flees from.
    Moves neither state nor clock."""
    now = hold(case)
    must_hold(by, now)
    if not roles_of(to, now.office) & set(WORKERS) or flees_from(now.record_id, actor_of_staff(to)):
        raise NotYours(now.number)
    return _give(now, to, by)


@transaction.atomic
def release(*, case: Case, by: Actor) -> Case:
    """Nobody has the case."""
    now = hold(case)
    must_hold(by, now)
    return _give(now, None, by)


def _give(case: Case, to: Staff | None, by: Actor) -> Case:
    if case.assigned_to_id == (to.pk if to else None):
        return case
    case.assigned_to = to
    case.save(update_fields=["assigned_to"])
    entrust(case, by=by)
    verb, data = ("decide.assigned", {"to": str(to.pk)}) if to else ("decide.released", {})
    record(verb, by=by, about=("case", case.number), **data)
    return case

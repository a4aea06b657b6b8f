"""How every action holds a case: it locks the row, checks who asks and what they saw, and moves it by the table."""

from datetime import date
from typing import TYPE_CHECKING

from madoguchi.decide import states
from madoguchi.decide.errors import NotYours, Overtaken
from madoguchi.decide.models import Case, CaseColumn
from madoguchi.people.models import SCHOOL_ROLES, Staff
from madoguchi.people.queries import roles_of, staff_of
from madoguchi.protect import actions as vault
from madoguchi.protect.queries import flees_from
from madoguchi.receive.models import EarlierRecord
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail.actor import Actor

if TYPE_CHECKING:
    from madoguchi.declare.versions import Version

WORKERS = ("clerk", "reviewer", "manager")
"""Roles that work on a case. Who may decide it is declared by the procedure."""
SCHOOL = (*SCHOOL_ROLES, "manager")
"""Roles that see a school's boards, take notices down and take note of them."""


def hold(case: Case, *, seen: int | None = None) -> Case:
    """The case as it is now, locked. `seen` is the revision that the person looked at; raises Overtaken if it moved."""
    now = Case.objects.select_for_update().get(pk=case.pk)
    if seen is not None and now.revision != seen:
        raise Overtaken(now)
    return now


def must_hold(by: Actor, case: Case, roles: tuple[str, ...] = WORKERS) -> tuple[Staff, str]:
    """The person and the role they act in. Raises NotYours for anybody else, machines included."""
    staff = staff_of(by)
    held = roles_of(by, case.office) & set(roles) if staff else set()
    if staff is None or not held or flees_from(case.record_id, by):
        raise NotYours(case.number)
    return staff, next(role for role in roles if role in held)


def move(case: Case, verb: str) -> None:
    """Set the state that follows; the caller keeps the case. Raises NotAllowed."""
    case.state = states.after(case.kind, case.state, verb)  # type: ignore[arg-type]
    case.open = case.state in states.OPEN


def keep(case: Case, *fields: str) -> None:
    """Write the case, one revision later, and let its columns follow."""
    case.revision += 1
    case.save(update_fields=["state", "open", "revision", *fields])
    CaseColumn.objects.filter(case=case).update(open=case.open, due_on=case.due_on)


def entrust(case: Case, *, by: Actor) -> None:
    """Tell the vault who has the case: of a shielded person nobody else sees that there is anything."""
    earlier = EarlierRecord.objects.filter(application_id=case.application_id).values_list("record_id", flat=True)
    vault.entrust([case.record_id, *earlier], to=str(case.assigned_to_id or ""), by=by)


def version_of(case: Case) -> "Version":
    return open_version(case.version_hash)


def told_due(case: Case) -> date | None:
    """The due date as the applicant is told it: none while the clock stands still, none without a period."""
    from madoguchi.decide.due import NEVER

    return None if case.paused_on or case.due_on == NEVER else case.due_on


__all__ = ["SCHOOL", "WORKERS", "entrust", "hold", "keep", "move", "must_hold", "told_due", "version_of"]

"""Roles in offices, from a day to a day."""

from datetime import date, timedelta

from django.db import transaction

from madoguchi.people.models import ROLES, RoleGrant, Staff
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


class RoleError(ValueError):
    """A grant that cannot be: an unknown role, an end before the beginning, or one's own."""


@transaction.atomic
def grant_role(
    *, staff: Staff, office: str, role: str, by: Actor, valid_from: date | None = None, valid_to: date | None = None
) -> RoleGrant:
    """Give one role in one office from a day (today) to a day (open). Nobody gives one to themselves."""
    start = valid_from or clock.today()
    if role not in ROLES or (valid_to and valid_to < start) or staff.is_oneself(by):
        raise RoleError(role)
    Staff.objects.select_for_update().get(pk=staff.pk)  # two that grant the same at once make one grant
    same = RoleGrant.objects.filter(staff=staff, office_id=office, role=role, valid_to=valid_to)
    if valid_to:
        same = same.filter(valid_from__lte=start)
    if grant := same.first():
        return grant
    grant = RoleGrant.objects.create(staff=staff, office_id=office, role=role, valid_from=start, valid_to=valid_to)
    record("people.role_granted", by=by, about=("staff", str(staff.pk)), office=office, role=role)
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, by: Actor, valid_to: date | None = None) -> None:
    """The last day of a role (yesterday, so that it ends at once). Nobody ends their own: somebody must stay who can."""
    if grant.staff.is_oneself(by):
        raise RoleError(grant.role)
    grant.valid_to = valid_to or clock.today() - timedelta(days=1)
    grant.save(update_fields=["valid_to"])
    record("people.role_ended", by=by, about=("staff", str(grant.staff_id)), office=grant.office_id, role=grant.role)

"""Members of staff: they come, they leave, they forget. A password from an operator is for one use."""

import secrets
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction

from madoguchi.people.actions.roles import end_role, grant_role
from madoguchi.people.models import Staff, in_force
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

ONCE = timedelta(hours=72)
"""How long a one-time password waits for its first and only use: over a weekend."""
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on paper


def new_password() -> str:
    """Four groups of five signs (99 bit), to be read out or handed over on paper."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(5)) for _ in range(4))


@transaction.atomic
def add_staff(*, login: str, name: str, password: str, by: Actor, title: str = "", once: bool = False) -> Staff:
    """A new member of staff. Roles are granted apart. `once`: the password must be replaced at the first sign-in."""
    staff = Staff(login=login, name=name, title=title, password_once_until=clock.now() + ONCE if once else None)
    staff.set_password(password)
    staff.save()
    record("people.staff_added", by=by, about=("staff", str(staff.pk)))
    return staff


@transaction.atomic
def take_on(
    *, login: str, name: str, title: str, office: str, role: str, by: Actor, valid_to: date | None = None
) -> tuple[Staff, str]:
    """Somebody new with a first role, and the one-time password to hand over, which is kept nowhere."""
    password = new_password()
    staff = add_staff(login=login, name=name, title=title, password=password, by=by, once=True)
    grant_role(staff=staff, office=office, role=role, by=by, valid_to=valid_to)
    return staff, password


@transaction.atomic
def bring_back(*, staff: Staff, by: Actor) -> str:
    """Somebody who had left works here again: under the old name, with no role, no factor and a one-time password."""
    staff.active = True
    staff.save(update_fields=["active"])
    record("people.staff_returned", by=by, about=("staff", str(staff.pk)))
    return reset_staff(staff=staff, by=by, factors=True)


class OwnAccount(ValueError):
    """Nobody removes or resets themselves: a colleague does, so that a left-open session is not enough."""


@transaction.atomic
def deactivate_staff(*, staff: Staff, by: Actor) -> None:
    """The person leaves: out at the next click, roles ended. The row stays, for the decisions that bear the name."""
    if staff.is_oneself(by):
        raise OwnAccount(staff.login)
    staff.active = False
    staff.save(update_fields=["active"])
    for grant in staff.grants.filter(in_force(clock.today())):
        end_role(grant=grant, by=by)
    record("people.staff_deactivated", by=by, about=("staff", str(staff.pk)))


@transaction.atomic
def reset_staff(*, staff: Staff, by: Actor, factors: bool = False) -> str:
    """A one-time password instead of the old one; every session of the person ends. `factors`: the second factors go too
    (a lost telephone). Returns the password, which is kept nowhere."""
    if staff.is_oneself(by):
        raise OwnAccount(staff.login)
    password = new_password()
    staff.set_password(password)
    staff.password_once_until = clock.now() + ONCE
    staff.save(update_fields=["password", "password_once_until"])
    if factors:
        Authenticator.objects.filter(user=staff).delete()
    record("people.staff_reset", by=by, about=("staff", str(staff.pk)), factors=factors)
    return password


@transaction.atomic
def change_password(*, staff: Staff, password: str, by: Actor) -> None:
    """The person's own new password; other sessions of the person end."""
    staff.set_password(password)
    staff.password_once_until = None
    staff.save(update_fields=["password", "password_once_until"])
    record("people.password_changed", by=by, about=("staff", str(staff.pk)))

"""What changes who may do what, and what happens at the door. Each leaves one event, a refused sign-in included."""

from madoguchi.people.actions.door import (
    OneTimePasswordOver,
    check_code,
    check_password,
    note_refused,
    note_sign_in,
    note_sign_out,
)
from madoguchi.people.actions.factors import (
    LastFactor,
    WrongFactor,
    add_passkey,
    add_totp,
    keep_codes,
    new_codes,
    remove_factor,
)
from madoguchi.people.actions.identities import IdentityTaken, link_identity, unlink_identity
from madoguchi.people.actions.offices import open_office, sync_offices
from madoguchi.people.actions.roles import RoleError, end_role, grant_role
from madoguchi.people.actions.staff import (
    OwnAccount,
    add_staff,
    bring_back,
    change_password,
    deactivate_staff,
    new_password,
    reset_staff,
    take_on,
)
from madoguchi.people.actions.tries import LIMITS, WINDOW, Paused, count_try

__all__ = [
    "LIMITS",
    "WINDOW",
    "IdentityTaken",
    "LastFactor",
    "OneTimePasswordOver",
    "OwnAccount",
    "Paused",
    "RoleError",
    "WrongFactor",
    "add_passkey",
    "add_staff",
    "add_totp",
    "bring_back",
    "change_password",
    "check_code",
    "check_password",
    "count_try",
    "deactivate_staff",
    "end_role",
    "grant_role",
    "keep_codes",
    "link_identity",
    "new_codes",
    "new_password",
    "note_refused",
    "note_sign_in",
    "note_sign_out",
    "open_office",
    "remove_factor",
    "reset_staff",
    "sync_offices",
    "take_on",
    "unlink_identity",
]

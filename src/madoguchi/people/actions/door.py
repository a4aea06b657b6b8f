"""At the door: a password or a code is tried, a person comes in, a person goes."""

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest

from madoguchi.people.actions import tries
from madoguchi.people.codes import use_code
from madoguchi.people.models import Staff
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM, Actor


class OneTimePasswordOver(Exception):
    """The right one-time password, too late."""


def check_password(*, request: HttpRequest, login: str, password: str, address: str) -> Staff | None:
    """The person of this login and password, or None. Raises `tries.Paused` before anything is hashed.

    Three steps and not one transaction: hashing takes a tenth of a second, and no lock is held meanwhile.
    """
    tries.count_try(login=login, address=address)
    staff = auth.authenticate(request, username=login, password=password)
    if staff is None:
        note_refused(way="password", login=login, address=address)
    elif staff.password_once_until and staff.password_once_until < clock.now():
        raise OneTimePasswordOver
    return staff


def check_code(*, staff: Staff, code: str) -> str | None:
    """Which factor the code is of ("totp", "recovery_codes"), or None. A right code is used up. Raises `tries.Paused`."""
    tries.count_try(code=str(staff.pk))
    with transaction.atomic():
        kind, left = use_code(staff, code)
        if kind == "recovery_codes":
            record("people.recovery_code_used", by=_self(staff), about=("staff", str(staff.pk)), left=left)
    if kind is None:
        note_refused(way="code", staff=staff)
    return kind


@transaction.atomic
def note_refused(*, way: str, login: str = "", address: str = "", staff: Staff | None = None) -> None:
    """A refused try. What was typed is stored nowhere."""
    known = (
        staff.pk if staff else Staff.objects.filter(login=login.replace("\0", "")).values_list("pk", flat=True).first()
    )
    about = ("staff", str(known or "unknown"))
    record("people.sign_in_failed", by=SYSTEM, about=about, way=way)
    whose = {"code": str(staff.pk)} if staff else {"login": login, "address": address}
    if paused := tries.used_up(**whose):
        record("people.sign_in_paused", by=SYSTEM, about=about, kinds=paused)


@transaction.atomic
def note_sign_in(*, staff: Staff, by: Actor, way: str = "demo", factor: str = "none", address: str = "") -> None:
    """A person signed in: the tries that it took are given back."""
    tries.take_back(login=staff.login, code=str(staff.pk), address=address)
    record("people.signed_in", by=by, about=("staff", str(staff.pk)), way=way, factor=factor or "none")


@transaction.atomic
def note_sign_out(*, by: Actor) -> None:
    record("people.signed_out", by=by, about=("staff", by.id))


def _self(staff: Staff) -> Actor:
    return Actor("staff", str(staff.pk), staff.name)

"""One's own second factors: an authenticator app, passkeys, recovery codes."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.db import transaction

from madoguchi.people.codes import matching_step
from madoguchi.people.models import Staff
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

CODES = Authenticator.Type.RECOVERY_CODES


class WrongFactor(ValueError):
    """A code or an answer of a passkey that does not fit."""


class LastFactor(ValueError):
    """The only second factor cannot go: first comes another."""


@transaction.atomic
def add_totp(*, staff: Staff, secret: str, code: str, by: Actor) -> None:
    """Keep the app's secret once it has shown a right code. A former app (an old telephone) is replaced."""
    step = matching_step(secret, code)
    if step is None:
        raise WrongFactor
    _lock(staff)
    Authenticator.objects.filter(user=staff, type=Authenticator.Type.TOTP).delete()
    factor = TOTP.activate(staff, secret).instance
    factor.data["last_step"] = step
    factor.save(update_fields=["data"])
    _added(staff, "totp", by)


@transaction.atomic
def add_passkey(*, staff: Staff, name: str, credential: dict[str, Any], by: Actor) -> None:
    """Keep a passkey whose answer `passkeys.finish_adding` has proven."""
    _lock(staff)
    WebAuthn.add(staff, name, credential)
    _added(staff, "webauthn", by)


def _added(staff: Staff, kind: str, by: Actor) -> None:
    RecoveryCodes.activate(staff)  # keeps those that there are
    record("people.factor_added", by=by, about=("staff", str(staff.pk)), kind=kind)


@transaction.atomic
def remove_factor(*, staff: Staff, factor_id: int, by: Actor) -> None:
    """Take one away. Outside the demo the last one stays; with the last one the recovery codes go."""
    _lock(staff)
    own = Authenticator.objects.filter(user=staff).exclude(type=CODES)
    factor = own.filter(pk=factor_id).first()
    if factor is None:
        return
    last = own.count() == 1
    if last and not settings.MADOGUCHI_DEMO:
        raise LastFactor
    factor.delete()
    if last:
        Authenticator.objects.filter(user=staff, type=CODES).delete()
    record("people.factor_removed", by=by, about=("staff", str(staff.pk)), kind=factor.type)


@transaction.atomic
def new_codes(*, staff: Staff, by: Actor) -> None:
    """Ten fresh recovery codes; the old ones are worth nothing from now on."""
    _lock(staff)
    Authenticator.objects.filter(user=staff, type=CODES).delete()
    RecoveryCodes.activate(staff)
    record("people.recovery_codes_made", by=by, about=("staff", str(staff.pk)))


@transaction.atomic
def keep_codes(*, staff: Staff, by: Actor) -> None:
    """The person has written them down: they are never shown again."""
    factor = Authenticator.objects.select_for_update().filter(user=staff, type=CODES).first()
    if factor and not factor.data.get("viewed_at"):
        factor.data["viewed_at"] = clock.now().timestamp()
        factor.save(update_fields=["data"])
        record("people.recovery_codes_kept", by=by, about=("staff", str(staff.pk)))


def _lock(staff: Staff) -> None:
    """Two windows of one person wait for each other."""
    Staff.objects.select_for_update().get(pk=staff.pk)

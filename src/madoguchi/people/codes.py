"""Codes that a person types: those of an authenticator app, and recovery codes. Each opens once.

Whether one is right is asked of the machine's own time (not of the trail's clock): the telephone shows that time.
"""

import re
import unicodedata

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.mfa.utils import decrypt
from django.utils.crypto import constant_time_compare

from madoguchi.people.models import Staff
from madoguchi.trail import clock

Type = Authenticator.Type


def digits(typed: str) -> str:
    """What was meant: full-width digits, spaces and hyphens are only ways of typing."""
    return re.sub(r"[\s\-‐−ー]", "", unicodedata.normalize("NFKC", typed))[:16]


def matching_step(secret: str, typed: str, *, after: int = 0) -> int | None:
    """The half-minute whose code this is, among the present one and its neighbours; only those later than `after`."""
    code = digits(typed)
    for step in yield_hotp_counters_from_time():
        if step > after and constant_time_compare(code, format_hotp_value(hotp_value(secret, step))):
            return step
    return None


def use_code(staff: Staff, typed: str) -> tuple[str | None, int]:
    """(factor, recovery codes left) of a right code, which is thereby used up; (None, 0) of a wrong one. Within a transaction."""
    for factor in Authenticator.objects.select_for_update().filter(
        user=staff, type__in=(Type.TOTP, Type.RECOVERY_CODES)
    ):
        if factor.type == Type.TOTP and _use_step(factor, typed):
            return "totp", 0
        if factor.type == Type.RECOVERY_CODES and (codes := RecoveryCodes(factor)).validate_code(digits(typed)):
            return "recovery_codes", len(codes.get_unused_codes())
    return None, 0


def _use_step(factor: Authenticator, typed: str) -> bool:
    step = matching_step(decrypt(factor.data["secret"]), typed, after=factor.data.get("last_step", 0))
    if step is None:
        return False
    factor.data["last_step"] = step
    factor.last_used_at = clock.now()
    factor.save(update_fields=["data", "last_used_at"])
    return True

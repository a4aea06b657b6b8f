"""The ceremonies of passkeys (WebAuthn), as text that goes to the browser's script and comes back from it.

A passkey here is always kept on the device (so that no login is typed) and always asks for finger, face or PIN, so that it is
both factors in one. It works on https and on http://localhost only: browsers see to that.
"""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.core.exceptions import ValidationError

from madoguchi.people.actions import WrongFactor
from madoguchi.people.models import Staff

MAX = 20_000
# Whatever a made-up answer makes the libraries stumble over: it is not an answer of a passkey of ours.
STUMBLES = (ValidationError, InvalidSignature, ValueError, TypeError, KeyError, AttributeError, IndexError)


def begin_adding(staff: Staff) -> str:
    """What the browser needs to make a passkey; the challenge waits in the session."""
    return json.dumps(auth.begin_registration(staff, passwordless=True))


def finish_adding(answer: str) -> dict[str, Any]:
    """The credential to keep. Raises WrongFactor."""
    try:
        credential = _read(answer)
        auth.parse_registration_response(credential)
        if not auth.complete_registration(credential).is_user_verified():
            raise WrongFactor
    except STUMBLES as error:
        raise WrongFactor from error
    return credential


def begin_showing(staff: Staff | None = None) -> str:
    """What the browser needs to show a passkey: one of this person's, or any of this town's."""
    return json.dumps(auth.begin_authentication(staff))


def finish_showing(answer: str, staff: Staff | None = None) -> Authenticator:
    """The passkey that was shown. Raises WrongFactor."""
    try:
        credential = _read(answer)
        auth.parse_authentication_response(credential)
        owner = staff or auth.extract_user_from_response(credential)
        return auth.complete_authentication(owner, credential)
    except STUMBLES as error:
        raise WrongFactor from error
    finally:
        auth.clear_state()  # a challenge is for one answer, a wrong one included


def _read(answer: str) -> dict[str, Any]:
    credential = json.loads(answer[:MAX])
    if not isinstance(credential, dict):
        raise TypeError("not an object")
    return credential

"""What allauth asks of us: how a person comes in, what is missing for it, how a factor's secret is kept, who a subject is."""

import secrets as randomness
from base64 import b32encode, urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from madoguchi.design.frame import frame
from madoguchi.people import actions, oidc, session
from madoguchi.people.address import address_of
from madoguchi.people.models import Staff
from madoguchi.people.refusals import refused


class StaffDoor(DefaultAccountAdapter):
    """Nobody signs up; no message, no mail; the second factor stands between the first one and the session."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["madoguchi.people.stages.SecondStep"]

    def login(self, request: HttpRequest, user: Staff) -> None:
        """All steps are done: the session begins, under a new key."""
        shown = request.session.pop("sign_in", {})
        request.session.pop("sign_in_proof", None)
        session.begin(request, user, factor=shown.get("factor", ""))
        actions.note_sign_in(staff=user, by=session.actor_of_staff(user), address=address_of(request), **shown)

    def post_login(self, request: HttpRequest, user: Staff, *, redirect_url: str | None, **more: Any) -> HttpResponse:
        return redirect(session.safe_next(redirect_url or ""))

    def logout(self, request: HttpRequest) -> None:
        session.end(request)

    def respond_user_inactive(self, request: HttpRequest, user: Staff) -> HttpResponse:
        return refused(request, "unknown")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened themselves."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Staff have no address here."""


class SecondFactors(DefaultMFAAdapter):
    """Secrets of factors are sealed: who reads the database alone cannot make codes."""

    def encrypt(self, text: str) -> str:
        nonce = randomness.token_bytes(12)
        return urlsafe_b64encode(nonce + _key().encrypt(nonce, text.encode(), b"factor")).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one that nobody knows when the key has changed, so that no code fits."""
        try:
            sealed = urlsafe_b64decode(encrypted_text)
            return _key().decrypt(sealed[:12], sealed[12:], b"factor").decode()
        except (InvalidTag, ValueError):
            return b32encode(randomness.token_bytes(20)).decode()

    def get_totp_label(self, user: Staff) -> str:
        return user.login

    def get_totp_issuer(self) -> str:
        return f"{frame().get('name', '')} 窓口".strip()

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()


def _key() -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"madoguchi.people.factor")
    return AESGCM(derived.derive(settings.SECRET_KEY.encode()))


class Identities(DefaultSocialAccountAdapter):
    """The town's own identity provider, from the settings alone."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        return [oidc.app()] if oidc.town() else []

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        try:
            oidc.recognise(request, sociallogin)
        except oidc.Refused as refusal:
            self._refuse(request, refusal.code)

    def on_authentication_error(self, request: HttpRequest, provider: object, **about: Any) -> None:
        self._refuse(request, "cancelled" if about.get("error") == "cancelled" else "failed")

    def _refuse(self, request: HttpRequest, code: str) -> None:
        actions.note_refused(way="oidc", address=address_of(request))
        raise ImmediateHttpResponse(refused(request, code))

"""The town's own identity provider (OpenID Connect): what it must prove, and whom its subject is.

Authorization code flow with PKCE (S256), state and nonce. Only the signed ID token is believed (OpenID Connect Core 1.0, 3.1.3.7).
"""

import hashlib
from typing import Any

from allauth.core.internal.deferred import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from madoguchi.people import actions, session
from madoguchi.people.models import Staff
from madoguchi.trail.actor import SYSTEM

PROVIDER = "town"
SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})

LEEWAY = 60
"""Seconds by which the two machines' clocks may differ."""


class Refused(Exception):
    """`code` names the page: failed (the proof does not hold), unknown (nobody here is this subject)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def issuer_key(issuer: str) -> str:
    """Subjects mean something only beside their issuer: another issuer's subjects are other people."""
    return f"oidc-{hashlib.sha256(issuer.encode()).hexdigest()[:16]}"


def town() -> dict[str, str]:
    """The settings: issuer, client, secret, login_claim. Empty when the town has no provider."""
    return settings.MADOGUCHI_OIDC or {}


def app() -> SocialApp:
    """The settings in allauth's form. Never saved."""
    here = town()
    return SocialApp(
        provider=PROVIDER,
        provider_id=issuer_key(here["issuer"]),
        name=PROVIDER,
        client_id=here["client"],
        secret=here["secret"],
        settings={"server_url": here["issuer"].rstrip("/"), "oauth_pkce_enabled": True},
    )


class TownIdentity(OpenIDConnectOAuth2Adapter):
    """allauth's client, stricter: the issuer is who it says, and the token bears its signature."""

    def __init__(self, request: HttpRequest, provider_id: str = PROVIDER) -> None:
        super().__init__(request, PROVIDER)

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != town()["issuer"]:
            raise OAuth2Error("another issuer")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return request.build_absolute_uri(reverse("people:oidc-callback"))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **more: Any) -> SocialLogin:
        """Who it is by the signed token alone. What else it tells of a person is looked at once and not kept."""
        claims = self._decode_id_token(app, more["response"].get("id_token") or "")
        login = self.get_provider().sociallogin_from_response(request, {"id_token": claims})
        login.account.extra_data, login.claims = {}, claims
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """Signature, issuer, audience and time; allauth would do without the first."""
        try:
            header = jwt.get_unverified_header(id_token)
            claims: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key(header),
                algorithms=[header["alg"]],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                leeway=LEEWAY,
                options={"require": ["iss", "aud", "exp", "iat", "sub", "nonce"]},
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("not a token of ours") from error
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("a token for somebody else")
        return claims

    def _key(self, header: dict[str, Any]) -> "jwt.PyJWK":
        """The provider's key that the token names; a provider with one key need not name it."""
        if header["alg"] not in SIGNED_BY:
            raise OAuth2Error("not a signature of a key pair")
        with get_adapter().get_requests_session() as line:
            answer = line.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        named = [key for key in answer.json()["keys"] if header.get("kid") in (None, key.get("kid"))]
        if len(named) != 1:
            raise OAuth2Error("no key of that name")
        return jwt.PyJWK(named[0], algorithm=header["alg"])


def recognise(request: HttpRequest, login: SocialLogin) -> None:
    """Whose subject it is: linked by an operator, or by the claim that the town named. Raises Refused."""
    claims: dict[str, Any] = login.claims
    if not login.state.get("nonce") or not constant_time_compare(str(claims["nonce"]), login.state["nonce"]):
        raise Refused("failed")
    if not login.is_existing:
        _link_by_claim(login, claims)
    request.session["sign_in"] = {"way": "oidc", "factor": "provider" if "mfa" in _methods(claims) else ""}
    request.session["sign_in_proof"] = session.proof_of(login.user)


def _link_by_claim(login: SocialLogin, claims: dict[str, Any]) -> None:
    named = town()["login_claim"]
    value = claims.get(named) if named else None
    staff = Staff.objects.filter(login=value, active=True).first() if value and isinstance(value, str) else None
    if staff is None:
        raise Refused("unknown")
    try:
        actions.link_identity(staff=staff, issuer_key=login.account.provider, subject=login.account.uid, by=SYSTEM)
    except actions.IdentityTaken:
        raise Refused("unknown") from None
    login.lookup()


def _methods(claims: dict[str, Any]) -> list[str]:
    """How the provider has made sure (`amr`, RFC 8176)."""
    methods = claims.get("amr")
    return methods if isinstance(methods, list) else []

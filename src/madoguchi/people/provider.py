"""The town's identity provider, as allauth looks for it: a module of this name in each installed app."""

from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider

from madoguchi.people.oidc import PROVIDER, TownIdentity


class TownProvider(OpenIDConnectProvider):
    id = PROVIDER
    oauth2_adapter_class = TownIdentity
    pkce_enabled_default = True

    def get_default_scope(self) -> list[str]:
        return ["openid", "profile"]

    def get_callback_url(self) -> str:
        from django.urls import reverse

        return reverse("people:oidc-callback")


provider_classes = [TownProvider]

"""To the town's identity provider and back."""

from typing import cast

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import get_random_string
from django.views.decorators.cache import never_cache

from madoguchi.people import session
from madoguchi.people.actions import Paused, count_try
from madoguchi.people.address import address_of
from madoguchi.people.audience import audience
from madoguchi.people.oidc import PROVIDER, TownIdentity, town
from madoguchi.people.refusals import paused, refused


@audience("public")
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Off to the provider. A link and not a form: the Content-Security-Policy keeps forms on this site."""
    if not town():
        raise Http404
    provider = get_adapter(request).get_provider(request, PROVIDER)
    nonce = get_random_string(32)
    onward = session.safe_next(request.GET.get("next", ""))
    try:
        away = provider.redirect(request, process="login", next_url=onward, auth_params={"nonce": nonce}, nonce=nonce)
    except (OSError, OAuth2Error, KeyError, ValueError):
        return refused(request, "unreachable")
    return cast(HttpResponse, away)


@audience("public")
@never_cache
def callback(request: HttpRequest) -> HttpResponse:
    if not town():
        raise Http404
    try:
        count_try(address=address_of(request))
    except Paused as pause:
        return paused(request, pause.until)
    return cast(HttpResponse, OAuth2CallbackView.adapter_view(TownIdentity(request))(request))

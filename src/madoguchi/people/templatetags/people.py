"""Words for roles, and who is signed in, for the frame of staff pages."""

from allauth.mfa.models import Authenticator
from django import template
from django.utils.translation import gettext, gettext_noop

from madoguchi.people.oidc import town

register = template.Library()

ROLE_WORDS = {
    "clerk": gettext_noop("受付担当"),
    "reviewer": gettext_noop("審査担当"),
    "manager": gettext_noop("管理職"),
    "publisher": gettext_noop("公開担当"),
    "operator": gettext_noop("運用担当"),
    "protector": gettext_noop("支援措置担当"),
    "teacher": gettext_noop("担任・教員"),
    "nurse": gettext_noop("養護教諭"),
    "school-office": gettext_noop("学校事務"),
}


@register.filter
def role_word(role: str) -> str:
    """The Japanese word for a role, in the page's language."""
    return gettext(ROLE_WORDS[role])


@register.filter
def factor_word(factor: Authenticator) -> str:
    """A second factor for its owner: the app, or the passkey by the name it was given."""
    if factor.type == Authenticator.Type.TOTP:
        return gettext("認証アプリ")
    name = factor.wrap().name
    return gettext("パスキー") if name == "passkey" else gettext("パスキー「%(name)s」") % {"name": name}


@register.filter
def grouped(code: str) -> str:
    """Eight digits in two groups, easier to copy."""
    return f"{code[:4]} {code[4:]}"


@register.simple_tag
def town_identity() -> bool:
    """Whether the town has its own identity provider."""
    return bool(town())

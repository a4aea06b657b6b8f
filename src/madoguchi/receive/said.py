"""The language of the page, as declared texts name it; and the words of who stood at the counter."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from madoguchi.declare.base import LANGUAGES, Language, Text


def language() -> Language:
    now = get_language() or "ja"
    return next((known for known in LANGUAGES if known == now), "ja")


def plain(text: Text) -> str:
    """The words without the language they are in, where no markup can say it."""
    return text.within(language())[0]


def presence_word(presence: str) -> str:
    """For whom staff wrote it; "" where the applicant did."""
    return {
        "self": _("本人が来ました"),
        "proxy": _("代理の人が来ました"),
        "paper": _("記入された紙から写しました"),
    }.get(presence, "")

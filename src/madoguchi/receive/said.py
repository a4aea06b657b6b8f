"""The language of the page, as declared texts name it."""

from django.utils.translation import get_language

from madoguchi.declare.base import LANGUAGES, Language, Text


def language() -> Language:
    now = get_language() or "ja"
    return next((known for known in LANGUAGES if known == now), "ja")


def plain(text: Text) -> str:
    """The words without the language they are in, where no markup can say it."""
    return text.within(language())[0]

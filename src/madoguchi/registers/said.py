"""The language of the page, as declared texts name it."""

from django.utils.translation import get_language

from madoguchi.declare.base import LANGUAGES, Language


def language() -> Language:
    now = get_language() or "ja"
    return next((known for known in LANGUAGES if known == now), "ja")

"""Words of rules, weights and places, for the pages of keepers."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext

from madoguchi.japan.codes import find_my_number
from madoguchi.publish import words

register = template.Library()
_LOOKS = {"error": ("bad", "warning"), "warning": ("care", "warning"), "note": ("still", "info")}


@register.filter
def weight_word(weight: str) -> str:
    return words.weight_words(weight)


@register.filter
def weight_look(weight: str) -> str:
    """The colour of a badge."""
    return _LOOKS[weight][0]


@register.filter
def weight_icon(weight: str) -> str:
    return _LOOKS[weight][1]


@register.filter
def listed(words: str) -> list[str]:
    """One line or none, for `wrong`."""
    return [words] if words else []


@register.filter
def frequency_word(frequency: str) -> str:
    return str(words.FREQUENCIES[frequency])


@register.filter
def state_word(state: str) -> str:
    """Of a release."""
    return str(words.STATES[state])


@register.filter
def worded(code: str, said: Mapping[str, str]) -> str:
    """A code in the page's words."""
    return str(said[code])


@register.filter
def shortened(text: str) -> str:
    """A cell as it fits into a list; what is longer is cut and says so. Twelve digits that may be a My Number are not
    shown again."""
    if len(text) >= 12 and find_my_number(text):
        return gettext("(12けたの数字)")
    return text if len(text) <= 60 else f"{text[:58]}…"


@register.filter
def rate(value: float | None) -> str:
    """Findings in a thousand cells; "–" where nothing was brought."""
    return "–" if value is None else f"{value:.1f}"


@register.filter
def told(trouble: Mapping[str, str]) -> str:
    """What is wrong with a file, in the page's language."""
    return words.spoken(trouble)


@register.filter
def mend(trouble: Mapping[str, str]) -> str:
    """How to mend it."""
    return words.spoken(trouble, "mend")


@register.filter
def months(quarter: tuple[int, int]) -> str:
    """The months of a calendar quarter, short enough to stand under a bar: 10-12."""
    return f"{quarter[1] * 3 - 2}-{quarter[1] * 3}"


@register.filter
def quarter_words(quarter: tuple[int, int]) -> str:
    """2026年10-12月."""
    return gettext("%(year)s年%(months)s月") % {"year": quarter[0], "months": months(quarter)}


@register.filter
def unlocalised(value: float) -> str:
    """A number for a drawing, with a point in every language."""
    return f"{value:g}"

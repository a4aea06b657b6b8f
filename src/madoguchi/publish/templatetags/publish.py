"""Words of rules, weights and places, for the pages of keepers."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from madoguchi.declare.base import Text
from madoguchi.declare.dataset import Fetch
from madoguchi.design import dates
from madoguchi.design.templatetags.design import plain, said
from madoguchi.japan.codes import find_my_number
from madoguchi.opendata.standards.loading import standards
from madoguchi.publish import words
from madoguchi.publish.models import Dataset
from madoguchi.publish.queries.declared import declaration_of
from madoguchi.publish.queries.items import coarse
from madoguchi.publish.release.counting import is_measure
from madoguchi.publish.release.shape import Column
from madoguchi.trail import clock

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


@register.simple_tag
def titled(dataset: Dataset) -> SafeString:
    """What a dataset is called in the page's language; where nobody said it in that one, in Japanese, and saying so."""
    return said(_title(dataset))


@register.filter
def title_words(dataset: Dataset) -> str:
    """The same without markup, for a title."""
    return plain(_title(dataset))


def _title(dataset: Dataset) -> Text:
    declared = declaration_of(dataset)
    return declared.title if declared else Text(ja=dataset.title or dataset.slug, en=dataset.title_en or None)


@register.filter
def frequency_word(frequency: str) -> str:
    return str(words.FREQUENCIES[frequency])


@register.filter
def fetch_trouble(code: str) -> str:
    """Why what lies in the folder of sources does not go out."""
    return str(words.FETCH_TROUBLES.get(code, code))


@register.filter
def to_the_minute(value: datetime) -> str:
    """7時41分; with the day where it is not today."""
    told = dates.clock_time(value)
    return told if value.astimezone(clock.TOKYO).date() == clock.today() else f"{dates.day(value)} {told}"


@register.filter
def interval(length: timedelta) -> str:
    """How often: 15分ごと."""
    return words.interval(length)


@register.filter
def looked_every(fetch: Fetch) -> str:
    """The same, of a source as it is declared."""
    return words.interval(timedelta(minutes=fetch.every))


@register.filter
def wanted_word(state: str) -> str:
    """Of a request for data."""
    return str(words.WANTED_STATES[state])


@register.filter
def form_word(form: str) -> str:
    """In which a dataset was taken."""
    return str(words.USE_FORMS.get(form, form))


@register.filter
def criterion_word(name: str) -> str:
    """Of the order in which data are published."""
    return str(words.CRITERIA[name])


@register.filter
def candidate_word(kind: str) -> str:
    return str(words.CANDIDATES[kind])


@register.filter
def citing_word(kind: str) -> str:
    """What cites a dataset."""
    return str(words.CITING[kind])


@register.filter
def photo_word(state: str) -> str:
    return str(words.PHOTO_STATES[state])


@register.simple_tag
def photo_checks() -> list[tuple[str, str]]:
    """What is looked at before a picture may be published."""
    return [(name, str(told)) for name, told in words.PHOTO_CHECKS.items()]


@register.filter
def sent_word(outcome: str) -> str:
    """Why what was sent did not become a photograph."""
    return str(words.SENT[outcome])


@register.filter
def photo_trouble(name: str) -> str:
    return str(words.PHOTO_TROUBLES.get(name, words.PHOTO_UNCHECKED))


@register.filter
def item_trouble(name: str) -> str:
    return str(words.ITEM_TROUBLES[name])


@register.filter
def mark_word(kind: str) -> str:
    """What a piece of text may tell of a person."""
    return str(words.MARKS[kind])


@register.filter
def coarse_count(number: int) -> int:
    """How many were held back, for everybody: 0, 1 for fewer than ten, else whole tens."""
    return coarse(number)


@register.filter
def place_word(place: str) -> str:
    return str(words.PLACES[place])


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
    return words.trouble_words(trouble)[0]


@register.filter
def mend(trouble: Mapping[str, str]) -> str:
    """How to mend it."""
    return words.trouble_words(trouble)[1]


@register.filter
def months(quarter: tuple[int, int]) -> str:
    """The months of a calendar quarter, short enough to stand under a bar: 10-12."""
    return f"{quarter[1] * 3 - 2}-{quarter[1] * 3}"


@register.filter
def quarter_words(quarter: tuple[int, int]) -> str:
    """2026年10-12月."""
    return gettext("%(year)s年%(months)s月") % {"year": quarter[0], "months": months(quarter)}


@register.filter
def at(many: Sequence[Any], place: int) -> Any:
    return many[place]


@register.filter
def cell(value: object) -> str:
    """A cell of a release as it stands in the file."""
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)


@register.filter
def digits(number: float) -> str:
    """12,345."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


@register.filter
def percent(share: float) -> str:
    """100 only where it is all of it."""
    return "100" if share >= 100 else f"{min(share, 99.9):.1f}"


@register.filter
def rounded(number: float) -> str:
    """With two places behind the point, or two digits of what is smaller."""
    return f"{number:.2g}" if abs(number) < 0.1 else f"{number:,.2f}".rstrip("0").rstrip(".")


@register.filter
def of(part: int, whole: int) -> int:
    """In hundredths; 100 only where it is all of it."""
    return 100 if part >= whole else 100 * part // whole


@register.filter
def adds_up(column: Column) -> bool:
    """Whether a mean of it tells anything: no code, no coordinate."""
    return column.mean is not None and is_measure(column)


@register.filter
def kind_word(kind: str) -> str:
    """Of a column."""
    return str(words.COLUMN_KINDS[kind])


@register.filter
def standard_name(key: str) -> str:
    """What a standard is called; its key where it is not known any more."""
    known = standards().get(key)
    return f"{known.name} {key.partition('/')[0]}" if known else key


@register.filter
def without_columns(query: str) -> str:
    return urlencode([(name, value) for name, value in parse_qsl(query) if name != "columns"])


@register.simple_tag
def querystring_of(column: str, value: str) -> str:
    """What asks for the rows with this value."""
    return urlencode({"column": column, "value": value})


@register.filter
def unlocalised(value: float) -> str:
    """A number for a drawing, with a point in every language."""
    return f"{value:g}"

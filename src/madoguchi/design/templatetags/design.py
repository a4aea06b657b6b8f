"""Tags for every page: fields, icons, dates as people say them, links that keep the query. Load with `{% load design %}`."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, cast

from django.conf import settings
from django.template import Context, Library
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language as current_language
from django.utils.translation import gettext, ngettext

from madoguchi.declare.base import Declared, Language, Text
from madoguchi.design import dates, icons, texts
from madoguchi.design.fields import FieldView

register = Library()


@register.simple_tag(takes_context=True)
def field(context: Context, view: FieldView) -> SafeString:
    """One field of a form: label, help, input and what is wrong."""
    template = context.template.engine.get_template(f"design/fields/{view.type}.html")  # type: ignore[union-attr]
    return template.render(context.new({"view": view, "csrf_token": context.get("csrf_token")}))


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon by its name; always beside a word."""
    return icons.svg(name, size)


@register.simple_tag
def mark(ground: str = "public") -> SafeString:
    """The ward's mark on its own ground: green for residents, dark blue for staff."""
    return icons.mark(ground)


@register.simple_tag
def words(text: str, lang: str = "") -> SafeString:
    """Words with their own `lang`, where they fell back to another language than the page's."""
    return format_html('<span lang="{}">{}</span>', lang, text) if lang else escape(text)


@register.simple_tag
def said(text: Text | None) -> SafeString:
    """Declared words in the page's language; where they fell back to Japanese, they say so by their `lang`."""
    if text is None:
        return mark_safe("")
    language = cast(Language, current_language() or "ja")
    spoken, really = text.within(language)
    return words(spoken, "ja" if language == "en" and really != "en" else "")


@register.filter
def plain(text: Text) -> str:
    """Declared words without markup, for an attribute or a title."""
    return text.within(cast(Language, current_language() or "ja"))[0]


@register.filter
def names_a_number(words: str) -> bool:
    """A deadline in days or on a date wants care; 「いつでも」 does not."""
    return any(sign.isdigit() for sign in words)


@register.filter
def lacks_language(declared: Declared) -> bool:
    """Is any word in a declared thing missing in the page's language?"""
    return texts.lacks(declared, cast(Language, current_language() or "ja"))


@register.simple_tag
def label(view: FieldView) -> SafeString:
    """The words of a label and, inside it, ※必須 or ※任意."""
    return words(view.label, view.label_lang) + must(view.required)


@register.simple_tag
def must(required: bool) -> SafeString:
    """※必須 or ※任意, to stand inside a label."""
    css, word = ("must", gettext("※必須")) if required else ("may", gettext("※任意"))
    return format_html('<span class="{}">{}</span>', css, word)


@register.simple_tag
def help_text(view: FieldView) -> SafeString:
    if not view.help:
        return mark_safe("")
    lang = format_html(' lang="{}"', view.help_lang) if view.help_lang else ""
    return format_html('<span class="help" id="{}"{}>{}</span>', view.help_id, lang, view.help)


@register.simple_tag
def wrong(problems: Iterable[str], ident: str) -> SafeString:
    """What is wrong with one input, after it. Each line starts with ＊."""
    lines = format_html_join(mark_safe("<br>"), "＊{}", ((p,) for p in problems))
    return format_html('<span class="wrong" id="{}">{}</span>', ident, lines) if lines else lines


@register.simple_tag(takes_context=True)
def lang_switch(context: Context, form: str = "") -> SafeString:
    """The three languages. On a form page name the form: the switch then sends it, so that nothing typed is lost.

    Where the form goes to another address than the page's own, the context says so as `action`.
    """
    template = context.template.engine.get_template("design/components/lang_switch.html")  # type: ignore[union-attr]
    now = current_language() or settings.LANGUAGE_CODE
    choices = [(code, name, "en" if code == "en" else "ja", code == now) for code, name in settings.LANGUAGES]
    query = context["request"].GET.copy() if "request" in context else None
    rest = _without(query, "lang")
    action = context.get("action", "") if form else ""
    return template.render(context.new({"choices": choices, "form": form, "rest": rest, "action": action}))


def _without(query: Any, key: str) -> str:
    """The query string without one key, ready to be followed by another pair."""
    if not query:
        return ""
    query.pop(key, None)
    return f"{query.urlencode()}&" if query else ""


@register.simple_tag
def html_lang() -> str:
    """The `lang` of the page: やさしい日本語 is Japanese."""
    return "en" if current_language() == "en" else "ja"


@register.simple_tag
def badge(word: str, kind: str = "", icon_name: str = "") -> SafeString:
    """A word in a frame. kind: good, bad, care, info, machine (dashed), still, solid."""
    css = f"badge badge--{kind}" if kind else "badge"
    return format_html('<span class="{}">{}{}</span>', css, icons.svg(icon_name) if icon_name else "", word)


@register.filter
def count_words(number: int) -> str:
    """「2つの項目を直してください」: the heading of an error summary."""
    return ngettext("%(n)sつの項目を直してください", "%(n)sつの項目を直してください", number) % {"n": number}


@register.filter
def problem_count(views: Iterable[FieldView]) -> int:
    """How many fields have something to mend."""
    return sum(view.is_wrong for view in views)


@register.filter
def steps(total: int) -> range:
    """1 … total, to draw one bar per page."""
    return range(1, total + 1)


@register.filter
def wareki(value: date | str | None) -> str:
    """昭和63年(1988年)2月29日; of a day, or of one as the vault keeps it (1988-02-29)."""
    day = date.fromisoformat(value) if isinstance(value, str) and value else value
    return dates.era_and_year(day) if isinstance(day, date) else ""


@register.filter
def date_ja(value: date | datetime | None) -> str:
    """11月24日(火); with the year where it is not this year's."""
    return dates.day(value) if value else ""


@register.filter
def time_ja(value: datetime | None) -> str:
    """7時41分."""
    return dates.clock_time(value) if value else ""


@register.filter
def hour_ja(value: time | None) -> str:
    """8時20分, of a time of day."""
    return dates.hour(value) if value else ""


@register.filter
def moment_ja(value: datetime | None) -> str:
    """11月24日(火) 7時41分."""
    return f"{dates.day(value)} {dates.clock_time(value)}" if value else ""


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:
    """What stands under a key that no template can spell: name.family."""
    return values.get(key, "")


@register.filter
def size_words(octets: int) -> str:
    """412 kB, 1.2 MB."""
    return f"{octets / 1_000_000:.1f} MB" if octets >= 1_000_000 else f"{max(1, round(octets / 1000))} kB"

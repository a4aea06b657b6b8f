"""A day that somebody typed: any spelling that people use."""

from datetime import date

from django.utils.translation import gettext as _

from madoguchi.japan.eras import DateError, parse_date


def typed_day(text: str, field: str = "until") -> tuple[date | None, dict[str, str]]:
    """The day, or what is wrong with it."""
    if not text.strip():
        return None, {field: _("日付を書いてください。例:令和8年12月7日、2026-12-07")}
    try:
        return parse_date(text), {}
    except DateError as error:
        return None, {field: error.ja}

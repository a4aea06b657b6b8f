"""The marks of the three statuses: a shape for each, and always with words. Load with `{% load learn %}`."""

from datetime import date, datetime
from functools import lru_cache

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from madoguchi.design.dates import full_day
from madoguchi.learn.queries.activity import Filled, Told
from madoguchi.learn.queries.progress import Standing

register = Library()

FULL, HALF, EMPTY, STRUCK, DOT = "full", "half", "empty", "struck", "dot"
SHAPES: dict[str, dict[str, str]] = {
    "says": {
        "done": FULL, "considered": FULL, "doing": HALF, "considering": EMPTY, "declined": DOT, "silent": STRUCK,
    },
    "proof": {"numbers": FULL, "partly": HALF, "none": STRUCK},
    "schedule": {"on-time": FULL, "late": DOT, "no-day": EMPTY},
}  # fmt: skip
COLOURS = {"says": ("f-action", "k-action"), "proof": ("f-good", "k-good"), "schedule": ("f-gray-6", "k-gray")}
ORDER = {
    "says": ("f-action", "f-blue-4", "f-blue-2", "f-good", "f-gray", "f-paper"),
    "proof": ("f-good", "f-green-2", "f-paper"), "schedule": ("f-gray-6", "f-care", "f-paper"),
}  # fmt: skip


@register.simple_tag
@lru_cache(maxsize=64)
def pill(key: str, status: str) -> SafeString:
    """One status as a shape, for a place where its word stands beside it."""
    return format_html('<svg class="pill" viewBox="0 0 28 11" aria-hidden="true">{}</svg>', _shape(key, status, 0.75))


@register.simple_tag
@lru_cache(maxsize=256)
def marks(says: str, proof: str, schedule: str) -> SafeString:
    """The three statuses of one ask, above each other."""
    shapes = [_shape("says", says, 0.75), _shape("proof", proof, 13.75), _shape("schedule", schedule, 26.75)]
    return format_html('<svg viewBox="0 0 28 38" aria-hidden="true">{}{}{}</svg>', *shapes)


@register.filter
def line_of(told: Told, name: str) -> list[str]:
    """What one row says in a field, as lines."""
    return told.of(name)


@register.simple_tag
def standing_of(filled: Filled, told: Told) -> Standing | None:
    """Where an adopted wording stands; None for any other row."""
    return filled.standing.get(told.row.pk)


@register.simple_tag
def linked(filled: Filled, name: str, line: str) -> SafeString | str:
    """What a field says, as a link where it is the heading of a row that everybody may read."""
    place = filled.links.get(name, {}).get(line)
    return format_html('<a href="{}">{}</a>', place, line) if place else line


@register.filter
def grouped(n: int) -> str:
    """A count as the indicators say theirs: 1,519."""
    return f"{n:,}"


@register.filter
def dated(value: date | datetime | None) -> str:
    """A day with its year: what is followed up here takes years."""
    return full_day(value) if value else ""


@register.filter
def colour(order: int, key: str) -> str:
    """The fill of a piece of the bar of a status."""
    return ORDER[key][order]


def _shape(key: str, status: str, y: float) -> SafeString:
    shape = SHAPES[key][status]
    fill, stroke = ("f-care", "k-care") if (key, status) == ("schedule", "late") else COLOURS[key]
    frame = format_html(
        '<rect x="1.5" y="{}" width="25" height="9.5" rx="2" class="{} {}" stroke-width="1.5"/>',
        y, fill if shape in (FULL, DOT) else "f-paper", stroke,
    )  # fmt: skip
    more = {
        HALF: format_html('<rect x="1.5" y="{}" width="13" height="9.5" rx="2" class="{}"/>', y, fill),
        STRUCK: format_html('<path d="M4 {}L24 {}" class="{}" stroke-width="1.5"/>', y + 8.5, y + 1, stroke),
        DOT: format_html('<circle cx="14" cy="{}" r="2.6" class="f-paper"/>', y + 4.75),
    }.get(shape, mark_safe(""))
    return format_html("{}{}", frame, more)

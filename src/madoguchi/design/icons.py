"""The icon set: line drawings on a 24 × 24 grid, named for what they mean here. An icon never stands without a word."""

from django.utils.safestring import SafeString, mark_safe

SHAPES: dict[str, str] = {
    # saying
    "check": '<path d="M4 12.5l5.5 5.5L20 7"/>',
    "warning": '<path d="M12 4l9 16H3z"/><path d="M12 10v4.5M12 17.2v.3"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.3"/>',
    "question": '<circle cx="12" cy="12" r="9"/><path d="M9.5 9.5a2.5 2.5 0 1 1 3.6 2.3c-.7.4-1.1.9-1.1 1.7v.3M12 16.8v.3"/>',
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>',
    "pause": '<circle cx="12" cy="12" r="9"/><path d="M10 9v6M14 9v6"/>',
    "lock": '<rect x="5" y="11" width="14" height="10" rx="2"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "shield": '<path d="M12 3l8 3v6c0 5-3.5 8-8 9.5C7.5 20 4 17 4 12V6z"/><path d="M9 12l2.2 2.2L15.5 10"/>',
    "machine": '<rect x="3" y="9" width="6" height="6" rx="1.5"/>'
    '<path d="M9 12h4.5M16 6h-1a1.5 1.5 0 0 0-1.5 1.5v9A1.5 1.5 0 0 0 15 18h1"/>'
    '<rect x="16" y="3" width="5.5" height="5.5" rx="1.5"/><rect x="16" y="15.5" width="5.5" height="5.5" rx="1.5"/>',
    "eye": '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="3"/>',
    # doing
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4V9h16v8h-3"/><path d="M7 14h10v6H7z"/>',
    "download": '<path d="M12 4v11M7.5 11L12 15.5 16.5 11M4 20h16"/>',
    "upload": '<path d="M12 16V5M7.5 9L12 4.5 16.5 9M4 20h16"/>',
    "leave": '<path d="M14 4H6v16h8M11 12h10M17.5 8.5L21 12l-3.5 3.5"/>',
    "telephone": '<path d="M5 4h4l1.5 4.5-2.5 2a12 12 0 0 0 5.5 5.5l2-2.5L20 15v4a1.5 1.5 0 0 1-1.6 1.5'
    'A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4z"/>',
    "counter": '<path d="M3 14h18v3H3zM5 17v4M19 17v4"/><circle cx="12" cy="6" r="2.5"/>'
    '<path d="M7.5 14c0-3 2-4.5 4.5-4.5s4.5 1.5 4.5 4.5"/>',
    "language": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M3 12h18M12 3c3 3 3.5 6 3.5 9s-.5 6-3.5 9c-3-3-3.5-6-3.5-9S9 6 12 3z"/>',
    "bed": '<path d="M3 18v-8M3 14h18v4M21 14v-1a3 3 0 0 0-3-3h-7v4"/><circle cx="7" cy="11" r="1.8"/>',
    # things
    "paper": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>',
    "card": '<rect x="3" y="5" width="18" height="14" rx="2"/><path d="M3 10h18M7 15h4"/>',
    "bank": '<path d="M3 10l9-6 9 6z"/><path d="M5 10v8M10 10v8M14 10v8M19 10v8M3 20h18"/>',
    "table": '<rect x="3" y="5" width="18" height="14" rx="1.5"/><path d="M3 10h18M3 14.5h18M10 5v14"/>',
    "tray": '<path d="M4 13l2.5-8h11L20 13v6H4z"/><path d="M4 13h5l1.5 2.5h3L15 13h5"/>',
    "scales": '<path d="M12 4v16M7 20h10M5 7h14M5 7l-2.5 6h5zM19 7l-2.5 6h5z"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 21c0-4.5 3.2-7 7.5-7s7.5 2.5 7.5 7"/>',
    "leaf": '<path d="M5 19C4 10 9 4.5 20 4c.5 11-5 16-13 15"/><path d="M5 20c1.5-5 5-8.5 9.5-10.5"/>',
    # scenes of life
    "birth": '<circle cx="12" cy="7" r="4"/><path d="M5 21c0-4.5 3-7 7-7s7 2.5 7 7"/><path d="M10.2 7.8c1 1.1 2.6 1.1 3.6 0"/>',
    "school": '<path d="M3 20h18M5 20V9l7-5 7 5v11"/><path d="M10 20v-5h4v5M12 8.5v2.5"/>',
    "moving": '<path d="M3 11l9-7 9 7"/><path d="M5.5 9.5V20h13V9.5"/><path d="M9 15h6m-2.5-2.5L15 15l-2.5 2.5"/>',
    "marriage": '<circle cx="9" cy="14" r="5.5"/><circle cx="15" cy="14" r="5.5"/><path d="M10.5 4h3l1 2-2.5 2.5L9.5 6z"/>',
    "care": '<circle cx="10" cy="5" r="2.5"/><path d="M10 8v6h5l3 6"/><path d="M8 11.5a5.5 5.5 0 1 0 6 8"/>',
    "work": '<rect x="3" y="8" width="18" height="12" rx="1.5"/>'
    '<path d="M9 8V5.5A1.5 1.5 0 0 1 10.5 4h3A1.5 1.5 0 0 1 15 5.5V8M3 13h18"/>',
    "disaster": '<path d="M7 15a4 4 0 1 1 .8-7.9A5.5 5.5 0 0 1 18 9a3 3 0 0 1 0 6"/><path d="M12 12l-2 4h4l-2 4"/>',
    "death": '<circle cx="12" cy="9" r="2"/><path d="M12 7a3 3 0 1 1 2 2 3 3 0 1 1-2 2 3 3 0 1 1-2-2 3 3 0 1 1 2-2z'
    'M12 13v8M12 18c2 0 4-1 4-3"/>',
    "voice": '<path d="M4 5h16v11H11l-4.5 4v-4H4z"/><path d="M8 9h8M8 12.5h5"/>',
}  # fmt: skip

UNKNOWN = SHAPES["leaf"]
"""A town may name an icon that this release does not have: the ward's leaf stands in."""


def svg(name: str, size: str = "") -> SafeString:
    """The drawing as inline SVG, hidden from screen readers. size: "" (1.5 em), "s" (in a line of text) or "l"."""
    css = f"icon icon--{size}" if size else "icon"
    shape = SHAPES.get(name, UNKNOWN)
    return mark_safe(f'<svg class="{css}" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">{shape}</svg>')  # noqa: S308 (constants)


GROUNDS = {"public": "#115a36", "staff": "#000060"}
MARK = (
    '<svg class="mark" width="40" height="40" viewBox="0 0 40 40" aria-hidden="true"><rect width="40" height="40" rx="9" fill="{ground}"/>'
    '<path d="M9 31V18a11 11 0 0 1 22 0v13z" fill="#fff"/><path d="M12.5 27.5V18a7.5 7.5 0 0 1 15 0v9.5z" fill="#c2e5d1"/>'
    '<path d="M20 27.5c0-7 2.5-10.5 7.3-11.5.5 6-2 9.5-7.3 11.5zM20 27.5c0-4.5-1.8-7-5.6-8-.4 4.5 1.6 7 5.6 8z"'
    ' fill="#197a4b"/><rect x="7" y="30" width="26" height="3" rx="1.5" fill="#fff"/></svg>'
)


def mark(ground: str) -> SafeString:
    """The mark of the counter: a window with a leaf."""
    return mark_safe(MARK.format(ground=GROUNDS[ground]))  # noqa: S308 (constants)

"""A page that is the same for everybody but for a few places: rendered once per process, then only filled in.

The first page of a form and the last look are asked for by everybody who applies; their words change only with the
version and the language. What differs (token, secret, answers) stands at marked places.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

_MARK = re.compile(r"MDG7q([a-z]+)q7GDM")
_MOST = 512


def place(name: str) -> SafeString:
    """What stands in the context instead of the thing that differs. Survives escaping, so it may stand anywhere."""
    return mark_safe(f"MDG7q{name}q7GDM")  # noqa: S308  # letters and digits


class Stencil:
    """The pieces of a page and the names of the places between them."""

    def __init__(self, html: str) -> None:
        self.pieces = _MARK.split(html)

    def filled(self, values: Mapping[str, str]) -> str:
        """The page; each value is escaped unless it is marked as HTML."""
        escaped = {name: conditional_escape(value) for name, value in values.items()}
        return "".join(escaped[piece] if odd % 2 else piece for odd, piece in enumerate(self.pieces))


_cut: dict[Hashable, Stencil] = {}


def stencil(key: Hashable, template: str, context: Callable[[], Mapping[str, Any]], request: HttpRequest) -> Stencil:
    """The stencil of that key; `context` is asked only the first time and holds `place(…)` where values will stand.

    The key must name everything that changes the words: template, version, language, ground.
    """
    whole = (template, key)
    if whole not in _cut:
        if len(_cut) >= _MOST:
            _cut.clear()
        _cut[whole] = Stencil(render_to_string(template, dict(context()), request))
    return _cut[whole]

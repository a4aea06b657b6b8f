"""Which page templates the browser has shown, and which of them axe has looked at, in which language and width.

Where several processes share the browser tests, LOOKS names the file to which each of them adds what it has looked at.
"""

import json
import os
from collections import defaultdict
from pathlib import Path
from weakref import WeakKeyDictionary

from playwright.sync_api import Page, Response

from tests.browser.watched import HEADER

SOURCE = Path(__file__).parent.parent.parent / "src" / "madoguchi"
FRAMES = {"design/base.html", "design/staff.html", "people/door.html", "decide/boards/frame.html"}
"""What pages extend; none of them is a page."""

SHOWN: "WeakKeyDictionary[Page, tuple[str, list[str]]]" = WeakKeyDictionary()
LOOKED_AT: dict[str, set[tuple[str, int]]] = defaultdict(set)
LOOKS = os.environ.get("LOOKS")
LANGUAGE = "() => document.querySelector('.lang [aria-current]')?.textContent || document.documentElement.lang"


def page_templates() -> set[str]:
    """Every template that extends a frame."""
    found = {path: path.read_text(encoding="utf-8") for path in SOURCE.glob("*/templates/**/*.html")}
    names = {str(path).split("/templates/", 1)[1]: text for path, text in found.items()}
    return {name for name, text in names.items() if "{% extends" in text} - FRAMES


def watch_page(page: Page) -> None:
    """Note what each document was made of."""

    def note(response: Response) -> None:
        if response.request.is_navigation_request() and response.request.frame == page.main_frame:
            SHOWN[page] = (response.url, response.headers.get(HEADER.lower(), "").split(","))

    page.on("response", note)


def note_look(page: Page) -> None:
    """Axe found nothing on this page: remember of what it was made."""
    url, names = SHOWN.get(page, ("", []))
    if page.url.split("#")[0] == url:
        width = (page.viewport_size or {"width": 0})["width"]
        language = page.evaluate(LANGUAGE)
        for name in names:
            _remember(name, language, width)


def _remember(name: str, language: str, width: int) -> None:
    if LOOKS and (language, width) not in LOOKED_AT[name]:
        with open(LOOKS, "a", encoding="utf-8") as book:
            book.write(json.dumps([name, language, width]) + "\n")
    LOOKED_AT[name].add((language, width))


def looked_at() -> dict[str, set[tuple[str, int]]]:
    """Template to languages and widths, of this process and of all that wrote into LOOKS."""
    if LOOKS and Path(LOOKS).exists():
        for line in Path(LOOKS).read_text(encoding="utf-8").splitlines():
            name, language, width = json.loads(line)
            LOOKED_AT[name].add((language, width))
    return LOOKED_AT

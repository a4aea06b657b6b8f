"""What every page must satisfy, as functions over a page: axe, no tofu, no sideways scrolling, a visible focus."""

import os
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.seen import note_look

LANGUAGES = ("ja", "ja-easy", "en")
WIDTHS = (1280, 390)
QUICK = ("en", 390)
"""The one look of a quick run: the longest words on the narrowest screen. The journeys go in Japanese, on a wide one."""
FULL = os.environ.get("FULL") == "1"


def _also(quick: bool) -> "tuple[pytest.MarkDecorator, ...]":
    return () if quick else (pytest.mark.full,)


VISITS = [
    pytest.param(language, width, id=f"{language}-{width}", marks=_also((language, width) == QUICK))
    for language in LANGUAGES
    for width in WIDTHS
]
"""Every language at every width; a quick run takes one of the six."""
EACH_LANGUAGE = [pytest.param(language, marks=_also(language == QUICK[0])) for language in LANGUAGES]
EACH_WIDTH = [pytest.param(width, marks=_also(width == QUICK[1])) for width in WIDTHS]

Open = Callable[..., Page]
"""The fixture `open_page`."""

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

TOFU = """() => {
  const canvas = document.createElement('canvas'); canvas.width = canvas.height = 20;
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  pen.font = '16px ' + getComputedStyle(document.body).fontFamily;
  const draw = sign => { pen.clearRect(0, 0, 20, 20); pen.fillText(sign, 2, 16);
    return pen.getImageData(0, 0, 20, 20).data.join(); };
  const missing = new Set([draw('\\u{10FFFE}'), draw('\\u0378')]);
  const signs = new Set(document.body.innerText);
  return [...signs].filter(sign => sign.trim() && missing.has(draw(sign)));
}"""

SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
WIDEST = """sheets => sheets.map(text => {
  const sheet = new CSSStyleSheet(); sheet.replaceSync(text); document.adoptedStyleSheets = [sheet];
  const scrolled = [...document.querySelectorAll('nav, ul, ol, table, form')].map(box => {
    const inside = box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== 'visible';
    return inside ? box.getBoundingClientRect().left + box.scrollWidth : 0; });
  const widest = Math.max(document.documentElement.scrollWidth, ...scrolled);
  document.adoptedStyleSheets = []; return Math.round(widest); })"""
"""How wide the page is with each of these sheets laid over it; a list that scrolls by itself counts as wide as its inside."""

FOCUS = """() => { const box = document.activeElement, seen = box.closest('.choice') || box;
  const look = getComputedStyle(seen); return look.outlineStyle; }"""


def axe(page: Page) -> None:
    """axe finds nothing, neither against WCAG 2.2 AA nor against its best practices."""
    page.wait_for_load_state()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]})
    violations = found.response["violations"]
    assert not violations, "\n".join(
        f"{one['id']}: {one['help']}\n" + "\n".join(f"   {node['html'][:200]}" for node in one["nodes"])
        for one in violations
    )
    note_look(page)


def no_tofu(page: Page) -> None:
    """Every sign of the page has a shape in the fonts at hand."""
    assert page.evaluate(TOFU) == []


def no_sideways_scrolling(page: Page, width: int = 320) -> None:
    """At 320 px (1280 px at 400 %) nothing has to be scrolled sideways (WCAG 1.4.10), not with wide spacing either (1.4.12)."""
    size = page.viewport_size or {"width": 1280, "height": 900}
    page.set_viewport_size({"width": width, "height": 640})
    inside = page.evaluate(WIDEST, ["", SPACED])
    page.set_viewport_size(size)
    assert max(inside) <= width, f"{inside} px wide at {width} px"


def one_title_and_orderly_headings(page: Page) -> None:
    """One h1, before all others but the summary of what to mend, and no level is skipped."""
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4')].filter(h => !h.closest('.errors')).map(h => +h.tagName[1])"
    )
    assert levels.count(1) == 1 and levels[0] == 1, levels
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels


def focus_is_seen(page: Page) -> None:
    """Within two seconds: a busy machine draws the outline later than it takes the key."""
    for _ in range(40):
        if page.evaluate(FOCUS) == "solid":
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.evaluate("document.activeElement.outerHTML.slice(0, 200)"))


def tab_to(page: Page, selector: str, *, most: int = 80) -> None:
    """Walk with the Tab key alone; on the way every stop shows where one is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focus_is_seen(page)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {most} presses of Tab")


def good_looks(page: Page) -> None:
    """Everything that can be said of any page without knowing it."""
    axe(page)
    no_tofu(page)
    one_title_and_orderly_headings(page)
    no_sideways_scrolling(page)


def speak(page: Page, language: str) -> None:
    """From the next page on, this language."""
    origin = "/".join(
        page.url.split("/")[:3]
    )  # for the whole site: a cookie of one folder would stand beside the first
    page.context.add_cookies([{"name": "madoguchi-lang", "value": language, "url": origin}])


def good_looks_in_all(page: Page, languages: Iterable[str] = LANGUAGES) -> None:
    """The same page in these languages at both widths, asked for (or its form sent) again; a quick run takes one of six."""
    size = page.viewport_size or {"width": 1280, "height": 900}
    for language in languages:
        speak(page, language)
        page.reload()
        for width in WIDTHS:
            if FULL or (language, width) == QUICK:
                page.set_viewport_size({"width": width, "height": 900 if width > 600 else 844})
                good_looks(page)
    page.set_viewport_size(size)


def good_looks_at_both_widths(page: Page) -> None:
    """As it stands there now."""
    size = page.viewport_size or {"width": 1280, "height": 900}
    for width in WIDTHS if FULL else (size["width"],):
        page.set_viewport_size(size | {"width": width})
        good_looks(page)
    page.set_viewport_size(size)

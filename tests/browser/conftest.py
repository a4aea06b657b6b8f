"""A real browser before the real program: languages, widths, no script, axe, no tofu, pictures for the documents.

Chromium comes from MADOGUCHI_CHROMIUM or the PATH. Without one the tests are skipped and say so; with REQUIRE_BROWSER=1
they fail instead. `--shots` writes docs/shots/<name>-<width>.png, of those that a document shows.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.looks import Open
from tests.browser.seen import watch_page
from tests.browser.servers import Server, gallery_server, town_server
from tests.browser.signed_in import cookies_of

expect.set_options(timeout=10_000)
ROOT = Path(__file__).parent.parent.parent
SHOTS = ROOT / "docs" / "shots"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MASK = """() => document.querySelectorAll('.copyable code').forEach(link => {
  link.textContent = link.textContent.replace(/^https?:[/][/][^/]+/, 'https://madoguchi.example'); })"""
"""A picture shows no port of the machine that took it."""
TALLEST = 1100
"""In pixels: a picture is a look at a page, not the whole of it."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shots", action="store_true", default=False, help="write the pictures of docs/shots")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


def chromium_path() -> str | None:
    named = os.environ.get("MADOGUCHI_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    if path is None:
        reason = "no Chromium: set MADOGUCHI_CHROMIUM or install one (apt install chromium)"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path, args=[*arguments, "--disable-dev-shm-usage", "--font-render-hinting=none"]
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def gallery() -> Iterator[Server]:
    """Every field type and every component on pages of their own."""
    yield from gallery_server()


@pytest.fixture(scope="session")
def town(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The whole program with a tiny みどり区, built through actions."""
    yield from town_server(whole=request.config.getoption("shots", False))


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """`open_page(server, path, language=…, width=…, js=…, cookies=…)`: a fresh visitor. At the end: nothing was said on the
    console, and nothing was asked of another host."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_one(
        server: Server, path: str = "/", *, language: str = "ja", width: int = 1280, js: bool = True, cookies: Any = ()
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900 if width > 600 else 844},
            java_script_enabled=js,
            locale="en-GB" if language == "en" else "ja-JP",
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
        )
        contexts.append(context)
        context.add_cookies([{"name": "madoguchi-lang", "value": language, "url": server.address}])
        context.add_cookies(cookies)
        page = context.new_page()
        page.set_default_timeout(10_000)
        watch_page(page)
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: _note_outside(said, server, request.url))
        page.goto(server.address + path)
        return page

    yield open_one
    for context in contexts:
        context.close()
    # A page that answers 4xx or 5xx makes Chromium write one line of its own: the status is the test's business.
    assert [line for line in said if "the server responded with a status of" not in line] == []


def _note_outside(said: list[str], server: Server, url: str) -> None:
    if not url.startswith((server.address, "data:")):
        said.append(f"asked another host: {url}")


@pytest.fixture(scope="session")
def signed_in(browser: Browser, town: Server) -> Any:
    """The cookies of a member of staff who signed in with a password: `open_page(…, cookies=signed_in)`."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{town.address}/staff/sign-in/")
    page.fill("#login", town.known["login"])
    page.fill("#password", town.known["password"])
    page.locator("#password").press("Enter")
    page.wait_for_url(f"{town.address}/staff/**")
    cookies = [one for one in context.cookies() if one["name"] != "madoguchi-lang"]
    context.close()
    return cookies


def _in_japanese(page: Page) -> bool:
    return {one["name"]: one["value"] for one in page.context.cookies()}.get("madoguchi-lang", "ja") == "ja"


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """`shot(page, "home")` writes docs/shots/home-1280.png when `--shots` is given: what a document shows, in Japanese."""
    wanted = request.config.getoption("shots", False)
    papers = [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md")]
    words = "".join(paper.read_text(encoding="utf-8") for paper in papers) if wanted else ""

    def take(page: Page, name: str) -> None:
        if wanted:
            SHOTS.mkdir(parents=True, exist_ok=True)
            width = page.viewport_size["width"]  # type: ignore[index]
            path = SHOTS / f"{name}-{width}.png"
            if f"shots/{path.name}" not in words or not _in_japanese(page):
                return
            page.evaluate(MASK)
            height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
            page.screenshot(path=path, full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})

    return take


@pytest.fixture(scope="session")
def clerk(browser: Browser, town: Server) -> Any:
    """The cookies of somebody whose office brings data."""
    return cookies_of(browser, town, "nagai")


@pytest.fixture(scope="session")
def reviewer(browser: Browser, town: Server) -> Any:
    """The cookies of somebody of that office who lets data out that others have brought."""
    return cookies_of(browser, town, "mori")

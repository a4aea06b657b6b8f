"""Every page that a resident sees: axe, no tofu, no sideways scrolling, in three languages, wide and narrow."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import EACH_WIDTH, LANGUAGES, VISITS, Open, good_looks
from tests.browser.servers import Server

CLAIM = "/procedures/jido-teate-nintei/"
PAGES = {
    "home": "/",
    "procedures": "/procedures/",
    "found": "/procedures/?q=児童手当",
    "found-nothing": "/procedures/?q=ぞうの散歩",
    "scene": "/procedures/?event=birth",
    "procedure": CLAIM,
    "opinion": "/procedures/iken/",
    "form": f"{CLAIM}start/",
    "privacy": "/privacy/",
    "privacy-claim": "/privacy/jido-teate-nintei/",
    "file": "/privacy/files/jido-teate-nintei/",
    "registers": "/registers/",
    "register": "/registers/kuni-e-no-shokai/",
    "status": "/status/",
    "receipt": "/receipts/{receipt0}/",
    "receipt-print": "/receipts/{receipt0}/print/",
    "sign-in": "/staff/sign-in/",
    "demo": "/demo/",
    "not-found": "/nowhere/",
}


@pytest.mark.parametrize(("language", "width"), VISITS)
@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_is_open_to_everybody(
    town: Server, open_page: Open, name: str, language: str, width: int
) -> None:
    page = open_page(town, PAGES[name].format(**town.known), language=language, width=width)
    expect(page.locator("html")).to_have_attribute("lang", ("en" if language == "en" else "ja"))
    good_looks(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_stays_from_page_to_page(town: Server, open_page: Open, language: str) -> None:
    page = open_page(town, f"/?lang={language}", language="ja")
    page.goto(f"{town.address}/procedures/")
    here = page.locator(".lang [aria-current]").inner_text()
    assert here == {"ja": "日本語", "ja-easy": "やさしい日本語", "en": "English"}[language]


def test_switching_the_language_on_a_form_keeps_what_was_typed(town: Server, open_page: Open) -> None:
    page = open_page(town, f"{CLAIM}start/")
    page.locator("input[type=radio]").first.check()
    page.locator("input[inputmode=numeric]").first.fill("令和８年")
    page.locator(".lang button", has_text="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("input[type=radio]").first).to_be_checked()
    expect(page.locator("input[inputmode=numeric]").first).to_have_value("令和８年")


@pytest.mark.parametrize("path", ["/", CLAIM, f"{CLAIM}start/"])
def test_a_page_reads_the_same_without_a_script(town: Server, open_page: Open, path: str) -> None:
    page = open_page(town, path, js=False)
    assert page.locator("h1").inner_text().strip()
    expect(page.locator("main")).to_be_visible()


@pytest.mark.parametrize("width", EACH_WIDTH)
@pytest.mark.parametrize("name", ["home", "procedure", "form", "receipt"])
def test_pictures_for_the_documents(town: Server, open_page: Open, shot, name: str, width: int) -> None:
    page = open_page(town, PAGES[name].format(**town.known), width=width)
    shot(page, name)
    expect(page.locator("main")).to_be_visible()


@pytest.mark.parametrize("js", [True, False])
def test_the_summary_of_errors_is_where_one_is_and_leads_to_the_input(town: Server, open_page: Open, js: bool) -> None:
    page = open_page(town, f"{CLAIM}start/", js=js)
    page.locator("main form button[name=_go]").last.click()
    page.wait_for_url("**/drafts/**")
    expect(page.locator("#errors")).to_be_visible()
    if js:
        good_looks(page)
        expect(page.locator("#errors")).to_be_focused()
    page.locator("#errors a").first.click()
    target = page.locator("#errors a").first.get_attribute("href") or ""
    expect(page).to_have_url(re.compile(f"{re.escape(target)}$"))
    expect(page.locator(target)).to_be_visible()

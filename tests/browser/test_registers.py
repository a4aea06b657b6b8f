"""The staff's pages of registers, as a clerk of the office that owns them sees them."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import VISITS, Open, good_looks
from tests.browser.servers import Server
from tests.browser.signed_in import cookies_of, enter

RULES, PEOPLE = "/staff/registers/naibu-kiritsu/", "/staff/registers/shingikai-iin/"
PAGES = {
    "all": "/staff/registers/",
    "rows": RULES,
    "people": PEOPLE,
    "row": f"{RULES}7/",
    "person": f"{PEOPLE}2/",
    "new": f"{RULES}new/",
    "edit": f"{PEOPLE}2/edit/",
    "end": f"{RULES}7/end/",
    "import": f"{RULES}import/",
}
SHEET = "番号,版,規律の名前,状態\n7,3,名前を変えた規律,運用中\n,,,謎\n"


@pytest.fixture(scope="session")
def clerk(browser: Any, town: Server) -> Any:
    """Of the registers, not of data."""
    return cookies_of(browser, town, "kurata")


@pytest.mark.parametrize(("language", "width"), VISITS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_register_is_open_to_everybody_who_keeps_it(
    town: Server, open_page: Open, clerk: Any, name: str, language: str, width: int
) -> None:
    good_looks(open_page(town, PAGES[name], language=language, width=width, cookies=clerk))


@pytest.mark.parametrize(("language", "width"), VISITS)
def test_what_is_wrong_with_a_sheet_is_shown_cell_by_cell(
    town: Server, open_page: Open, clerk: Any, language: str, width: int
) -> None:
    page = open_page(town, f"{RULES}import/", language=language, width=width, cookies=clerk)
    page.set_input_files("#file", {"name": "x.csv", "mimeType": "text/csv", "buffer": SHEET.encode()})
    page.locator("main button[type=submit]").click()
    expect(page.locator("tbody tr").nth(1)).to_be_visible()
    good_looks(page)


def test_a_sheet_is_looked_at_and_then_brought_in(town: Server, open_page: Open, clerk: Any) -> None:
    page = open_page(town, f"{RULES}import/", js=False, cookies=clerk)
    sheet = SHEET.replace(",,,謎\n", "").replace("7,3", "6,2")
    page.set_input_files("#file", {"name": "x.csv", "mimeType": "text/csv", "buffer": sheet.encode()})
    page.locator("main button[type=submit]").click()
    good_looks_without_script(page)
    page.fill("#why", "名前をそろえた")
    page.locator("button[name=_confirm]").click()
    page.wait_for_url(f"**{RULES}")
    expect(page.get_by_text("名前を変えた規律")).to_be_visible()


def good_looks_without_script(page: Page) -> None:
    expect(page.locator("h1")).not_to_be_empty()
    expect(page.locator("button[name=_confirm]")).to_be_visible()


@pytest.mark.parametrize(("language", "width"), VISITS)
def test_who_may_only_read_is_told_so_calmly(town: Server, open_page: Open, language: str, width: int) -> None:
    page = open_page(town, "/demo/", language=language, width=width)
    enter(page, town, "nagai")
    page.goto(f"{town.address}{RULES}new/")
    good_looks(page)

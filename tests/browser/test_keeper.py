"""The pages of keepers of data, as a clerk of the office sees them: dropped, looked through, mended, taken away."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.looks import VISITS, Open, good_looks, tab_to
from tests.browser.servers import Server, run_in

NURSERIES, ADVISERS = "/staff/data/1/", "/staff/data/5/1/"
PAGES = {
    "data": "/staff/data/",
    "data-new": "/staff/data/new/",
    "data-file": NURSERIES,
    "data-upload": f"{NURSERIES}1/",
    "data-table": f"{NURSERIES}1/table/",
    "data-rows": f"{NURSERIES}1/table/?show=all",
    "data-kind": f"{NURSERIES}1/kinds/0/",
    "data-standard": f"{NURSERIES}1/standard/",
    "data-erase": f"{NURSERIES}1/erase/",
    "data-people": ADVISERS,
    "data-stopped": f"{ADVISERS}clean.csv",
    "data-quality": "/staff/data/quality/",
}
MESSY = (
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,住所,電話番号,開始時間,終了時間\r\n"
    "990019,1,青葉都,みどり区 ,若草集会所,ﾜｶｸｻ,青葉都みどり区若草町1番,０３-0000-1234,9時,17:00\r\n"
    "990019,2,青葉都,みどり区,本町集会所,ホンチョウ,青葉都みどり区本町2番,03-0000-1235,09:00,17:00\r\n"
)
Shot = Callable[[Page, str], None]


def again(page: Page) -> None:
    """Look anew. The page may be loading itself at this very moment (the live bar): then a moment later."""
    try:
        page.reload()
    except Error:
        page.wait_for_timeout(1000)
        page.goto(page.url)


@pytest.mark.parametrize(("language", "width"), VISITS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_data_is_open_to_everybody_who_keeps_it(
    town: Server, open_page: Open, clerk: Any, shot: Shot, name: str, language: str, width: int
) -> None:
    page = open_page(town, PAGES[name], language=language, width=width, cookies=clerk)
    good_looks(page)
    shot(page, name)


def drop(page: Page, name: str, content: str | bytes) -> None:
    raw = content.encode() if isinstance(content, str) else content
    page.set_input_files("#file", {"name": name, "mimeType": "text/csv", "buffer": raw})
    page.locator("main button[type=submit]").click()


def drawn_anew(page: Page) -> AbstractContextManager[Any]:
    """A form that leads back to its own page: the address says nothing, so that the new page itself is awaited."""
    return page.expect_navigation()


@pytest.mark.parametrize(("language", "width"), VISITS)
def test_a_check_that_waits_shows_how_far_it_is_and_can_be_stopped(
    town: Server, open_page: Open, clerk: Any, language: str, width: int
) -> None:
    page = open_page(town, "/staff/data/new/", language=language, width=width, cookies=clerk)
    drop(page, f"wait-{language}-{width}.csv", MESSY)
    page.wait_for_url("**/staff/data/*/*/")
    expect(page.locator("#live .progress")).to_be_visible()
    good_looks(page)
    with drawn_anew(page):
        page.locator("#live form button").click()
    expect(page.locator("#live")).to_have_count(0)
    good_looks(page)


@pytest.mark.full
def test_a_messy_sheet_becomes_a_clean_one_by_keyboard_and_without_script(
    town: Server, open_page: Open, clerk: Any
) -> None:
    page = open_page(town, "/staff/data/new/", js=False, cookies=clerk)
    drop(page, "集会所一覧.csv", MESSY)
    page.wait_for_url("**/staff/data/*/*/")
    work(town)
    again(page)
    before = page.locator(".keys dd").last.inner_text()
    tab_to(page, ".card--action button")
    with drawn_anew(page):
        page.keyboard.press("Enter")
    assert before == "0"
    expect(page.locator(".keys dd").last).not_to_have_text("0")
    with page.expect_download() as taken:
        page.locator("a[href$='clean.csv']").click()
    text = taken.value.path().read_bytes()
    assert text.startswith(b"\xef\xbb\xbf") and "ワカクサ" in text.decode() and "ﾜｶｸｻ" not in text.decode()


@pytest.mark.full
def test_a_heading_is_matched_by_hand_and_freed_again_without_script(town: Server, open_page: Open, clerk: Any) -> None:
    page = open_page(town, "/staff/data/new/", js=False, cookies=clerk)
    drop(page, "AEDの設置場所.csv", MESSY.replace("名称_カナ", "よみ方いろいろ"))
    page.wait_for_url("**/staff/data/*/*/")
    work(town)
    again(page)
    page.select_option("#match-heading", label="よみ方いろいろ")
    page.select_option("#match-column", value="名称_カナ")
    tab_to(page, "form:has(#match-column) button")
    with drawn_anew(page):
        page.keyboard.press("Enter")
    work(town)
    again(page)
    free = page.get_by_role("button", name="このつながりを取り消す")
    expect(free).to_have_count(1)
    with drawn_anew(page):
        free.click()
    work(town)
    again(page)
    expect(free).to_have_count(0)
    expect(page.locator("#match-heading option", has_text="よみ方いろいろ")).to_have_count(1)


@pytest.mark.full
def test_the_bar_goes_on_by_itself_until_the_report_is_there(town: Server, open_page: Open, clerk: Any) -> None:
    page = open_page(town, "/staff/data/new/", cookies=clerk)
    drop(page, "live.csv", MESSY)
    page.wait_for_selector("#live")
    work(town)
    page.wait_for_selector("#found", timeout=8_000)


def test_a_repair_is_accepted_at_its_cell_and_taken_back(town: Server, open_page: Open, clerk: Any) -> None:
    page = open_page(town, f"{NURSERIES}2/table/", cookies=clerk)
    first = page.locator(".spot button[value=accept]").first
    with drawn_anew(page):
        first.click()
    undo = page.locator(".spot button[value=undo]")
    expect(undo).to_have_count(1)
    expect(page.locator("ins")).to_have_count(1)
    with drawn_anew(page):
        undo.click()
    expect(page.locator("ins")).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), VISITS)
def test_a_file_that_is_no_table_is_told_what_to_do(
    town: Server, open_page: Open, clerk: Any, language: str, width: int
) -> None:
    page = open_page(town, "/staff/data/new/", language=language, width=width, cookies=clerk)
    drop(page, f"old-{language}-{width}.xls", b"\xd0\xcf\x11\xe0" + bytes(600))
    page.wait_for_url("**/staff/data/*/*/")
    work(town)
    again(page)
    page.locator(".notice--bad").wait_for()
    good_looks(page)


def work(town: Server) -> None:
    """The worker of the town, once."""
    run_in(town, "tests.browser.work")

"""The catalogue of open data: looked at by everybody, moved by mouse and keyboard, the same without a script; and released."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import VISITS, Open, good_looks
from tests.browser.servers import Server, run_in
from tests.browser.signed_in import cookies_of
from tests.browser.test_keeper import drop, work
from tests.unit.publish.test_photos import jpeg

TOILETS, AEDS = "/data/public-toilets/", "/data/aed/"
PAGES = {
    "open-data": "/data/",
    "open-data-found": "/data/?q=トイレ",
    "open-data-nothing": "/data/?q=ぞうの散歩",
    "dataset": TOILETS,
    "dataset-announced": f"{AEDS}?over=public-toilets",
    "dataset-rows": f"{TOILETS}?columns=all&column=所在地_町字&value=本町&sort=名称%20desc",
    "dataset-events": "/data/events/",
    "dataset-people": "/data/population/",
    "dataset-late": "/data/childcare/",
    "dataset-counted": "/data/kesseki/",
    "live-numbers": "/data/live/",
    "requests-for-data": "/data/requests/",
    "reuses": "/data/reuses/",
    "priorities": "/data/priorities/",
    "embed": f"{TOILETS}embed/",
    "embed-table": "/data/population/embed/",
}
SHEET = (
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,住所,電話番号\r\n"
    "990019,1,,みどり区,若草集会所,青葉都みどり区若草町1番,03-0000-1234\r\n"
    "990019,2,,みどり区,本町集会所,青葉都みどり区本町2番,03-0000-1235\r\n"
)
Shot = Callable[[Page, str], None]


@pytest.mark.parametrize(("language", "width"), VISITS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_open_data_is_open_to_everybody(
    town: Server, open_page: Open, shot: Shot, name: str, language: str, width: int
) -> None:
    page = open_page(town, PAGES[name], language=language, width=width)
    if page.locator("#map").count():
        page.wait_for_selector("#map[data-ready]")
    good_looks(page)
    shot(page, name)


@pytest.mark.parametrize("width", [1280, 390])
def test_without_a_script_the_map_is_drawn_and_the_table_asked(town: Server, open_page: Open, width: int) -> None:
    page = open_page(town, TOILETS, js=False, width=width)
    expect(page.locator("#map svg .town")).to_have_count(12)
    assert page.locator("#map svg .p1").count() > 20
    page.fill("main #q", "本町")
    page.locator("main form[role=search] button").click()
    expect(page).to_have_url(re.compile("q="))
    expect(page.locator("main .wide tbody")).to_contain_text("本町")
    page.locator("main details:has(#sort) summary").click()
    page.select_option("main #sort", index=1)
    page.locator("main form[role=search] button").click()
    expect(page.locator("main th[aria-sort=ascending]")).to_have_count(1)
    expect(page).to_have_url(re.compile("q="))


def test_on_a_telephone_no_button_of_the_map_lies_over_the_name_of_a_town(town: Server, open_page: Open) -> None:
    page = open_page(town, TOILETS, width=390)
    page.wait_for_selector("#map[data-ready]")
    expect(page.locator("#map .town-name")).to_have_count(12)
    buttons = page.locator("#map .leaflet-bar").bounding_box()
    assert buttons
    for name in page.locator("#map .town-name").all():
        box = name.bounding_box()
        assert box and (box["x"] >= buttons["x"] + buttons["width"] or box["y"] >= buttons["y"] + buttons["height"])


def test_the_map_moves_shows_a_place_and_lays_one_over_the_other(town: Server, open_page: Open) -> None:
    page = open_page(town, f"{AEDS}?over=public-toilets")
    page.wait_for_selector("#map[data-ready]")
    expect(page.locator("#map .spot-on-map")).to_have_count(62 + 82)
    page.locator("#map .leaflet-control-layers input").last.uncheck()
    expect(page.locator("#map .spot-on-map")).to_have_count(62)
    page.locator("#map .leaflet-control-zoom-in").click()
    page.wait_for_timeout(400)
    page.locator("#map .spot-on-map").nth(30).dispatch_event("click")
    expect(page.locator("#map .leaflet-popup")).to_contain_text("名称", use_inner_text=True)


@pytest.mark.full
@pytest.mark.parametrize(("language", "width"), VISITS)
def test_a_clerk_prepares_and_a_reviewer_lets_out_and_takes_back(
    town: Server, open_page: Open, clerk: Any, reviewer: Any, language: str, width: int
) -> None:
    slug = f"halls-{language}-{width}"
    page = open_page(town, "/staff/data/new/", language=language, width=width, cookies=clerk)
    drop(page, f"{slug}.csv", SHEET)
    page.wait_for_url("**/staff/data/*/*/")
    work(town)
    page.wait_for_selector("#found", timeout=8_000)
    page.locator("a[href$='propose/']").click()
    good_looks(page)
    page.locator("main form button").click()
    good_looks(page)
    page.fill("#title", slug)
    page.fill("#slug", slug)
    page.select_option("#dataset", "")
    page.locator("main form button").click()
    page.wait_for_url("**/staff/data/releases/*/")
    address = page.url.removeprefix(town.address)
    good_looks(page)
    run_in(town, "tests.browser.work")
    page = open_page(town, "/staff/data/releases/", language=language, width=width, cookies=reviewer)
    good_looks(page)
    page.goto(town.address + address)
    good_looks(page)
    page.locator("form[action$='/out/'] button").click()
    page.locator("form[action$='/back/'] button").click()
    good_looks(page)
    page.fill("#reason", "見本でした。")
    page.locator("form[action$='/back/'] button").click()
    page.goto(f"{town.address}/data/{slug}/")
    expect(page.locator("main")).to_contain_text("見本でした。", use_inner_text=True)
    good_looks(page)


@pytest.mark.parametrize(("language", "width"), VISITS)
def test_a_keeper_has_cases_counted_and_reads_the_certificate(
    town: Server, open_page: Open, shot: Shot, reviewer: Any, language: str, width: int
) -> None:
    page = open_page(town, "/staff/data/counts/", language=language, width=width, cookies=reviewer)
    good_looks(page)
    shot(page, "counts")
    page = open_page(town, "/staff/data/releases/", language=language, width=width, cookies=reviewer)
    named = {"ja": "児童手当の請求", "ja-easy": "児童手当(じどうてあて)の 申", "en": "Child allowance claims"}
    page.locator("tbody a", has_text=named[language]).first.click()
    expect(page.locator("#proof")).to_be_visible()
    good_looks(page)
    shot(page, "release-with-certificate")


@pytest.mark.parametrize(("language", "width"), VISITS)
def test_a_keeper_sees_who_stands_for_a_file_in_the_folder_and_everybody_how_fresh_it_is(
    town: Server, open_page: Open, shot: Shot, reviewer: Any, language: str, width: int
) -> None:
    page = open_page(town, "/staff/data/sources/", language=language, width=width, cookies=reviewer)
    expect(page.locator("form[action$='/stop/'] button")).to_be_visible()
    good_looks(page)
    shot(page, "sources")
    page = open_page(town, "/data/azukari-aki/", language=language, width=width)
    named = {"ja": "一時預かりの空き", "en": "Free places in drop-in childcare"}
    expect(page.locator("h1")).to_contain_text(named.get(language, "あずける"))
    expect(page.locator("a[href='#take']")).to_be_visible(visible=width == 390)  # a telephone is led past the table
    good_looks(page)
    shot(page, "dataset-to-the-minute")


@pytest.mark.full
@pytest.mark.parametrize(("language", "width"), VISITS)
def test_photos_are_looked_at_one_by_one_and_let_out_by_another(
    town: Server, open_page: Open, shot: Shot, clerk: Any, reviewer: Any, language: str, width: int
) -> None:
    slug = f"photos-{language}-{width}"
    page = open_page(town, "/staff/data/photos/", language=language, width=width, cookies=clerk)
    good_looks(page)
    page.fill("#title", "若草公園の写真")
    page.fill("#slug", slug)
    sent = [
        ("pond.jpg", jpeg("#3d7a5c", placed=True, large=True)),
        ("gate.jpg", jpeg("#8a6d4b")),
        ("face.jpg", jpeg("#b9c4d0")),
    ]
    page.set_input_files("#files", [{"name": name, "mimeType": "image/jpeg", "buffer": told} for name, told in sent])
    page.locator("main form button").click()
    page.wait_for_url(f"**/of/{slug}/")
    expect(page.locator("#live progress")).to_be_visible()
    good_looks(page)
    shot(page, "photos-under-way")
    run_in(town, "tests.browser.work")
    expect(page.locator(".photos img")).to_have_count(3, timeout=30_000)  # the bar asks for itself
    page.locator("a[href$='#look']").first.click()
    page.locator("button[value=accept]").click()
    expect(page.locator("main [role=alert]")).to_be_visible()
    for box in page.locator("input[name=check]").all():
        box.check()
    page.locator("input[name=keep_place][value=keep]").check()
    good_looks(page)
    shot(page, "photo")
    page.locator("button[value=accept]").click()
    page.fill("#reason", "顔が分かります。")
    page.locator("button[value=refuse]").click()
    page.goto(f"{town.address}/staff/data/photos/of/{slug}/")
    good_looks(page)
    shot(page, "photos")
    page.locator("form[action$='/propose/'] button").click()
    page.wait_for_url("**/staff/data/releases/*/")
    address = page.url.removeprefix(town.address)
    run_in(town, "tests.browser.work")
    page = open_page(town, address, language=language, width=width, cookies=reviewer)
    expect(page.locator(".photos img")).to_have_count(1)
    good_looks(page)
    shot(page, "release-photos")
    page.locator("form[action$='/out/'] button").click()
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"{town.address}/data/{slug}/")
    expect(page.locator(".photos img")).to_have_count(1)
    good_looks(page)
    shot(page, "dataset-photos")


@pytest.fixture(scope="session")
def open_data_clerk(browser: Any, town: Server) -> Any:
    return cookies_of(browser, town, "mizuno")


@pytest.mark.full
@pytest.mark.parametrize(("language", "width"), VISITS)
def test_a_clerk_writes_down_for_everybody_what_people_told(
    town: Server, open_page: Open, shot: Shot, open_data_clerk: Any, language: str, width: int
) -> None:
    def voices() -> Page:
        return open_page(town, "/staff/data/voices/", language=language, width=width, cookies=open_data_clerk)

    page = voices()
    good_looks(page)
    shot(page, "voices")
    for way in ("requests", "reuses"):
        number = page.locator(f"section[aria-labelledby={way}] tbody th a").first.inner_text()
        page.goto(f"{town.address}/staff/data/voices/{way}/{number}/")
        if way == "reuses":
            page.select_option("#dataset", "")
        page.locator("main form button").click()
        expect(page.locator("#errors")).to_be_visible()
        good_looks(page)
        page = voices()
    page.locator("a[href*='/listed/']").first.click()
    good_looks(page)
    page.goto(f"{town.address}/staff/data/priorities/")
    page.locator("main form button").first.click()
    good_looks(page)


@pytest.mark.full
@pytest.mark.parametrize("js", [True, False])
def test_somebody_wants_it_too_and_finds_the_form_with_the_dataset_in_it(
    town: Server, open_page: Open, js: bool
) -> None:
    page = open_page(town, "/data/requests/", js=js)
    page.locator("form[action$='/vote/'] button").first.click()
    expect(page.locator("#said")).to_be_visible()
    page.goto(f"{town.address}{TOILETS}")
    page.locator("a[href*='data-no-ayamari/start/']").click()
    expect(page.locator("#f-dataset")).to_have_value("公衆トイレ一覧")

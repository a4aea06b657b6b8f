"""The desk of the shields and everything that takes two people: calm, and open to everybody."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from madoguchi.trail import clock
from tests.browser.looks import EACH_WIDTH, VISITS, Open, good_looks, good_looks_in_all, speak
from tests.browser.servers import Server
from tests.browser.signed_in import enter
from tests.browser.test_rare_pages import send

PAGES = {
    "shields": ("tsukuda", "/staff/shields/"),
    "new-shield": ("tsukuda", "/staff/shields/new/"),
    "matching": ("tsukuda", "/staff/shields/matching/"),
    "access": ("mori", "/staff/access/"),
    "approvals": ("shiraishi", "/staff/approvals/"),
    "uses": ("mori", "/staff/uses/"),
    "ask-use": ("mori", "/staff/uses/ask/"),
    "drills": ("mori", "/demo/drills/"),
    "drill": ("mori", "/demo/drills/mitaka/"),
}


@pytest.mark.parametrize(("language", "width"), VISITS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_desk_is_open_to_everybody(
    town: Server, open_page: Open, name: str, language: str, width: int
) -> None:
    login, address = PAGES[name]
    page = open_page(town, "/demo/", width=width, language=language)
    enter(page, town, login)
    page.goto(f"{town.address}{address}")
    good_looks(page)


def its_case(page: Page, town: Server) -> str:
    """The shielded family's case, in the hands of who looks."""
    page.goto(f"{town.address}/staff/")
    row = page.locator("tr", has_text="お名前を出しません").first
    address = str(row.locator("a").first.get_attribute("href"))
    page.goto(f"{town.address}{address}")
    send(page, f"{address}assign/", to="me")
    return address


@pytest.mark.parametrize(("language", "width"), VISITS)
def test_two_people_open_one_field_once(town: Server, open_page: Open, shot: Any, language: str, width: int) -> None:
    page = open_page(town, "/demo/", width=width)
    enter(page, town, "mori")
    case = its_case(page, town)
    expect(page.locator(".shield")).to_be_visible()
    expect(page.locator(".masked").first).to_be_visible()
    good_looks(page)
    shot(page, "shielded-case")
    speak(page, language)
    page.goto(f"{town.address}{case}open/")
    good_looks(page)
    page.locator("[name=fields][value=home]").check()
    page.fill("#reason", "届いた書類の住所を確かめるため")
    page.locator("main button[type=submit]").click()
    enter(page, town, "shiraishi")
    page.goto(f"{town.address}/staff/approvals/")
    good_looks(page)
    page.locator("button[value=approve]").first.click()
    enter(page, town, "mori")
    page.goto(f"{town.address}{case}")
    page.locator(".shield button").click()
    expect(page.locator("main")).to_contain_text("9-99-909", use_inner_text=True)
    good_looks(page)


@pytest.mark.full
@pytest.mark.parametrize("width", EACH_WIDTH)
def test_one_shield_with_its_people(town: Server, open_page: Open, shot: Any, width: int) -> None:
    page = open_page(town, "/demo/", width=width)
    enter(page, town, "tsukuda")
    page.goto(f"{town.address}/staff/shields/")
    page.locator("table a").first.click()
    good_looks(page)
    shot(page, "shield")
    good_looks_in_all(page)


def ask_for_another_purpose(page: Page, town: Server, until: str) -> None:
    enter(page, town, "mori")
    page.goto(f"{town.address}/staff/uses/ask/")
    page.fill("#numbers", str(town.known["case-decided"]))
    page.select_option("#wanted_for", value="voice")
    page.locator("[name=clause][value='2']").check()
    page.locator("[name=fields]").first.check()
    page.fill("#until", until)
    page.fill("#reason", "臨時の調査のため")
    page.locator("main button[type=submit]").click()


def test_a_use_for_another_purpose_ends_within_a_year(town: Server, open_page: Open) -> None:
    page = open_page(town, "/demo/")
    ask_for_another_purpose(page, town, "2040-01-01")
    expect(page.locator("main")).to_contain_text("1年以内", use_inner_text=True)
    good_looks(page)


@pytest.mark.full
@pytest.mark.parametrize(("language", "width"), [("ja", 1280), ("ja-easy", 390), ("en", 1280)])
def test_a_use_for_another_purpose_takes_a_second_person(
    town: Server, open_page: Open, language: str, width: int
) -> None:
    page = open_page(town, "/demo/", language=language, width=width)
    ask_for_another_purpose(page, town, (clock.today() + timedelta(days=30)).isoformat())
    enter(page, town, "shiraishi")
    page.goto(f"{town.address}/staff/approvals/")
    page.locator("button[value=approve]").first.click()
    enter(page, town, "mori")
    page.goto(f"{town.address}/staff/uses/")
    page.locator("main a[href^='/staff/uses/'][href$='/']:not([href$='/ask/'])").first.click()
    expect(page.locator("main .notice--care")).to_be_visible()
    good_looks_in_all(page, [language])

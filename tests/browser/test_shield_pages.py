"""The desk of the shields and everything that takes two people: calm, and open to everybody."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.looks import VISITS, WIDTHS, Open, good_looks
from tests.browser.servers import Server
from tests.browser.test_rare_pages import enter, send

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


@pytest.mark.parametrize("width", WIDTHS)
def test_two_people_open_one_field_once(town: Server, open_page: Open, shot: Any, width: int) -> None:
    page = open_page(town, "/demo/", width=width)
    enter(page, town, "mori")
    case = its_case(page, town)
    assert page.locator(".shield").is_visible() and page.locator(".masked").first.is_visible()
    good_looks(page)
    shot(page, "shielded-case")
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
    assert "9-99-909" in page.locator("main").inner_text()
    good_looks(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_one_shield_with_its_people(town: Server, open_page: Open, shot: Any, width: int) -> None:
    page = open_page(town, "/demo/", width=width)
    enter(page, town, "tsukuda")
    page.goto(f"{town.address}/staff/shields/")
    page.locator("table a").first.click()
    good_looks(page)
    shot(page, "shield")


def test_a_use_for_another_purpose(town: Server, open_page: Open) -> None:
    page = open_page(town, "/demo/")
    enter(page, town, "mori")
    page.goto(f"{town.address}/staff/uses/ask/")
    page.fill("#numbers", str(town.known["case-decided"]))
    page.select_option("#wanted_for", index=1)
    page.locator("[name=clause][value='2']").check()
    page.locator("[name=fields]").first.check()
    page.fill("#until", "2030-01-01")
    page.fill("#reason", "臨時の調査のため")
    page.locator("main button[type=submit]").click()
    assert re.search("1年以内|目的外利用", page.locator("main").inner_text())
    good_looks(page)

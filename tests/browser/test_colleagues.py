"""The operator's pages of staff, in a browser: add somebody, hand over the password, give a role, end it, remove."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import VISITS, Open, good_looks
from tests.browser.servers import Server
from tests.browser.signed_in import enter


@pytest.mark.full
@pytest.mark.parametrize(("language", "width"), VISITS)
def test_an_operator_adds_changes_and_removes_somebody(
    town: Server, open_page: Open, language: str, width: int
) -> None:
    page = open_page(town, "/demo/", language=language, width=width)
    enter(page, town, "sakuma")
    page.goto(f"{town.address}/staff/people/")
    good_looks(page)
    page.goto(f"{town.address}/staff/people/add/")
    good_looks(page)
    page.fill("#name", "試 見子")
    page.fill("#login", "")
    page.locator("main form .button--l").click()
    good_looks(page)
    login = f"trial-{language}-{width}"
    page.fill("#login", login)
    page.select_option("#office", "koseki")
    page.select_option("#role", "clerk")
    page.locator("main form .button--l").click()
    expect(page.locator("main")).to_contain_text(login, use_inner_text=True)
    expect(page.locator("main code")).to_have_text(re.compile(r"^.{23}$"))
    good_looks(page)
    page.locator("main .button").click()
    good_looks(page)
    page.select_option("#office", "kocho")
    page.select_option("#role", "clerk")
    page.locator("form[action$='/grant/'] button").click()
    page.locator("form[action*='/end/'] button").first.click()
    page.locator("summary").click()
    good_looks(page)
    page.locator("form[action$='/remove/'] button").click()
    expect(page.locator("form[action$='/return/'] button")).to_be_visible()
    good_looks(page)
    page.goto(f"{town.address}/staff/people/?office=gone")
    expect(page.locator("main")).to_contain_text("試 見子", use_inner_text=True)


@pytest.mark.full
def test_ones_own_page_offers_no_change(town: Server, open_page: Open) -> None:
    page = open_page(town, "/demo/")
    enter(page, town, "sakuma")
    page.goto(f"{town.address}/staff/people/")
    page.locator("main").get_by_role("link", name="佐久間 陸").click()
    good_looks(page)
    expect(page.locator("main form")).to_have_count(0)

"""Every page that staff see: as calm and as open to everybody as the residents'."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.looks import EACH_WIDTH, VISITS, Open, good_looks, tab_to
from tests.browser.servers import Server

PAGES = {
    "queue": "/staff/",
    "queue-filtered": "/staff/?tab=correction",
    "search": "/staff/search/",
    "me": "/staff/me/",
    "services": "/staff/procedures/",
    "service": "/staff/procedures/gyomu-kaizen/",
    "service-form": "/staff/procedures/gyomu-kaizen/start/",
    "case-received": "/staff/cases/{case-received}/",
    "case-in-review": "/staff/cases/{case-in_review}/",
    "case-correction": "/staff/cases/{case-correction}/",
    "case-decided": "/staff/cases/{case-decided}/",
    "ask-correction": "/staff/cases/{case-in_review}/correction/",
    "extend": "/staff/cases/{case-in_review}/extension/",
    "withdraw": "/staff/cases/{case-in_review}/withdraw/",
    "factors": "/staff/sign-in/factors/",
}


@pytest.mark.parametrize(("language", "width"), VISITS)
@pytest.mark.parametrize("name", PAGES)
def test_a_staff_page_is_open_to_every_member_of_staff(
    town: Server, open_page: Open, signed_in: Any, name: str, language: str, width: int
) -> None:
    page = open_page(town, PAGES[name].format(**town.known), language=language, width=width, cookies=signed_in)
    assert "/sign-in/" not in page.url or name == "factors"
    good_looks(page)


@pytest.mark.parametrize("width", EACH_WIDTH)
@pytest.mark.parametrize("name", ["queue", "case-in-review"])
def test_pictures_of_the_staff_side(
    town: Server, open_page: Open, signed_in: Any, shot: Any, name: str, width: int
) -> None:
    page = open_page(town, PAGES[name].format(**town.known), width=width, cookies=signed_in)
    shot(page, {"queue": "queue", "case-in-review": "case"}[name])
    expect(page.locator("main")).to_be_visible()


def test_a_case_is_walked_through_by_keyboard_alone(town: Server, open_page: Open, signed_in: Any) -> None:
    page = open_page(town, PAGES["case-in-review"].format(**town.known), cookies=signed_in)
    tab_to(page, ".person button[type=submit]")

"""One question on the receipt: by one tap and the keyboard alone, with a script or without, in every language."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import Open, good_looks, good_looks_in_all, tab_to
from tests.browser.servers import Server


def send_an_opinion(page) -> None:
    page.locator("[name=topic]").last.check()
    page.locator("[name=words]").fill("図書館の席をふやしてください。")
    page.locator("[name=reply][value=no]").check()
    page.locator("main form button[name=_go]").last.click()
    page.wait_for_url("**/check/")
    page.locator("button[name=_send]").click()
    page.wait_for_url("**/receipts/**")


@pytest.mark.parametrize("js", [pytest.param(True, marks=pytest.mark.full), False])
def test_the_question_is_answered_once(town: Server, open_page: Open, js: bool) -> None:
    page = open_page(town, "/procedures/iken/start/", js=js, width=390)
    send_an_opinion(page)
    page.locator("#rating button").click()
    expect(page.locator("#rating .wrong")).to_have_text("＊1つ選んでください。", use_inner_text=True)
    good_looks(page) if js else None
    page.locator("#rating [value='4']").check()
    page.fill("#rating textarea", "送ったあとのページがわかりやすかったです。")
    page.locator("#rating button").click()
    page.wait_for_url("**?rated=1*")
    expect(page.locator("#rating h2")).to_have_text("ありがとうございました", use_inner_text=True)
    good_looks_in_all(page) if js else None


def test_it_is_answered_by_keyboard_alone(town: Server, open_page: Open) -> None:
    page = open_page(town, "/procedures/iken/start/")
    send_an_opinion(page)
    tab_to(page, "#rating [name=score]")
    page.keyboard.press("Space")
    tab_to(page, "#rating textarea")
    tab_to(page, "#rating button")
    page.keyboard.press("Enter")
    page.wait_for_url("**?rated=1*")

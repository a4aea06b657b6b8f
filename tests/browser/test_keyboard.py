"""The whole claim for 児童手当 by keyboard alone, with a script: no trap, a visible focus at every stop, none lost by a swap."""

import re

from playwright.sync_api import Page, expect

from tests.browser.looks import Open, focus_is_seen, tab_to
from tests.browser.servers import Server

GO = "main button[name=_go]:not([tabindex='-1'])"


def write(page: Page, field: str, text: str) -> None:
    tab_to(page, f"[name='{field}']")
    page.keyboard.type(text)


def write_parts(page: Page, field: str, parts: dict[str, str]) -> None:
    for part, text in parts.items():
        write(page, f"{field}.{part}", text)


def day(page: Page, field: str, *numbers: int) -> None:
    write_parts(page, field, dict(zip(("year", "month", "day"), map(str, numbers), strict=True)))


def name(page: Page, field: str, given: str, given_kana: str) -> None:
    write_parts(page, field, {"family": "若葉", "given": given, "family_kana": "ワカバ", "given_kana": given_kana})


def choose(page: Page, field: str, option: str) -> None:
    """Into the group with Tab, then the arrows. What the choice brings along must not take the focus away."""
    tab_to(page, f"[name='{field}']")
    page.keyboard.press("Space")
    for _ in range(9):
        expect(page.locator(f"[name='{field}']:focus")).to_have_count(1)
        focus_is_seen(page)
        if page.locator(f"[name='{field}']:checked").get_attribute("value") == option:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{option} is not among the answers of {field}")


def go(page: Page, to: str) -> None:
    tab_to(page, GO)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{to}")


def test_a_whole_claim_is_sent_by_keyboard_alone(town: Server, open_page: Open) -> None:
    page = open_page(town, "/procedures/jido-teate-nintei/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "a[href$='/start/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/start/")
    choose(page, "reason", "born")
    day(page, "happened", 2025, 11, 1)
    choose(page, "work", "employee")
    go(page, "/applicant/")
    name(page, "name", "はるか", "ハルカ")
    day(page, "birth", 1990, 4, 5)
    choose(page, "pension", "national")
    go(page, "/contact/")
    write(page, "home.postal_code", "000-0121")
    tab_to(page, "[name=_lookup]")
    page.keyboard.press("Enter")
    expect(page.locator("[name='home.city']")).not_to_have_value("")
    expect(page.locator("[name='home.number']")).to_be_focused()
    page.keyboard.type("1-2")
    write(page, "telephone", "090-1234-5678")
    go(page, "/spouse/")
    choose(page, "spouse", "none")
    go(page, "/children/1/")
    name(page, "name", "みらい", "ミライ")
    day(page, "birth", 2023, 4, 1)
    choose(page, "relation", "child")
    choose(page, "living", "together")
    go(page, "/children/")
    go(page, "/older/")
    choose(page, "older", "no")
    go(page, "/money/")
    choose(page, "pay-to", "registered")
    go(page, "/check/")
    tab_to(page, "main button[name=_send]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipts/**")
    expect(page.locator("h1")).to_have_text("届きました", use_inner_text=True)


def test_what_is_to_be_mended_is_in_the_title_and_has_the_focus(town: Server, open_page: Open) -> None:
    page = open_page(town, "/procedures/iken/start/")
    tab_to(page, GO)
    page.keyboard.press("Enter")
    page.wait_for_selector("#errors")
    expect(page).to_have_title(re.compile("^3つの項目を直してください"))
    expect(page.locator("#errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    expect(page.locator("input[type=radio]:checked")).to_have_count(1)

"""Posts of an app are read one by one, with and without a script, and let out by another person."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import VISITS, Open, good_looks
from tests.browser.servers import Server, run_in

SLUG = "asobiba-report"
OF, HEAD = f"/staff/data/items/of/{SLUG}/", "投稿番号,分類,本文,投稿日,緯度,経度,投稿者\r\n"
OUT = {"persons": "no", "rights": "no", "location": "no", "licence": "yes"}
Shot = Callable[[Page, str], None]


def rows(name: str) -> str:
    return (
        f"T-{name}-1,遊具,すべり台がぐらぐらします。,2026-11-01,35.0312,139.0518,u1\r\n"
        f"T-{name}-2,そのほか,拾った方は山本 花まで。090-0000-1414、家は若草町2丁目です。,2026-11-02,35.0412,139.0701,u2\r\n"
    )


def bring(page: Page, content: str) -> None:
    told = {"name": "app.csv", "mimeType": "text/csv", "buffer": content.encode()}
    page.set_input_files("#file", [told])
    page.locator("#bring button").click()


def answer(page: Page, **told: str) -> None:
    for name, value in {**OUT, **told}.items():
        page.locator(f"input[name=q-{name}][value={value}]").check()


def gone_on(page: Page, key: str) -> None:
    """To the next one that waits: the demo always holds some."""
    expect(page.locator("h1")).not_to_contain_text(key)


@pytest.mark.full
@pytest.mark.parametrize(("language", "width"), VISITS)
def test_posts_are_read_one_by_one_and_let_out_by_another(
    town: Server, open_page: Open, shot: Shot, clerk: Any, reviewer: Any, language: str, width: int
) -> None:
    name = f"{language}-{width}"
    page = open_page(town, "/staff/data/items/", language=language, width=width, cookies=clerk)
    good_looks(page)
    page.locator(f"main a[href='{OF}']").click()
    good_looks(page)
    shot(page, "items")
    bring(page, HEAD + rows(name).replace("35.0312", "きた"))
    expect(page.locator("#errors")).to_be_visible()
    good_looks(page)
    bring(page, HEAD + rows(name))
    expect(page.locator("#last")).to_be_visible()
    good_looks(page)
    page.get_by_role("link", name=f"T-{name}-2").click()
    expect(page.locator("mark")).to_have_count(3)
    shot(page, "item")
    page.locator("main form button").click()
    expect(page.locator("main [role=alert]")).to_be_visible()
    answer(page, persons="yes")
    good_looks(page)
    page.locator("main form button").click()
    gone_on(page, f"T-{name}-2")
    page.goto(town.address + OF)
    page.get_by_role("link", name=f"T-{name}-1").click()
    answer(page)
    page.locator("input[name=keep_place][value=keep]").check()
    good_looks(page)
    page.locator("main form button").click()
    gone_on(page, f"T-{name}-1")
    page.goto(town.address + OF)
    page.locator("form[action$='/propose/'] button").click()
    page.wait_for_url("**/staff/data/releases/*/")
    address = page.url.removeprefix(town.address)
    run_in(town, "tests.browser.work")
    page = open_page(town, address, language=language, width=width, cookies=reviewer)
    expect(page.locator("section[aria-labelledby=checklist]")).to_contain_text(f"T-{name}-1", use_inner_text=True)
    good_looks(page)
    shot(page, "release-items")
    page.locator("form[action$='/out/'] button").click()
    expect(page.locator("form[action$='/back/']")).to_be_visible()
    page.goto(f"{town.address}/data/{SLUG}/")
    expect(page.locator("#map")).to_be_visible()
    good_looks(page)
    shot(page, "dataset-items")


@pytest.mark.full
def test_posts_are_answered_with_the_keyboard_alone_and_without_a_script(
    town: Server, open_page: Open, clerk: Any
) -> None:
    page = open_page(town, OF, js=False, cookies=clerk)
    bring(page, HEAD + "K-1,遊具,ブランコのくさりがさびています。,2026-11-01,,,u1\r\n")
    expect(page.locator("#last")).to_be_visible()
    page.get_by_role("link", name="K-1").click()
    for name, value in OUT.items():
        page.locator(f"input[name=q-{name}]").first.focus()
        page.keyboard.press("Space" if value == "yes" else "ArrowDown")
        expect(page.locator(f"input[name=q-{name}][value={value}]")).to_be_checked()
    page.locator("main form button").focus()
    page.keyboard.press("Enter")
    gone_on(page, "K-1")
    page.goto(town.address + OF)
    expect(page.locator("section[aria-labelledby=accepted]")).to_contain_text("K-1", use_inner_text=True)

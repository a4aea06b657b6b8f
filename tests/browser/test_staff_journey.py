"""From the queue to the decision, without JavaScript: by keyboard alone, and with everything that can be forgotten."""

import json
import re
import secrets
import urllib.request
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from madoguchi.demo.answers import Writer, answers_for
from madoguchi.trail import clock
from tests.browser import looks
from tests.browser.looks import Open, tab_to
from tests.browser.servers import Server


def good_looks(page: Page, js: bool = True) -> None:
    """axe itself is a script: where scripts are off, the same page is looked at with them on."""
    if js:
        looks.good_looks(page)


def newest(page: Page) -> str:
    """A case that has just arrived; its page is open."""
    site = page.url.split("/staff/")[0]
    number = arrive(site)
    page.goto(f"{site}/staff/cases/{number}/")
    return number


def arrive(site: str) -> str:
    """Send a claim as a program would; returns its number."""
    address = f"{site}/api/v1/procedures/jido-teate-nintei"
    with urllib.request.urlopen(address, timeout=20) as found:
        version = json.load(found)["version"]
    sent = {"version": version, "answers": answers_for("jido-teate-nintei", Writer(today=clock.today()))}
    headers = {"Content-Type": "application/json", "Idempotency-Key": secrets.token_hex(16)}
    request = urllib.request.Request(f"{address}/applications", json.dumps(sent).encode(), headers)
    with urllib.request.urlopen(request, timeout=20) as receipt:
        return str(json.load(receipt)["number"])


@pytest.mark.parametrize(("width", "js"), [pytest.param(1280, True, marks=pytest.mark.full), (390, True), (390, False)])
def test_a_case_is_decided_step_by_step_and_nothing_typed_is_lost(
    town: Server, open_page: Open, signed_in: Any, shot: Any, width: int, js: bool
) -> None:
    page = open_page(town, "/staff/", width=width, js=js, cookies=signed_in)
    number = newest(page)
    page.click(".person button[type=submit]")
    expect(page.locator(".person h2")).to_have_text("決めるのは、あなたです", use_inner_text=True)
    expect(page.locator("input[name=result]:checked")).to_have_count(0)

    page.fill("#decide-reason", "お子さんの生計を維持しているのは、配偶者の方のためです。")
    page.click(".person button[type=submit]")
    expect(page.locator(".errors")).to_contain_text("決定をひとつ選んでください", use_inner_text=True)
    expect(page.locator("#decide-reason")).to_have_value(re.compile("^お子さんの生計"))
    good_looks(page, js)

    page.check("input[value=refused]")
    page.click(".person button[type=submit]")
    expect(page.locator("main")).to_contain_text("審査請求をすることができます", use_inner_text=True)
    good_looks(page, js)
    shot(page, "decision") if js else None
    looks.good_looks_in_all(page) if js else None
    looks.speak(page, "ja")

    page.click("button[value=again]")
    expect(page.locator("input[value=refused]")).to_be_checked()
    expect(page.locator("#decide-reason")).to_have_value(re.compile("^お子さん"))
    page.click(".person button[type=submit]")
    page.click("button[value=final]")
    expect(page).to_have_url(re.compile(f"/staff/cases/{number}/$"))
    expect(page.locator(".person h2")).to_have_text("決定:却下", use_inner_text=True)
    expect(page.locator(".timeline")).to_contain_text("決定しました 却下", use_inner_text=True)
    good_looks(page, js)


def test_deciding_works_by_keyboard_alone(town: Server, open_page: Open, signed_in: Any) -> None:
    page = open_page(town, "/staff/", cookies=signed_in)
    newest(page)
    tab_to(page, ".person button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("#decide-reason")
    tab_to(page, "input[name=result]")
    page.keyboard.press("Space")
    tab_to(page, ".person button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("button[value=final]")
    tab_to(page, "button[value=final]")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=決定:認定")


def test_the_page_of_somebody_who_was_faster_is_calm(town: Server, open_page: Open, signed_in: Any) -> None:
    slow = open_page(town, "/staff/", cookies=signed_in)
    number = newest(slow)
    fast = open_page(town, f"/staff/cases/{number}/", cookies=signed_in)
    fast.click(".person button[type=submit]")
    slow.click(".person button[type=submit]")
    expect(slow.locator("h1")).to_have_text("見ているあいだに、先に進んでいました", use_inner_text=True)
    looks.good_looks_in_all(slow)


def test_a_search_that_finds_nobody_and_one_that_lacks_its_purpose(
    town: Server, open_page: Open, signed_in: Any
) -> None:
    page = open_page(town, "/staff/search/", cookies=signed_in)
    page.fill("#kana", "ヌル")
    page.click("main button[type=submit]")
    expect(page.locator(".errors")).to_contain_text("何のためにさがすのかを選んでください", use_inner_text=True)
    expect(page.locator("#kana")).to_have_value("ヌル")
    good_looks(page)
    page.select_option("#purpose", "child-allowance")
    page.click("main button[type=submit]")
    expect(page.locator("main")).to_contain_text("見つかりませんでした", use_inner_text=True)
    good_looks(page)


def test_a_request_for_correction_opens_the_wish_of_a_marked_field(
    town: Server, open_page: Open, signed_in: Any
) -> None:
    page = open_page(town, "/staff/", cookies=signed_in)
    number = newest(page)
    page.goto(page.url + "correction/")
    wish = page.locator("input[name='wish.home']")
    expect(wish).not_to_be_visible()
    page.check("input[value='home']")
    wish.fill("番地が抜けています。")
    page.fill("#words", "住所を確かめさせてください。")
    page.locator("main form button[type=submit]").last.click()
    expect(page).to_have_url(re.compile(f"/staff/cases/{number}/$"))
    expect(page.locator(".person")).to_contain_text("住所と連絡先 住所: 番地が抜けています。", use_inner_text=True)
    good_looks(page)

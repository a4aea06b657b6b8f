"""A resident applies in a real browser: with a script and without, by keyboard alone, on a phone, in three languages."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from madoguchi.demo.paper import document
from tests.browser.looks import (
    EACH_LANGUAGE,
    Open,
    good_looks,
    good_looks_at_both_widths,
    good_looks_in_all,
    speak,
    tab_to,
)
from tests.browser.servers import Server

WITH_OR_WITHOUT = [pytest.param(True, marks=pytest.mark.full), False]
"""JavaScript. A quick run goes without."""
CLAIM = "/procedures/jido-teate-nintei/start/"
OPINION = "/procedures/iken/start/"
CHANGE = "/procedures/jido-teate-henko/start/"
NAME = {"family": "若葉", "given": "はるか", "family_kana": "ワカバ", "given_kana": "ハルカ"}
HOME = {"postal_code": "174-0045", "prefecture": "東京都", "city": "板橋区", "town": "西台", "number": "1-2"}


def fill(page: Page, field: str, values: dict[str, str]) -> None:
    for part, text in values.items():
        page.locator(f"[name='{field}.{part}']").fill(text)


def choose(page: Page, field: str, option: str) -> None:
    page.locator(f"[name='{field}'][value='{option}']").check()


def day(page: Page, field: str, era: str, *numbers: int) -> None:
    page.locator(f"[name='{field}.era']").select_option(era)
    fill(page, field, dict(zip(("year", "month", "day"), map(str, numbers), strict=True)))


def go(page: Page, to: str) -> None:
    page.locator("main form button[name=_go]").last.click()
    page.wait_for_url(f"**{to}")


def child(page: Page) -> None:
    fill(page, "name", NAME | {"given": "みらい", "given_kana": "ミライ"})
    day(page, "birth", "reiwa", 5, 4, 1)
    choose(page, "relation", "child")


def to_the_children(page: Page, look: bool = False) -> None:
    """The pages before the children, each looked at when wanted."""
    choose(page, "reason", "born")
    choose(page, "work", "employee")
    day(page, "happened", "reiwa", 7, 11, 1)
    go(page, "/applicant/")
    good_looks_at_both_widths(page) if look else None
    fill(page, "name", NAME)
    day(page, "birth", "heisei", 2, 4, 5)
    choose(page, "pension", "national")
    go(page, "/contact/")
    good_looks_at_both_widths(page) if look else None
    fill(page, "home", HOME)
    page.locator("[name=telephone]").fill("090-1234-5678")
    go(page, "/spouse/")
    good_looks_at_both_widths(page) if look else None
    choose(page, "spouse", "none")
    page.wait_for_timeout(300)
    go(page, "/children/1/")


def to_the_last_look(page: Page) -> None:
    go(page, "/older/")
    choose(page, "older", "no")
    go(page, "/money/")
    choose(page, "pay-to", "registered")
    page.wait_for_timeout(300)
    go(page, "/check/")


def send(page: Page) -> str:
    page.locator("main form button[name=_send]").click()
    page.wait_for_url("**/receipts/**")
    return page.locator(".receipt__no").inner_text()


@pytest.mark.parametrize("js", WITH_OR_WITHOUT)
def test_a_whole_claim_arrives(town: Server, open_page: Open, shot, js: bool) -> None:
    page = open_page(town, CLAIM, js=js)
    to_the_children(page)
    child(page)
    choose(page, "living", "together")
    page.wait_for_timeout(300)
    go(page, "/children/")
    shot(page, "children") if js else None
    to_the_last_look(page)
    shot(page, "check") if js else None
    number = send(page)
    assert number.startswith("MD-")
    page.goto(f"{town.address}/status/")
    page.locator("main #number").fill(number)
    page.locator("main form button").first.click()
    expect(page.locator("main")).to_contain_text("届きました")


def test_what_is_typed_while_the_next_questions_are_on_their_way_stays(town: Server, open_page: Open) -> None:
    page, held = open_page(town, CHANGE), []
    fill(page, "name", NAME)
    day(page, "birth", "heisei", 2, 4, 5)
    page.locator("[name=telephone]").fill("090-1234-5678")
    go(page, "/change/")

    def hold(route: Route) -> None:
        first = not held and "_peek" in (route.request.post_data or "")
        held.append(route) if first else route.continue_()

    page.route("**/drafts/**", hold)
    with page.expect_request(lambda asked: "_peek" in (asked.post_data or "")):
        choose(page, "changed", "home")
    choose(page, "changed", "name")
    day(page, "changed-on", "reiwa", 7, 11, 1)
    held[0].continue_()  # the answer comes late; who typed meanwhile is asked for again
    expect(page.locator("[name=changed][value=name]")).to_be_checked()
    expect(page.locator("[name='former-name']")).to_be_visible()
    expect(page.locator("[name='changed-on.day']")).to_have_value("1")


def test_whose_question_goes_away_meanwhile_stands_at_the_one_before_it(town: Server, open_page: Open) -> None:
    page, held = open_page(town, CHANGE), []
    fill(page, "name", NAME)
    day(page, "birth", "heisei", 2, 4, 5)
    page.locator("[name=telephone]").fill("090-1234-5678")
    go(page, "/change/")
    choose(page, "changed", "name")
    expect(page.locator("[name='former-name']")).to_be_visible()
    page.route(
        "**/drafts/**", lambda route: held.append(route) if route.request.method == "POST" else route.continue_()
    )
    choose(page, "changed", "home")
    page.locator("[name='former-name']").focus()
    expect(page.locator("[name='former-name']")).to_be_focused()
    held.pop().continue_()
    expect(page.locator("[name='former-name']")).to_have_count(0)
    expect(page.locator("[name='changed-on.day']")).to_be_focused()


@pytest.mark.parametrize("js", WITH_OR_WITHOUT)
def test_a_question_that_comes_up_takes_a_file(town: Server, open_page: Open, tmp_path: Path, js: bool) -> None:
    paper = tmp_path / "申立書.pdf"
    paper.write_bytes(document("a statement"))
    page = open_page(town, CLAIM, js=js)
    to_the_children(page)
    child(page)
    choose(page, "living", "apart")
    if not js:
        page.locator("main form button[name=_go]").last.click()
        expect(page.locator("#errors")).to_contain_text("上の答えから")
    fill(page, "home", HOME)
    page.locator("[name=custody]").set_input_files(paper)
    page.locator("button[name=_upload]").click()
    expect(page.locator("main")).to_contain_text("届いています")
    expect(page.locator("[name='home.town']")).to_have_value("西台")
    good_looks(page) if js else None
    go(page, "/children/")


@pytest.mark.full
@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_every_step_is_open_to_everybody(town: Server, open_page: Open, language: str) -> None:
    page = open_page(town, CLAIM, language=language, width=390)
    to_the_children(page, look=True)
    child(page)
    choose(page, "living", "together")
    page.wait_for_timeout(300)
    go(page, "/children/")
    good_looks_at_both_widths(page)
    page.locator("a[href$='/remove/']").first.click()
    good_looks_at_both_widths(page)
    page.go_back()
    to_the_last_look(page)
    good_looks_at_both_widths(page)
    page.locator("button[name=_later]").click()
    page.wait_for_url("**/later/")
    good_looks_at_both_widths(page)
    page.go_back()
    send(page)
    good_looks_at_both_widths(page)
    page.locator("a[href$='/withdraw/']").click()
    good_looks_at_both_widths(page)


def test_by_keyboard_alone(town: Server, open_page: Open) -> None:
    page = open_page(town, OPINION)
    tab_to(page, "[name=topic]")
    page.keyboard.press("Space")
    tab_to(page, "[name=words]")
    page.keyboard.type("公園に水飲み場がほしいです。")
    tab_to(page, "[name=reply]")
    page.keyboard.press("Space")
    tab_to(page, "main button[name=_go]:not([tabindex='-1'])")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    tab_to(page, "main button[name=_send]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipts/**")


def test_the_enter_key_saves_and_does_not_look_up_an_address(town: Server, open_page: Open) -> None:
    page = open_page(town, CLAIM)
    choose(page, "reason", "born")
    choose(page, "work", "employee")
    day(page, "happened", "reiwa", 7, 11, 1)
    page.locator("[name='happened.day']").press("Enter")
    page.wait_for_url("**/applicant/")


def test_a_double_click_gives_one_receipt(town: Server, open_page: Open) -> None:
    page = open_page(town, OPINION)
    choose(page, "topic", "town")
    page.locator("[name=words]").fill("二度押しても、一度だけ届きますように。")
    choose(page, "reply", "no")
    go(page, "/check/")
    page.locator("main form button[name=_send]").dblclick()
    page.wait_for_url("**/receipts/**")
    assert page.locator(".receipt__no").inner_text().startswith("MD-")


def test_the_back_button_after_sending_shows_the_receipt_again(town: Server, open_page: Open) -> None:
    page = open_page(town, OPINION)
    choose(page, "topic", "town")
    page.locator("[name=words]").fill("もどっても、だいじょうぶ。")
    choose(page, "reply", "no")
    go(page, "/check/")
    number = send(page)
    page.go_back()
    page.wait_for_url("**/receipts/**")
    expect(page.locator(".receipt__no")).to_have_text(number, use_inner_text=True)


def test_who_is_sent_elsewhere_can_go_back(town: Server, open_page: Open) -> None:
    page = open_page(town, CLAIM)
    choose(page, "reason", "born")
    choose(page, "work", "civil-servant")
    day(page, "happened", "reiwa", 7, 11, 1)
    go(page, "/stop/")
    good_looks_in_all(page)
    speak(page, "ja")
    page.reload()
    expect(page.locator("main")).to_contain_text("勤務先に請求してください")
    page.get_by_role("link", name="前のページに戻って").click()
    expect(page.locator("[name=work][value=civil-servant]")).to_be_checked()

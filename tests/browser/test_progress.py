"""The progress of recommendations, the indicators and the loop: axe, three languages, wide, narrow, and on paper."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.looks import EACH_LANGUAGE, VISITS, Open, good_looks
from tests.browser.servers import Server
from tests.browser.signed_in import enter

PAGES = {
    "progress": "/progress/",
    "late": "/progress/?schedule=late",
    "ask": "/progress/2-II-b.1/",
    "no-evidence": "/progress/2-V-2-a.1/",
    "indicators": "/indicators/",
    "indicator": "/indicators/online-share/",
    "committee": "/progress/committee/jichitai-dx-suishin/",
    "activity-report": "/progress/committee/jichitai-dx-suishin/report/",
    "loop": "/procedures/jido-teate-nintei/loop/",
}


@pytest.mark.parametrize(("language", "width"), VISITS)
@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_read_how_far_we_are(
    town: Server, open_page: Open, shot: Any, name: str, language: str, width: int
) -> None:
    page = open_page(town, PAGES[name], language=language, width=width)
    good_looks(page)
    shot(page, name)


def test_every_picture_of_numbers_has_its_table(town: Server, open_page: Open) -> None:
    page = open_page(town, "/indicators/")
    assert page.locator(".chart svg").count() == page.locator(".multiples table").count() > 10


def test_on_a4_it_stands_in_the_order_of_the_report(town: Server, open_page: Open) -> None:
    page = open_page(town, "/progress/")
    page.emulate_media(media="print")
    places = page.locator(".table--asks th[scope=row]").all_inner_texts()
    assert len(places) == 126 and places[0] == "1-I-a.1" and places[-1] == "3-I-d.3"
    assert page.pdf(format="A4").startswith(b"%PDF")
    expect(page.locator(".narrowing")).not_to_be_visible()


ON_A4 = {"width": 643, "height": 1000}
"""The sheet without its margins (170 mm), at 96 dots to the inch."""
LINES = """all => all.map(one => [one.textContent.trim(),
  Math.round(one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight))])"""
LONGEST = {
    "ja": "検討して、結果を出した",
    "ja-easy": "考(かんが)えて、結果(けっか)を 出(だ)した",
    "en": "Considered, with an outcome",
}
"""The one status that takes two lines; they begin under each other, beside the mark."""


@pytest.mark.parametrize("language", EACH_LANGUAGE)
def test_on_a4_every_status_stands_on_one_line(town: Server, open_page: Open, language: str) -> None:
    page = open_page(town, "/progress/", language=language)
    page.emulate_media(media="print")
    page.set_viewport_size(ON_A4)
    told = page.locator(".table--asks td[data-label] > span").evaluate_all(LINES)
    assert len(told) == 3 * 126
    assert {words for words, lines in told if lines > 1} <= {LONGEST[language]}
    assert page.evaluate("document.documentElement.scrollWidth") <= ON_A4["width"]


@pytest.mark.full
def test_the_activity_report_prints_on_a4_whole_and_in_its_own_order(town: Server, open_page: Open) -> None:
    page = open_page(town, PAGES["activity-report"])
    page.emulate_media(media="print")
    expect(page.locator(".chapter h2")).to_have_text(
        [
            "1 付託調査事件",
            "2 建議理由",
            "3 活動方針",
            "4 重点調査項目",
            "5 スケジュール",
            "6 調査経過",
            "7 提言",
            "8 委員協議会",
            "9 委員構成",
        ]
    )
    expect(page.locator(".table--rows thead").first).to_be_visible()
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 without its margins, at 96 dots to the inch
    sideways = page.locator(".table").evaluate_all("all => all.filter(one => one.scrollWidth > 718).length")
    assert sideways == 0
    assert page.pdf(format="A4").startswith(b"%PDF")


@pytest.fixture(scope="module")
def head(browser: Browser, town: Server) -> Any:
    """The cookies of somebody who heads an office."""
    context = browser.new_context()
    enter(context.new_page(), town, "shiraishi")
    cookies = [one for one in context.cookies() if one["name"] != "madoguchi-lang"]
    context.close()
    return cookies


@pytest.mark.parametrize(("language", "width"), VISITS)
@pytest.mark.parametrize("path", ["/staff/progress/", "/staff/progress/2-II-b.1/"])
def test_a_head_of_an_office_finds_the_form(
    town: Server, open_page: Open, head: Any, path: str, language: str, width: int
) -> None:
    good_looks(open_page(town, path, language=language, width=width, cookies=head))

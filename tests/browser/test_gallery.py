"""Every field, component and error page, in three languages, wide and narrow."""

import pytest
from playwright.sync_api import expect

from madoguchi.design.errors import TROUBLES
from tests.browser.looks import VISITS, Open, good_looks, tab_to
from tests.browser.servers import Server


@pytest.mark.parametrize(("language", "width"), VISITS)
@pytest.mark.parametrize("path", ["/form/quiet/", "/form/wrong/", "/staff/"])
def test_axe_finds_nothing_in_any_field_or_component(
    gallery: Server, open_page: Open, path: str, language: str, width: int
) -> None:
    good_looks(open_page(gallery, path, language=language, width=width))


@pytest.mark.parametrize(("language", "width"), VISITS)
@pytest.mark.parametrize("status", sorted(TROUBLES))
def test_every_error_page_says_what_to_do_next(
    gallery: Server, open_page: Open, status: int, language: str, width: int
) -> None:
    page = open_page(gallery, f"/trouble/{status}/", language=language, width=width)
    good_looks(page)
    assert page.locator(".stepline li").count() >= 2


def test_the_error_summary_leads_to_the_first_input_of_each_field(gallery: Server, open_page: Open) -> None:
    page = open_page(gallery, "/form/wrong/")
    targets = page.eval_on_selector_all(".errors a", "links => links.map(link => link.getAttribute('href').slice(1))")
    for target in targets:
        tag = page.evaluate("id => document.getElementById(id)?.tagName", target)
        assert tag in ("INPUT", "SELECT", "TEXTAREA"), target
        words = page.evaluate("id => document.getElementById(id).getAttribute('aria-describedby') || 'group'", target)
        assert words, target


def test_what_was_typed_stands_there_unchanged(gallery: Server, open_page: Open) -> None:
    page = open_page(gallery, "/form/wrong/")
    expect(page.locator("#f-text")).to_have_value("<b>\"'&")
    expect(page.locator("#f-long-text")).to_have_value("\n一行目は空")
    expect(page.locator("#f-person-name-family")).to_have_value("𠮷野")
    expect(page.locator("#f-address-number")).to_have_value("８－１５")


def test_the_form_is_walked_through_by_keyboard_alone(gallery: Server, open_page: Open) -> None:
    page = open_page(gallery, "/form/quiet/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    tab_to(page, "button.button--l", most=120)


def test_enter_in_a_text_field_goes_on_and_does_not_switch_the_language(gallery: Server, open_page: Open) -> None:
    page = open_page(gallery, "/form/quiet/", language="en")
    page.focus("#f-text")
    with page.expect_request(lambda request: request.method == "POST") as info:
        page.keyboard.press("Enter")
    url, data = info.value.url, info.value.post_data or ""
    assert "text=" in data
    assert "lang=" not in url and "lang=" not in data and "lookup=" not in data


def test_forced_colours_and_print_still_show_every_field(gallery: Server, open_page: Open) -> None:
    page = open_page(gallery, "/form/quiet/")
    page.emulate_media(forced_colors="active")
    expect(page.locator(".choice").first).to_be_visible()
    page.emulate_media(media="print", forced_colors="none")
    expect(page.locator(".lang")).not_to_be_visible()
    expect(page.locator("#f-text")).to_be_visible()


def test_forced_colours_still_tell_where_one_is_and_that_a_list_opens(gallery: Server, open_page: Open) -> None:
    page = open_page(gallery, "/form/quiet/")
    page.emulate_media(forced_colors="active")
    colour = "box => getComputedStyle(box).backgroundColor"
    here, there = page.locator(".lang [aria-current]"), page.locator(".lang button:not([aria-current])").first
    assert here.evaluate(colour) != there.evaluate(colour)
    assert page.locator("select.input").first.evaluate("box => getComputedStyle(box).appearance") == "auto"


def test_without_its_style_sheets_a_page_shows_small_drawings(gallery: Server, open_page: Open) -> None:
    page = open_page(gallery, "/staff/")
    page.evaluate("[...document.styleSheets].forEach(sheet => { sheet.disabled = true; })")
    widths = page.eval_on_selector_all(
        "svg.icon, svg.mark", "drawings => drawings.map(d => d.getBoundingClientRect().width)"
    )
    assert widths and max(widths) <= 40

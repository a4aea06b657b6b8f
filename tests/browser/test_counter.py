"""書かない窓口 in a browser: a clerk writes for somebody who came, says for whom, and prints the paper.

Somebody was interrupted on the way and finds it again; nothing that the browser remembers opens the receipt."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.looks import VISITS, Open, good_looks
from tests.browser.servers import Server


@pytest.mark.parametrize(("language", "width"), VISITS)
def test_a_clerk_writes_for_somebody_and_hands_over_the_paper(
    town: Server, open_page: Open, signed_in: Any, language: str, width: int
) -> None:
    page = open_page(town, "/staff/counter/", language=language, width=width, cookies=signed_in)
    good_looks(page)
    visited: set[str] = set()
    page.on("framenavigated", lambda frame: visited.add(frame.url))
    page.goto(f"{town.address}/staff/counter/procedures/iken/")
    good_looks(page)
    page.locator("main .button--l:visible, main .button--xl:visible").first.click()
    page.check("[name=topic][value=town]")
    page.fill("[name=words]", "駅前のベンチを増やしてほしいです。")
    page.check("[name=reply][value=no]")
    page.locator("button.button--l[name=_go]").click()
    expect(page.locator("#presence")).to_be_visible()
    good_looks(page)

    page.goto(f"{town.address}/staff/counter/")  # interrupted; and back
    expect(page.locator("#begun")).to_be_visible()
    good_looks(page)
    page.locator("a[href$='throw-away/']").first.click()
    expect(page.locator("main form button")).to_be_visible()
    good_looks(page)
    page.locator("main form + a, main form a").first.click()
    page.locator("form[action*='/begun/'] button").first.click()
    expect(page.locator("#presence")).to_be_visible()

    page.locator("button[name=_send]").click()
    expect(page.locator("#presence .wrong")).to_be_visible()
    good_looks(page)
    page.check("[name=presence][value=self]")
    page.locator("button[name=_send]").click()
    expect(page.locator(".receipt__no")).to_be_visible()
    good_looks(page)
    page.locator("a[href$='print/']").click()
    expect(page.locator(".qr")).to_be_visible()
    good_looks(page)
    link = page.locator(".copyable code").inner_text()
    nobody = open_page(town, "/", language=language, width=width)
    for address in {*visited, *(one.replace("/staff/counter/", "/") for one in visited)}:
        assert "receipt__no" not in nobody.request.get(address).text()
    nobody.goto(link)
    expect(nobody.locator(".receipt__no")).to_be_visible()
    assert link not in visited

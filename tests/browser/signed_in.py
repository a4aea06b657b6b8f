"""Members of staff of the demo, signed in through its own page."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.servers import Server


def enter(page: Page, town: Server, login: str) -> None:
    page.goto(f"{town.address}/demo/")
    page.locator(f"form:has([value={login}]) button").first.click()
    page.wait_for_url("**/staff/**")


def cookies_of(browser: Any, town: Server, login: str) -> Any:
    """To be put into a context of any language."""
    context = browser.new_context()
    enter(context.new_page(), town, login)
    cookies = [one for one in context.cookies() if one["name"] != "madoguchi-lang"]
    context.close()
    return cookies

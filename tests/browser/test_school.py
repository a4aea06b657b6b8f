"""A school's morning in a real browser: three taps without a script, by keyboard, and a board that shows it by itself."""

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks import VISITS, Open, axe, good_looks
from tests.browser.seen import SHOWN
from tests.browser.servers import Server
from tests.unit.receive.rosters import packed, swapped

FIRST_LOAD = 60_000
BEHIND = 5_000
"""Milliseconds within which a notice is on every open board."""


def enter(page: Page, town: Server, login: str = "kimura", path: str = "") -> None:
    page.goto(f"{town.address}/demo/")
    page.locator(f"form:has([value={login}]) button").first.click()
    page.wait_for_url("**/staff/**")
    page.goto(town.address + (path or town.known["board"]))


def link(town: Server) -> str:
    return f"/g/{town.known['guardian']}/"


def children(page: Page) -> Any:
    return page.locator("[name=child]")


def choose_child(page: Page) -> int:
    """The taps that it takes: none where an only child is chosen already."""
    if children(page).count() == 1:
        return 0
    children(page).first.check()
    return 1


def send(page: Page, town: Server) -> None:
    page.goto(town.address + link(town))
    choose_child(page)
    page.locator("[name=reason]").first.check()
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url("**/notices/?n=*")


@pytest.mark.parametrize("js", [True, False], ids=["with-script", "without"])
def test_from_the_link_to_the_receipt_in_three_taps(town: Server, open_page: Open, shot: Any, js: bool) -> None:
    page = open_page(town, link(town), width=390, js=js)
    taps = choose_child(page)
    page.locator("[name=reason]").first.check()
    shot(page, "absence") if js else None
    page.locator("main button[type=submit]").last.click()
    expect(page.get_by_role("heading", name="届きました").first).to_be_visible()
    assert taps + 2 <= 3


def test_the_first_load_is_at_most_60_kilobytes(town: Server, open_page: Open) -> None:
    page = open_page(town, "/status/", width=390)
    sizes: list[int] = []
    page.context.clear_cookies()
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(town.address + link(town), wait_until="networkidle")
    assert len(sizes) >= 2 and sum(sizes) <= FIRST_LOAD


def test_the_whole_way_by_keyboard(town: Server, open_page: Open) -> None:
    page = open_page(town, link(town), js=False)
    if children(page).count() > 1:
        children(page).first.focus()
        page.keyboard.press("Space")
    page.locator("[name=reason]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.locator("main button[type=submit]").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/notices/?n=*")
    page.get_by_role("link", name=re.compile("^取り消す")).first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="取り消す").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="取り消した連絡").first).to_be_visible()


def test_the_board_shows_a_notice_by_itself_and_the_guardian_sees_that_it_was_seen(
    town: Server, open_page: Open, shot: Any
) -> None:
    board, home = open_page(town, "/demo/"), open_page(town, "/demo/", width=390)
    enter(board, town)
    home.goto(town.address + link(town))
    mine = [one.get_attribute("value") for one in children(home).all()]
    home.locator(f"[name=child][value='{next(one for one in mine if board.locator(f'#seat-{one}').count())}']").check()
    home.locator("[name=reason]").first.check()
    home.locator("main button[type=submit]").last.click()
    home.wait_for_url("**/notices/?n=*")
    number = home.url.split("n=")[1]
    expect(board.locator(f"#see-{number}")).to_be_visible(timeout=BEHIND)
    shot(board, "board")
    board.locator(f"#see-{number}").click()
    board.wait_for_load_state()
    home.reload()
    expect(home.get_by_text("学校の先生が確認しました").first).to_be_visible()


@pytest.mark.full
def test_a_board_that_finds_no_answer_says_that_it_may_be_old(town: Server, browser: Browser) -> None:
    """A page of its own: htmx writes to the console what fails here on purpose."""
    board = browser.new_context(locale="ja-JP").new_page()
    board.goto(town.address + "/demo/")
    enter(board, town)
    warning, asks = board.locator("#stale"), lambda route: route.request.headers.get("hx-request") == "true"
    expect(warning).to_be_hidden()
    board.route("**/staff/schools/**", lambda route: route.abort() if asks(route) else route.continue_())
    expect(warning).to_be_visible(timeout=3 * BEHIND)
    axe(board)
    board.unroute("**/staff/schools/**")
    expect(warning).to_be_hidden(timeout=2 * BEHIND)
    board.context.close()


def test_a_telephone_call_is_two_taps_without_a_script(town: Server, open_page: Open) -> None:
    page = open_page(town, "/demo/", js=False)
    enter(page, town, "yasui")
    seat = page.locator("a.seat").first
    name = seat.get_attribute("id")
    seat.click()
    page.locator("button[name=reason]").first.click()
    expect(page.locator(f"#{name}.seat--absent")).to_be_visible()


def sent(page: Page, town: Server) -> None:
    send(page, town)


def taking_back(page: Page, town: Server) -> None:
    send(page, town)
    page.locator("a[href$='/back/']").first.click()


def wrong(page: Page, town: Server) -> None:
    page.goto(town.address + link(town))
    page.locator("main button[type=submit]").last.click()


def unknown(page: Page, town: Server) -> None:
    page.goto(f"{town.address}/g/{'x' * 32}/")


def of_the_school(tail: str) -> Callable[[Page, Server], None]:
    def visit(page: Page, town: Server) -> None:
        school = "/".join(town.known["board"].split("/")[:4])
        enter(page, town, path=f"{school}/{tail}")

    return visit


def board(page: Page, town: Server) -> None:
    enter(page, town)


def room(page: Page, town: Server) -> None:
    enter(page, town, path=town.known["board"] + "?view=room")


def pupil(page: Page, town: Server) -> None:
    enter(page, town)
    page.locator("a.seat").first.click()
    page.wait_for_load_state()


def links(page: Page, town: Server) -> None:
    enter(page, town, path=town.known["board"] + "links/")


def sheets(page: Page, town: Server) -> None:
    """For one guardian anew, and not for whoever the other tests use."""
    links(page, town)
    page.locator("button[name=one]").last.click()
    page.wait_for_load_state()


def looked_at(page: Page, town: Server) -> None:
    of_the_school("csv/")(page, town)
    page.locator("[name=encoding]").last.check()
    page.locator("[name=look]").click()
    page.wait_for_load_state()


def roster(page: Page, town: Server) -> None:
    _as_clerk(page, town)
    files: io.BytesIO = packed(users=swapped("users", "p1,みお,若葉", "p1,みお,"))
    page.set_input_files("#file", {"name": "r.zip", "mimeType": "application/zip", "buffer": files.read()})
    page.locator("[name=check]").click()
    page.wait_for_load_state()


def _as_clerk(page: Page, town: Server) -> None:
    page.goto(f"{town.address}/staff/sign-in/")
    page.fill("#login", "hanaoka")
    page.fill("#password", town.known["password"])
    page.locator("#password").press("Enter")
    page.wait_for_url("**/staff/**")
    page.goto(f"{town.address}/staff/roster/")


PAGES: tuple[tuple[str, Callable[[Page, Server], None]], ...] = (
    ("receive/guardian/send.html", wrong),
    ("receive/guardian/notices.html", sent),
    ("receive/guardian/take_back.html", taking_back),
    ("receive/guardian/unknown.html", unknown),
    ("receive/roster.html", roster),
    ("decide/boards/schools.html", lambda page, town: enter(page, town, path="/staff/schools/")),
    ("decide/boards/school.html", of_the_school("")),
    ("decide/boards/class.html", board),
    ("decide/boards/class.html", room),
    ("decide/boards/pupil.html", pupil),
    ("decide/boards/days.html", of_the_school("days/")),
    ("decide/boards/export.html", looked_at),
    ("decide/boards/settings.html", of_the_school("settings/")),
    ("decide/boards/links.html", links),
    ("decide/boards/sheets.html", sheets),
)


@pytest.mark.parametrize(("language", "width"), VISITS)
@pytest.mark.parametrize(("template", "visit"), PAGES, ids=[f"{t}-{getattr(v, '__name__', '')}" for t, v in PAGES])
def test_a_school_page_looks_right(
    town: Server, open_page: Open, template: str, visit: Callable[[Page, Server], None], language: str, width: int
) -> None:
    page: Any = open_page(town, "/demo/", language=language, width=width)
    visit(page, town)
    assert template in SHOWN[page][1]
    good_looks(page)

"""The fictional ward with its published procedures, and a browser without JavaScript: it sends exactly what a page holds."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from madoguchi.declare.loading import load_town
from madoguchi.declare.versions import Version, close
from madoguchi.demo.paper import document
from madoguchi.demo.ward import Ward
from madoguchi.receive import actions
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor
from tests.sign_in import signed_in

from .families import Page, page_of
from .rosters import take_over

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
PUBLISHER = Actor("staff", "7", "経営改革推進課 田中 一郎")


class Form(HTMLParser):
    """The first form of a page with that id: its address, its inputs and its buttons."""

    def __init__(self, html: str, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside, self.action = form_id, False, None
        self.fields: dict[str, list[str]] = {}
        self.buttons: set[tuple[str, str]] = set()
        self._text: str | None = None
        self._select: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        at = {key: value or "" for key, value in attrs}
        if tag == "form":
            self.inside = at.get("id") == self.form_id
            self.action = at["action"] if self.inside else self.action
        if not self.inside:
            return
        if tag == "input" and self._is_sent(at):
            self.fields.setdefault(at["name"], []).append(at.get("value", ""))
        if tag == "textarea":
            self._text = at["name"]
            self.fields[at["name"]] = [""]
        if tag == "select":
            self._select = at["name"]
        if tag == "option" and "selected" in at and self._select:
            self.fields[self._select] = [at["value"]]
        if tag == "button" and "name" in at:
            self.buttons.add((at["name"], at.get("value", "")))

    @staticmethod
    def _is_sent(at: dict[str, str]) -> bool:
        kind = at.get("type", "text")
        return kind not in ("file", "submit") and (kind not in ("radio", "checkbox") or "checked" in at)

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self.fields[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._text is not None:
            self.fields[self._text][0] = self.fields[self._text][0].removeprefix("\n")
            self._text = None
        if tag == "select":
            self._select = None
        if tag == "form":
            self.inside = False


class Browser:
    """Without JavaScript. `open`, then `fill` what one types and press a button; it follows where the answer leads."""

    def __init__(self) -> None:
        self.client = Client(headers={"host": "localhost"}, enforce_csrf_checks=False)
        self.url, self.response, self.html = "", None, ""

    def open(self, url: str) -> "Browser":
        return self._arrive(self.client.get(url), url)

    def fill(self, form_id: str = "page", press: tuple[str, str] = ("_go", ""), **typed: Any) -> "Browser":
        """Type (`name__family` for name.family, `spouse_work` for spouse-work) and press a button."""
        form = self.form(form_id)
        data: dict[str, Any] = dict(form.fields)
        for key, value in typed.items():
            data[_name(key)] = value
        data[press[0]] = press[1]
        assert form.action is not None, f"no form {form_id} on {self.url}"
        return self._arrive(self.client.post(form.action, data), form.action)

    def form(self, form_id: str = "page") -> Form:
        return Form(self.html, form_id)

    def _arrive(self, response: Any, url: str) -> "Browser":
        hops = 0
        while response.status_code in (302, 303) and hops < 5:
            url, hops = response.headers["Location"], hops + 1
            response = self.client.get(url)
        self.url, self.response, self.html = url, response, response.content.decode()
        return self

    @property
    def status(self) -> int:
        return self.response.status_code  # type: ignore[union-attr]

    @property
    def secret(self) -> str:
        return self.url.split("/")[2]


def _name(key: str) -> str:
    field, _, part = key.partition("__")
    return field.replace("_", "-").lstrip("-") + (f".{part}" if part else "")


@pytest.fixture(autouse=True)
def a_fixed_day() -> Iterator[None]:
    with clock.at(NOON):
        yield


@pytest.fixture(scope="session")
def versions() -> dict[str, Version]:
    town = load_town(settings.MADOGUCHI_TOWN)
    return {slug: close(town, slug) for slug in town.procedures}


@pytest.fixture
def published(db: None, versions: dict[str, Version]) -> dict[str, Version]:
    for version in versions.values():
        actions.publish_procedure(version, applies_from=date(2026, 4, 1), by=PUBLISHER)
    return versions


@pytest.fixture
def browser(published: dict[str, Version]) -> Browser:
    return Browser()


@pytest.fixture
def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("申立書.pdf", document("a paper"), "application/pdf")


OPINION = {"topic": "town", "words": "公園に水飲み場がほしいです。", "reply": "yes"}


@pytest.fixture
def opinion() -> dict[str, str]:
    return dict(OPINION)


NAME = {"family": "若葉", "given": "はるか", "family_kana": "ワカバ", "given_kana": "ハルカ"}
HOME = {
    "postal_code": "174-0045",
    "prefecture": "東京都",
    "city": "板橋区",
    "town": "西台",
    "number": "1-2",
    "building": "",
}


def parts(field: str, values: dict[str, str]) -> dict[str, str]:
    return {f"{field}__{part}": value for part, value in values.items()}


def day(field: str, era: str, year: int, month: int, of_month: int) -> dict[str, str]:
    return parts(field, {"era": era, "year": str(year), "month": str(month), "day": str(of_month)})


@pytest.fixture
def at_the_last_look(browser: Browser) -> Browser:
    """A child allowance claim filled in, page by page, up to the last look."""
    browser.open("/procedures/jido-teate-nintei/start/")
    browser.fill(reason="born", work="employee", **day("happened", "reiwa", 8, 11, 1))
    browser.fill(**parts("name", NAME), **day("birth", "heisei", 2, 4, 5), pension="employees")
    browser.fill(**parts("home", HOME), telephone="090-1234-5678", email="")
    browser.fill(spouse="none")
    child = NAME | {"given": "みらい", "given_kana": "ミライ"}
    browser.fill(**parts("name", child), **day("birth", "reiwa", 8, 11, 1), relation="child", living="together")
    browser.fill()
    browser.fill(older="no")
    return browser.fill(pay_to="registered")


MORNING = datetime(2026, 11, 24, 7, 41, tzinfo=clock.TOKYO)


@pytest.fixture
def morning(midori):
    with clock.at(MORNING):
        take_over()
        yield midori


@pytest.fixture
def mother(morning) -> Page:
    return page_of("g1")


@pytest.fixture
def father(morning) -> Page:
    return page_of("g2")


@pytest.fixture
def at_the_counter(midori: Ward):
    """`at_the_counter("nagai")`: a browser of that member of staff."""

    def one(login: str) -> Browser:
        browser = Browser()
        browser.client = signed_in(midori.staff[login])
        return browser

    return one


@pytest.fixture
def clerk(at_the_counter) -> Browser:
    return at_the_counter("nagai")

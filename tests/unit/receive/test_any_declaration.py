"""Whatever declaration passes `check`: its pages render in every language, take whatever is typed, and give it back.

A form of random pages, fields, conditions and repeats is published and walked through by a browser without a script.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from madoguchi.declare.answers import prune
from madoguchi.declare.procedure import Page
from madoguchi.declare.submission import check_answers
from madoguchi.declare.versions import Version
from madoguchi.people import actions as people
from madoguchi.receive import actions, sealed
from madoguchi.receive.models import Application, Draft, Via
from madoguchi.trail import clock
from madoguchi.trail.actor import RESIDENT, SYSTEM
from tests.sign_in import signed_in
from tests.strategies import samples
from tests.strategies.answers import answers, posted
from tests.unit.declare.test_law import drawn_version

from .conftest import PUBLISHER, Browser, Form
from .test_bad_input import FORM

OFTEN = settings(
    deadline=None, suppress_health_check=list(HealthCheck), max_examples=10, phases=set(Phase) - {Phase.explain}
)
LANGUAGES = ("ja", "ja-easy", "en")
TYPED = {"text", "long-text", "number", "money", "person-name", "address", "telephone", "email"}
START, DETAIL = "/procedures/sample/start/", "/procedures/sample/"


@contextmanager
def published(version: Version) -> Iterator[None]:
    """In force until the end of the block."""
    with transaction.atomic():
        actions.publish_procedure(version, applies_from=date(2026, 4, 1), by=PUBLISHER)
        yield
        transaction.set_rollback(True)


def encoded(inputs: dict[str, list[str]]) -> bytes:
    pairs = [(name, text) for name, texts in inputs.items() for text in texts]
    return "&".join(f"{quote(name)}={quote(text.encode('utf-8', 'surrogatepass'))}" for name, text in pairs).encode()


def page_of(version: Version, form: Form) -> Page:
    """The page that this form is: /drafts/SECRET/PAGE/ or /drafts/SECRET/PAGE/ROW/."""
    return version.page(str(form.action).split("/")[3])


def send(browser: Browser, inputs: dict[str, list[str]]) -> None:
    """The page as it stands with these inputs in place of its own, and the button to go on."""
    form = browser.form()
    response = browser.client.generic("POST", str(form.action), encoded(form.fields | inputs | {"_go": [""]}), FORM)
    assert response.status_code in (200, 303, 422), response.status_code
    browser._arrive(response, str(form.action))


def came_back(browser: Browser, page: Page, inputs: dict[str, list[str]]) -> None:
    """On a page that is shown again stands what was typed. (Of what one chooses only the options can stand there.)"""
    shown, typed = browser.form().fields, {one.id for one in page.fields if one.type in TYPED}
    for name, texts in inputs.items():
        if name.partition(".")[0] in typed and name in shown and texts[0].isprintable():
            assert shown[name] == texts, name


def walk(browser: Browser, version: Version, data: st.DataObject) -> None:
    for _ in range(12):
        if browser.form().action is None:
            return  # an exit, the last look: nothing is typed there
        page, before = page_of(version, browser.form()), browser.form().action
        inputs = data.draw(posted(version, page))
        send(browser, inputs)
        if browser.status == 422 and browser.form().action == before:
            came_back(browser, page, inputs)


def every_address(version: Version, secret: str) -> list[str]:
    pages = [page.id for page in version.procedure.pages]
    return [f"/drafts/{secret}/{tail}" for tail in ("", "check/", "later/", *(f"{one}/" for one in pages),
                                                    *(f"{one}/1/" for one in pages))]  # fmt: skip


def looks_like_a_page(browser: Browser, language: str) -> None:
    assert browser.status == 200, (browser.url, browser.status)
    assert "<h1" in browser.html
    assert f'<html lang="{"en" if language == "en" else "ja"}' in browser.html


@pytest.fixture
def begins_with_rows(db: None) -> Iterator[Browser]:
    version = samples.version(
        samples.repeat("rows", samples.field("r-1", "text"), least=0),
        samples.page("last", samples.field("end", "text")),
    )
    with published(version):
        yield Browser().open(START)


def test_a_form_may_begin_with_rows_that_nobody_must_fill_in(begins_with_rows: Browser) -> None:
    assert not Draft.objects.exists()
    assert begins_with_rows.fill().url.endswith("/last/")
    assert begins_with_rows.fill(end="おわり").url.endswith("/check/")


def test_its_first_row_is_added_from_there(begins_with_rows: Browser) -> None:
    assert begins_with_rows.fill(press=("_add", "")).url.endswith("/rows/1/")
    begins_with_rows.fill(r_1="ひとつめ")
    assert "ひとつめ" in begins_with_rows.html and begins_with_rows.fill().url.endswith("/last/")


def test_pressing_twice_or_going_back_begins_it_once(begins_with_rows: Browser) -> None:
    form = begins_with_rows.form()
    for _ in range(2):
        assert begins_with_rows.client.post(str(form.action), form.fields | {"_go": [""]}).status_code == 303
    assert Draft.objects.count() == 1


@pytest.mark.django_db
@OFTEN
@given(st.data())
def test_it_renders_in_every_language_and_gives_back_what_was_typed(data: Any) -> None:
    version = drawn_version(data)
    with published(version):
        browser = Browser().open(START)
        walk(browser, version, data)
        for language in LANGUAGES:
            browser.client.cookies["madoguchi-lang"] = language
            for address in (DETAIL, START, *every_address(version, browser.secret)):
                looks_like_a_page(browser.open(address), language)


@pytest.mark.full
@pytest.mark.django_db
@settings(OFTEN, max_examples=200)
@given(st.data())
def test_so_do_many_more(data: Any) -> None:
    version = drawn_version(data)
    with published(version):
        walk(Browser().open(START), version, data)


def sent(version: Version, data: st.DataObject) -> Application:
    """An application with whatever answers this declaration takes."""
    drawn = data.draw(answers(version))
    for path, _, one in version.fields():
        if one.type == "file" and "[]" not in path:
            drawn.pop(path, None)
    kept = prune(version, drawn)
    assume(not check_answers(version, kept, clock.today()) and not any(sealed.files_of(kept)))
    return actions.submit(
        version=version, answers=kept, idempotency_key="key-of-a-test", secret="s" * 32, by=RESIDENT, via=Via.ONLINE
    )


def at_the_office() -> Client:
    people.open_office(office_id="office", name="見本課", by=SYSTEM)
    staff = people.add_staff(login="clerk", name="受付 さくら", password="a-password-of-tests", by=SYSTEM)
    people.grant_role(staff=staff, office="office", role="clerk", by=SYSTEM, valid_from=date(2026, 4, 1))
    return signed_in(staff)


@pytest.mark.django_db
@OFTEN
@given(st.data())
def test_what_was_sent_is_read_on_the_receipt_and_by_the_office_in_every_language(data: Any) -> None:
    version = drawn_version(data)
    with published(version):
        application = sent(version, data)
        staff, resident = at_the_office(), Browser().client
        for language in LANGUAGES:
            for client, address in (
                (resident, f"/receipts/{'s' * 32}/"), (resident, f"/receipts/{'s' * 32}/print/"),
                (staff, f"/staff/cases/{application.number}/"), (staff, "/staff/"),
            ):  # fmt: skip
                client.cookies["madoguchi-lang"] = language
                page = client.get(address)
                assert page.status_code == 200, address
                assert application.number in page.content.decode(), address

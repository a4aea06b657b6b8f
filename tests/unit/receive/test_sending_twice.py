"""Sending twice is sending once: double click, back button, two tabs, a retry after a lost answer."""

import re
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from django.db import connection

from madoguchi.declare.versions import Version
from madoguchi.receive import actions, sealed
from madoguchi.receive.actions import drafts
from madoguchi.receive.errors import OtherContent
from madoguchi.receive.models import Application, Draft
from madoguchi.trail.actor import RESIDENT
from tests.unit.receive.conftest import Browser

SUBMIT = import_module("madoguchi.receive.actions.submit")  # the room's own name for it is the action


def at_check(browser: Browser, opinion: dict[str, str]) -> Browser:
    return browser.open("/procedures/iken/start/").fill(**opinion)


@pytest.mark.django_db
def test_a_double_click_gives_one_receipt(browser: Browser, opinion: dict[str, str]) -> None:
    at_check(browser, opinion)
    form = browser.form("send")
    first = browser.client.post(str(form.action), form.fields)
    second = browser.client.post(str(form.action), form.fields)
    assert first.status_code == second.status_code == 303
    assert first.headers["Location"] == second.headers["Location"]
    assert Application.objects.count() == 1


@pytest.mark.django_db
def test_the_back_button_after_sending_leads_to_the_receipt(browser: Browser, opinion: dict[str, str]) -> None:
    at_check(browser, opinion)
    check = browser.url
    receipt = browser.fill("send").url
    assert browser.open(check).url == receipt
    assert browser.open(check.replace("check/", "opinion/")).url == receipt


@pytest.mark.django_db
def test_saving_a_page_after_sending_explains_and_keeps_what_was_typed(
    browser: Browser, opinion: dict[str, str]
) -> None:
    browser.open("/procedures/iken/start/")
    form = browser.form()
    browser.fill(**opinion).fill("send")
    late = browser.client.post(str(form.action), {**form.fields, **opinion, "words": "あとから書いた言葉です"})
    assert late.status_code == 409
    assert "あとから書いた言葉です" in late.content.decode()
    assert Application.objects.get().number in late.content.decode()


@pytest.mark.django_db
def test_what_another_tab_changed_is_shown_before_it_is_sent(browser: Browser, opinion: dict[str, str]) -> None:
    at_check(browser, opinion)
    looked_at = browser.form("send")
    browser.open(f"/drafts/{browser.secret}/opinion/").fill(words="別の画面で書き直しました。")
    sent = browser.client.post(str(looked_at.action), looked_at.fields)
    assert sent.status_code == 409
    assert "別の画面で書き直しました。" in sent.content.decode()
    assert not Application.objects.exists()


class Between:
    """Lets another request in once, after an action has looked and before it writes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> None:
        self.true, self.others, self.looks = getattr(module, name), [], 0
        monkeypatch.setattr(module, name, self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.looks += 1
        if self.others:
            self.others.pop()()
        return self.true(*args, **kwargs)


@pytest.mark.django_db
def test_of_two_tabs_that_save_at_the_same_moment_none_loses_its_page(
    browser: Browser, opinion: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    between = Between(monkeypatch, drafts, "read_page")
    at_check(browser, opinion)
    browser.open(f"/drafts/{browser.secret}/opinion/")
    form, looks = browser.form(), between.looks
    between.others.append(lambda: browser.client.post(str(form.action), {**form.fields, "words": "となりの画面の言葉"}))
    assert browser.client.post(str(form.action), {**form.fields, "words": "こちらの画面の言葉"}).status_code == 303
    assert between.looks == looks + 3  # ours, the other's, and ours once more on what the other left
    assert "こちらの画面の言葉" in browser.open(f"/drafts/{browser.secret}/check/").html


@pytest.mark.django_db
def test_what_changes_between_the_look_and_the_sending_is_not_sent(
    browser: Browser, opinion: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    between = Between(monkeypatch, SUBMIT, "check_answers")
    at_check(browser, opinion)
    send = browser.form("send")
    browser.open(f"/drafts/{browser.secret}/opinion/")
    page = browser.form()
    between.others.append(lambda: browser.client.post(str(page.action), {**page.fields, "words": "いま直した言葉"}))
    sent = browser.client.post(str(send.action), send.fields)
    assert sent.status_code == 409
    assert "いま直した言葉" in sent.content.decode()
    assert not Application.objects.exists()


@pytest.mark.django_db
def test_whoever_sends_between_the_look_and_the_sending_is_the_one_receipt(
    browser: Browser, opinion: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    between = Between(monkeypatch, SUBMIT, "check_answers")
    at_check(browser, opinion)
    send = browser.form("send")
    first = []
    between.others.append(lambda: first.append(browser.client.post(str(send.action), send.fields)))
    second = browser.client.post(str(send.action), send.fields)
    assert first[0].status_code == second.status_code == 303
    assert first[0].headers["Location"] == second.headers["Location"]
    assert Application.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("to", ["submit/", "check/", "opinion/", ""])
def test_whoever_comes_while_another_request_sends_is_led_to_the_one_receipt(
    browser: Browser, opinion: dict[str, str], monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    between = Between(monkeypatch, sealed, "open_draft")
    at_check(browser, opinion)
    send = browser.form("send")
    between.others.append(lambda: browser.client.post(str(send.action), send.fields))
    address = f"/drafts/{browser.secret}/{to}"
    answer = browser.client.post(address, send.fields) if to == "submit/" else browser.client.get(address)
    assert answer.status_code in (302, 303) and answer.headers["Location"].startswith("/receipts/")
    assert Application.objects.count() == 1


@pytest.mark.django_db
def test_a_second_start_of_the_same_form_is_the_same_draft(browser: Browser, opinion: dict[str, str]) -> None:
    browser.open("/procedures/iken/start/")
    form = browser.form()
    for _ in range(2):
        assert browser.client.post(str(form.action), {**form.fields, **opinion}).status_code == 303
    assert Draft.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_with_other_content_is_refused(published: dict[str, Version], opinion: dict[str, str]) -> None:
    def send(words: str) -> Application:
        return actions.submit(
            version=published["iken"],
            answers=opinion | {"words": words},
            idempotency_key="one",
            secret="s" * 32,
            by=RESIDENT,
        )

    first = send("はじめの言葉")
    assert send("はじめの言葉") == first
    with pytest.raises(OtherContent) as refused:
        send("ちがう言葉")
    assert refused.value.application == first


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_with_one_key_are_one_application(published: dict[str, Version], opinion: dict[str, str]) -> None:
    def send(_: int) -> str:
        try:
            return actions.submit(
                version=published["iken"], answers=opinion, idempotency_key="many", secret="s" * 32, by=RESIDENT
            ).number
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        numbers = set(pool.map(send, range(50)))
    assert len(numbers) == 1
    assert Application.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_eight_clicks_at_once_give_one_receipt(browser: Browser, opinion: dict[str, str]) -> None:
    at_check(browser, opinion)
    form = browser.form("send")

    def click(_: int) -> str:
        try:
            return Browser().client.post(str(form.action), form.fields).headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        receipts = set(pool.map(click, range(8)))
    assert len(receipts) == 1
    assert re.fullmatch(r"/receipts/[^/]+/", receipts.pop())
    assert Application.objects.count() == 1

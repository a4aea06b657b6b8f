"""A disk that fills under a form: 503, what was typed is on the page and can be sent again, the log has no trace."""

import logging
import sqlite3

import pytest
from django.db import OperationalError, connection

from madoguchi.receive.models import Application, Draft
from tests.unit.receive.conftest import Browser, Form


def full() -> OperationalError:
    error, cause = OperationalError("words with a name in them"), sqlite3.OperationalError("words with a name in them")
    cause.sqlite_errorcode = sqlite3.SQLITE_FULL
    error.__cause__ = cause
    return error


class Again(Form):
    """The form that sends once more what could not be kept."""

    def __init__(self, html: str) -> None:
        super().__init__(html.replace('<form method="post" action', '<form id="again" method="post" action'), "again")


@pytest.fixture
def full_disk(monkeypatch):
    """Every commit fails from now on, until the returned function is called."""

    def fails() -> None:
        raise full()

    def fill() -> None:
        monkeypatch.setattr(connection, "_commit", fails)

    return fill, monkeypatch.undo


@pytest.mark.django_db(transaction=True)
def test_what_was_typed_is_on_the_page_and_one_button_sends_it_again(full_disk, browser: Browser, opinion, caplog):
    fill, mend = full_disk
    browser.open("/procedures/iken/start/")
    fill()
    browser.fill(**opinion | {"words": "消えてほしくない言葉 <b>太字</b>"})
    assert browser.status == 503
    assert "いま、お休みしています" in browser.html
    assert browser.html.count("消えてほしくない言葉 &lt;b&gt;") == 2  # to be read, and to be sent
    assert browser.response.headers["Retry-After"] == "60"
    assert "no-store" in browser.response.headers["Cache-Control"]
    mend()
    assert not Draft.objects.exists()
    again = Again(browser.html)
    assert browser.client.post(again.action, again.fields).status_code == 303
    assert Draft.objects.count() == 1
    assert all(record.exc_info is None for record in caplog.records if record.levelno >= logging.ERROR)
    assert "words with a name" not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_sending_that_failed_is_sent_again_and_is_one(full_disk, browser: Browser, opinion):
    fill, mend = full_disk
    browser.open("/procedures/iken/start/").fill(**opinion)
    fill()
    assert browser.fill("send").status == 503
    mend()
    assert not Application.objects.exists()
    again = Again(browser.html)
    for _ in range(2):
        assert browser.client.post(again.action, again.fields).status_code == 303
    assert Application.objects.count() == 1

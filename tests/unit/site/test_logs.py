"""The log names the place in the code, and neither a secret nor a word that somebody wrote."""

import logging

import pytest
from django.test import Client

from madoguchi.receive.views import status

SECRET = "PthOM870-BDyeyfEfq9oLQ-Wq4l3KQNJ"
CORRECTION = f"{SECRET}~12"
NAME = "金成亜 花子"


@pytest.fixture
def written() -> logging.Handler:
    """The program's own way of writing a line, as `settings.LOGGING` configures it."""
    return next(h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)


def lines(handler: logging.Handler, caplog: pytest.LogCaptureFixture) -> str:
    return "\n".join(handler.format(record) for record in caplog.records)


@pytest.mark.parametrize("secret", [SECRET, CORRECTION])
@pytest.mark.parametrize(
    "address", ["/receipts/{}/", "/receipts/{}/print/", "/drafts/{}/check/", "/drafts/{}", "/{}/x"]
)
@pytest.mark.django_db
def test_no_address_in_the_log_opens_anything(
    address: str, secret: str, client: Client, written: logging.Handler, caplog: pytest.LogCaptureFixture
) -> None:
    client.get(address.format(secret), follow=True)
    told = lines(written, caplog)
    assert "Not Found: /" in told
    assert SECRET not in told


@pytest.mark.django_db
def test_what_an_exception_says_is_not_in_the_log_but_its_class_and_place_are(
    written: logging.Handler, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        try:
            raise KeyError(NAME)
        except KeyError as error:
            raise ValueError(f"invalid literal: {NAME}") from error

    monkeypatch.setattr(status, "_page", fail)
    answer = Client(raise_request_exception=False).get("/status/")
    told = lines(written, caplog)
    assert answer.status_code == 500
    assert NAME not in told
    assert NAME not in answer.content.decode()
    assert "builtins.ValueError" in told
    assert "builtins.KeyError" in told
    assert "receive/views/status.py" in told


def test_what_the_log_says_otherwise_is_left_as_it_is(written: logging.Handler) -> None:
    record = logging.LogRecord(
        "madoguchi", logging.WARNING, __file__, 1, "%s: /staff/cases/%s/", ("Not Found", "MD-1"), None
    )
    assert written.format(record).endswith("madoguchi Not Found: /staff/cases/MD-1/")

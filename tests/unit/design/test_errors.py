"""When a page does not work it says what to do next, whatever else is broken."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory

from madoguchi.design import views
from madoguchi.design.errors import TROUBLES, trouble


@pytest.mark.parametrize("status", sorted(TROUBLES))
def test_every_trouble_has_a_next_step(status: int) -> None:
    response = views.error_page(RequestFactory().get("/"), status)
    assert response.status_code == status
    assert all(str(step) in response.content.decode() for step in TROUBLES[status].steps)
    assert response.headers["Cache-Control"] == "no-store"


def test_a_status_without_words_of_its_own_speaks_as_its_family_does() -> None:
    assert trouble(418) is TROUBLES[400]
    assert trouble(502) is TROUBLES[500]


def test_too_much_at_once_is_said_as_too_much() -> None:
    assert views.bad_request(RequestFactory().post("/"), RequestDataTooBig()).status_code == 413


def test_waiting_time_is_told_to_machines_too() -> None:
    assert views.error_page(RequestFactory().get("/"), 429, wait=600).headers["Retry-After"] == "600"


def test_the_last_page_needs_neither_request_nor_database() -> None:
    response = views.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "受付番号が出た申し込みは" in response.content.decode()


def test_an_unknown_address_gets_the_page_and_not_django_s(client: Client) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "ページが見つかりません" in response.content.decode()


def test_an_unknown_address_in_english(client: Client) -> None:
    response = client.get("/nowhere/?lang=en")
    assert response.headers["Content-Language"] == "en"

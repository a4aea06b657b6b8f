"""Alive and ready."""

import pytest
from django.db import OperationalError

from madoguchi.protect import keys
from madoguchi.site import health

pytestmark = pytest.mark.django_db


def test_alive_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok"


def test_ready_means_database_and_keys(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


def test_without_keys_it_is_not_ready(client, settings, tmp_path):
    settings.MADOGUCHI_KEY_FILE = tmp_path / "none.json"
    keys.forget()
    answer = client.get("/readyz")
    keys.forget()
    assert (answer.status_code, answer.content) == (503, b"keys")


def test_without_a_database_it_is_not_ready(client, monkeypatch):
    def gone() -> None:
        raise OperationalError("/secret/path is gone")

    monkeypatch.setattr(health.connection, "cursor", gone)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"database")

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


@pytest.fixture(autouse=True)
def _the_disk_is_tried_anew():
    health._tried.clear()
    yield
    health._tried.clear()


def test_without_room_on_the_disk_it_is_alive_but_not_ready(client, monkeypatch):
    monkeypatch.setattr(health, "LEAST_FREE", 1 << 62)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"disk")
    assert client.get("/healthz").status_code == 200


def test_a_disk_that_takes_nothing_is_noticed(client, monkeypatch):
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(health.tempfile, "TemporaryFile", full)
    assert client.get("/readyz").content == b"disk"


def test_the_disk_is_tried_once_in_a_while_only(client, monkeypatch):
    tried = []
    monkeypatch.setattr(health, "_can_write", lambda folder: tried.append(folder) or True)
    for _ in range(5):
        client.get("/readyz")
    assert len(tried) == len(set(tried)) > 0

"""`madoguchi demo` begins anew when asked or when it was interrupted, and never removes what it did not make."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from madoguchi.demo import marker, running
from madoguchi.people.actions import add_staff
from madoguchi.trail.actor import SYSTEM


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "madoguchi.sqlite3").write_bytes(b"rows")
    (tmp_path / "madoguchi.sqlite3-wal").write_bytes(b"more rows")
    (tmp_path / "attachments").mkdir()
    return tmp_path


def test_a_demo_is_cleared_whole(home: Path) -> None:
    with override_settings(HOME=home):
        marker.write(marker.Marker("done"))
        assert running._clear(running.SQLITE) is None
    assert list(home.iterdir()) == []


def test_data_without_the_mark_of_the_demo_is_never_removed(home: Path) -> None:
    with override_settings(HOME=home):
        assert "デモ以外のデータ" in (running._clear(running.SQLITE) or "")
    assert (home / "madoguchi.sqlite3").read_bytes() == b"rows"


def test_a_postgresql_is_never_emptied() -> None:
    assert "PostgreSQL" in (running._clear("django.db.backends.postgresql") or "")


@pytest.mark.django_db
def test_a_database_with_staff_of_its_own_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marker, "path", lambda: tmp_path / "demo.json")
    assert settings.HOME.exists()
    assert running._prepare() is None
    add_staff(login="real", name="本物 太郎", password="Sakura-no-Ki-2026", by=SYSTEM)
    assert "デモ以外のデータ" in (running._prepare() or "")

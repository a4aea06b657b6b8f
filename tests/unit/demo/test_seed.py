"""How the making of the ward is marked, and who is there when it is done."""

from pathlib import Path

import pytest
from django.conf import settings

from madoguchi.demo import marker, seed
from madoguchi.people.models import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The marker of these tests lies apart; keys and attachments stay where they are."""
    monkeypatch.setattr(marker, "path", lambda: tmp_path / "demo.json")
    return tmp_path


def test_a_seeding_that_breaks_off_is_known_as_begun(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(seed, "_live", breaks)
    with pytest.raises(KeyboardInterrupt):
        seed.run(residents=10, cases=5)
    assert marker.read().state == "begun"


def test_a_marker_that_cannot_be_read_counts_as_begun(home: Path) -> None:
    assert marker.read().state == "none"
    marker.path().write_text("{", "utf-8")
    assert marker.read().state == "begun"


def test_every_account_is_there_with_its_roles(midori: object) -> None:
    assert Staff.objects.get(login="mori").check_password("midori-demo-1234")
    assert set(Staff.objects.get(login="kurata").grants.values_list("office", "role")) == {
        ("kuseijoho", "publisher"),
        ("kuseijoho", "clerk"),
    }


def test_the_demo_is_on_in_the_tests() -> None:
    assert settings.MADOGUCHI_DEMO

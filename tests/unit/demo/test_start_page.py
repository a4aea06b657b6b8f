"""The start page for visitors, and the door that exists in the demo only."""

from pathlib import Path

import pytest
from django.test import Client, override_settings

from madoguchi.demo import marker, staff
from madoguchi.demo.ward import Ward
from madoguchi.trail.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_marker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marker, "path", lambda: tmp_path / "demo.json")


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"host": "localhost"})


@pytest.mark.parametrize(
    ("language", "heading"),
    [("ja", "1. 住民として、申し込む"), ("ja-easy", "<rt>じゅうみん</rt>"), ("en", "1. Apply, as a resident")],
)
def test_it_explains_the_walk_in_three_languages(midori: Ward, visitor: Client, language: str, heading: str) -> None:
    visitor.cookies["lang"] = language
    page = visitor.get("/demo/", {"lang": language}, follow=True)
    assert page.status_code == 200
    assert heading in page.content.decode()


def test_it_shows_the_accounts_and_their_password(midori: Ward, visitor: Client) -> None:
    page = visitor.get("/demo/").content.decode()
    assert staff.PASSWORD in page
    assert all(account.login in page for account in staff.SHOWN)


def test_it_leads_to_receipts_that_were_seeded(midori: Ward, visitor: Client) -> None:
    marker.write(
        marker.Marker("done", 1, {"cases": 3}, (marker.Receipt("iken", "answered", "MD-0000-0000", "secret-of-it"),))
    )
    page = visitor.get("/demo/?lang=ja", follow=True).content.decode()
    assert "/receipts/secret-of-it/" in page
    assert "区への意見" in page


def test_one_press_signs_in_and_leaves_a_trace(midori: Ward, visitor: Client) -> None:
    answer = visitor.post("/demo/sign-in/", {"login": "mori"})
    assert (answer.status_code, answer["Location"]) == (302, "/staff/")
    assert visitor.get("/staff/").status_code == 200
    assert Event.objects.filter(verb="people.signed_in", actor_label="森 あかね").count() == 1


@pytest.mark.parametrize("login", ["", "nobody", "hoshino"])
def test_only_the_shown_accounts_have_such_a_door(midori: Ward, visitor: Client, login: str) -> None:
    assert visitor.post("/demo/sign-in/", {"login": login}).status_code == 404


def test_outside_the_demo_there_is_no_such_page(midori: Ward, visitor: Client) -> None:
    with override_settings(MADOGUCHI_DEMO=False):
        assert visitor.get("/demo/").status_code == 404
        assert visitor.post("/demo/sign-in/", {"login": "mori"}).status_code == 404


def test_every_page_says_that_this_is_a_demo(midori: Ward, visitor: Client) -> None:
    visitor.cookies["lang"] = "ja"
    assert "架空の区のデモ" in visitor.get("/?lang=ja", follow=True).content.decode()

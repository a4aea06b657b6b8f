"""Guessing at the door is slow, costs little, and tells nothing."""

import itertools
import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from madoguchi.people import actions
from madoguchi.people.actions.tries import key_of
from madoguchi.people.address import address_of
from madoguchi.people.models import Tries
from madoguchi.trail import clock
from madoguchi.trail.models import Event
from tests.unit.people.conftest import PASSWORD, codes_of, is_in, sign_in, verbs, wrong


@pytest.fixture
def hashed(monkeypatch) -> list[str]:
    """One entry for every time that a password is hashed."""
    calls: list[str] = []
    encode = MD5PasswordHasher.encode

    def counting(self, password, salt):
        calls.append(salt)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    return calls


def test_of_forty_guesses_at_one_login_from_forty_addresses_five_are_hashed(ai, client, hashed):
    for place in range(40):
        client.post("/staff/sign-in/", {"login": "ai", "password": "x"}, REMOTE_ADDR=f"10.0.{place}.1")
    assert len(hashed) == 5


def test_of_forty_guesses_from_one_address_at_forty_logins_ten_are_hashed(ai, client, hashed):
    for place in range(40):
        sign_in(client, f"nobody{place}", "x")
    assert len(hashed) == 10


@pytest.mark.parametrize("pace", [0.5, 1, 2, 3, 7, 14])
def test_in_no_quarter_of_an_hour_more_than_ten_are_hashed_however_slowly_one_tries(ai, client, hashed, pace):
    start, moments = clock.now(), []
    for place in itertools.count():
        moment = start + timedelta(minutes=pace * place)
        if moment > start + timedelta(minutes=60):
            break
        before = len(hashed)
        with clock.at(moment):
            client.post("/staff/sign-in/", {"login": "ai", "password": "x"}, REMOTE_ADDR=f"10.0.{place}.1")
        moments += [moment] * (len(hashed) - before)
    assert len(moments) >= 4
    for first in moments:
        assert sum(first <= later < first + timedelta(minutes=15) for later in moments) <= 10


def test_the_address_may_be_given_more_tries_where_a_building_shares_one(ai, client, hashed, settings):
    settings.MADOGUCHI_SIGN_IN_TRIES = 25
    for place in range(40):
        sign_in(client, f"nobody{place}", "x")
    assert len(hashed) == 25


def test_the_right_password_does_not_open_during_the_pause_and_opens_after_it(ai, client, settings):
    settings.MADOGUCHI_DEMO = True
    now = clock.now()
    for _ in range(5):
        sign_in(client, "ai", "wrong")
    assert sign_in(client, "ai").status_code == 429
    with clock.at(now + timedelta(minutes=16)):
        assert sign_in(client, "ai").status_code == 302


def test_the_pause_says_until_when_in_japanese_time(ai, client):
    moment = clock.now().replace(hour=0, minute=10, second=30)
    with clock.at(moment):
        for _ in range(5):
            sign_in(client, "ai", "wrong")
        page = sign_in(client, "ai", "wrong")
    assert "9時26分" in page.content.decode()
    assert page.headers["Retry-After"].endswith(" 00:25:30 GMT")


def test_tries_during_the_pause_do_not_make_it_longer(ai, client):
    start = clock.now()
    for minute in range(14):
        with clock.at(start + timedelta(minutes=minute)):
            sign_in(client, "ai", "wrong")
    with clock.at(start + timedelta(minutes=15, seconds=1)):
        assert sign_in(client, "ai", "wrong").status_code == 422


def test_a_login_that_nobody_has_is_paused_by_the_same_words(ai, client):
    known, unknown = ([sign_in(Client(), login, "x") for _ in range(5)] for login in ("ai", "zz"))
    for one, other in zip(known, unknown, strict=True):
        assert one.status_code == other.status_code
        assert re.sub(r'value="[^"]*"', "", one.content.decode()) == re.sub(
            r'value="[^"]*"', "", other.content.decode()
        )
    assert [sign_in(client, login).status_code for login in ("ai", "zz")] == [429, 429]


def test_an_unknown_login_is_hashed_like_a_known_one(ai, client, hashed):
    sign_in(client, "ai", "x")
    known = len(hashed)
    sign_in(client, "zz", "x")
    assert len(hashed) == 2 * known


def test_right_sign_ins_use_up_no_tries(ai, settings):
    settings.MADOGUCHI_DEMO = True
    for _ in range(30):
        assert sign_in(Client(), "ai").status_code == 302


def test_what_was_typed_is_stored_nowhere(ai, client):
    sign_in(client, "my-secret-in-the-wrong-box", "x")
    assert not Tries.objects.filter(key__contains="secret").exists()
    assert Tries.objects.filter(key=key_of("login", "my-secret-in-the-wrong-box")).exists()
    assert "secret" not in str(list(Event.objects.values()))


def test_failures_and_the_pause_are_on_the_trail_with_codes_only(ai, client):
    for _ in range(7):
        sign_in(client, "ai", "wrong")
    assert verbs("people.sign_in_failed", "people.sign_in_paused") == ["people.sign_in_failed"] * 5 + [
        "people.sign_in_paused"
    ]
    last = Event.objects.get(verb="people.sign_in_paused")
    assert (last.about_id, last.data) == (str(ai.pk), {"kinds": ["login"]})


def test_five_wrong_codes_pause_the_codes_also_for_the_right_one(ben, app, client):
    sign_in(client, "ben")
    for _ in range(5):
        assert client.post("/staff/sign-in/second/", {"code": wrong(app.code())}).status_code == 422
    assert client.post("/staff/sign-in/second/", {"code": app.code()}).status_code == 429
    assert client.post("/staff/sign-in/second/", {"code": codes_of(ben)[0]}).status_code == 429
    assert not is_in(client)


def test_the_pause_of_codes_is_not_undone_by_typing_the_password_again(ben, app, client):
    sign_in(client, "ben")
    for _ in range(5):
        client.post("/staff/sign-in/second/", {"code": "00000000"})
    sign_in(client, "ben")
    assert client.post("/staff/sign-in/second/", {"code": app.code()}).status_code == 429


def test_who_knows_the_password_alone_may_not_hash_without_end_either(ben, app, hashed):
    for _ in range(20):
        sign_in(Client(), "ben")
    assert len(hashed) == 5


def test_strange_bytes_at_the_door_are_only_wrong(ai, client):
    for login in ("a\0i", "ai" * 500, "\ud7ff\u202e", ""):
        assert sign_in(client, login, "x\0").status_code in (422, 429)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "9.9.9.9", "10.0.0.1"),
        (1, "6.6.6.6, 9.9.9.9", "9.9.9.9"),
        (2, "6.6.6.6, 9.9.9.9, 10.0.0.2", "9.9.9.9"),
        (1, "", "10.0.0.1"),
        (3, "9.9.9.9", "10.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "nonsense", "nonsense"),
    ],
)
def test_the_address_is_what_our_own_proxies_saw(rf, settings, proxies, forwarded, seen):
    settings.MADOGUCHI_PROXIES = proxies
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": forwarded})
    assert address_of(request) == seen


def test_old_rows_are_swept_away(ai, client):
    with clock.at(clock.now() - timedelta(days=2)):
        sign_in(client, "long-ago", "x")
    sign_in(client, "ai", PASSWORD)
    assert not Tries.objects.filter(key=key_of("login", "long-ago")).exists()


def test_a_paused_try_counts_nothing_at_all(db):
    for _ in range(5):
        actions.tries.count_try(login="ai", address="1.1.1.1")
    with pytest.raises(actions.Paused):
        actions.tries.count_try(login="ai", address="2.2.2.2")
    assert not Tries.objects.filter(key=key_of("address", "2.2.2.2")).exists()


@pytest.mark.django_db(transaction=True)
def test_twenty_tries_at_the_same_moment_are_counted_one_by_one():
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    def attempt(place: int) -> bool:
        try:
            actions.tries.count_try(login="ai", address=f"10.0.0.{place}")
        except actions.Paused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(20))) == 5

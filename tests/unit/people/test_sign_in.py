"""In, onward, and out again."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from madoguchi.people import actions
from madoguchi.people.models import Staff
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.people.conftest import PASSWORD, codes_of, is_in, sign_in, verbs, wrong

SETUP = "/staff/sign-in/factors/"


def test_a_password_alone_reaches_only_the_page_that_sets_up_a_second_factor(ai, client):
    assert sign_in(client, "ai").url == "/staff/"
    for path in ("/staff/me/", "/staff/", "/staff/search/"):
        assert client.get(path).url == SETUP
    assert client.post("/staff/", {"a": "b"}).url == SETUP
    assert client.get(SETUP).status_code == 200


def test_in_the_demo_a_password_is_enough(ai, client, settings):
    settings.MADOGUCHI_DEMO = True
    sign_in(client, "ai")
    assert is_in(client)


def test_after_the_password_comes_the_code_and_then_the_page_one_wanted(ben, app, client):
    assert sign_in(client, "ben", next="/staff/me/").url == "/staff/sign-in/second/"
    assert not is_in(client)
    assert client.post("/staff/sign-in/second/", {"code": app.code()}).url == "/staff/me/"
    assert is_in(client)


def test_nobody_is_sent_to_another_site_after_signing_in(ben, app, client):
    sign_in(client, "ben", next="//evil.example/")
    assert client.post("/staff/sign-in/second/", {"code": app.code()}).url == "/staff/"


def test_a_code_typed_in_full_width_with_spaces_is_the_same_code(ben, app, client):
    sign_in(client, "ben")
    typed = app.code().translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert client.post("/staff/sign-in/second/", {"code": f" {typed[:3]}　{typed[3:]} "}).status_code == 302


def test_a_wrong_code_does_not_open(ben, app, client):
    sign_in(client, "ben")
    assert client.post("/staff/sign-in/second/", {"code": wrong(app.code())}).status_code == 422
    assert not is_in(client)


def test_a_code_opens_once(ben, app):
    first, second = Client(), Client()
    code = app.code()
    for client in (first, second):
        sign_in(client, "ben")
        client.post("/staff/sign-in/second/", {"code": code})
    assert is_in(first) and not is_in(second)


def test_an_earlier_code_does_not_open_after_a_later_one(ben, app):
    first, second = Client(), Client()
    sign_in(first, "ben")
    first.post("/staff/sign-in/second/", {"code": app.code(1)})
    sign_in(second, "ben")
    assert second.post("/staff/sign-in/second/", {"code": app.code()}).status_code == 422


def test_a_recovery_code_opens_once_and_the_trail_says_how_many_are_left(ben, app):
    first, second = Client(), Client()
    code = codes_of(ben)[3]
    for client in (first, second):
        sign_in(client, "ben")
        client.post("/staff/sign-in/second/", {"code": f"{code[:4]} {code[4:]}"})
    assert is_in(first) and not is_in(second)
    assert Event.objects.get(verb="people.recovery_code_used").data == {"left": 9}


def test_the_second_step_is_not_there_without_the_first(ben, app, client):
    assert client.get("/staff/sign-in/second/").url == "/staff/sign-in/"
    assert client.post("/staff/sign-in/second/", {"code": app.code()}).url == "/staff/sign-in/"


def test_a_half_done_sign_in_does_not_wait_for_ever(ben, app, client, monkeypatch):
    sign_in(client, "ben")
    later = time.time() + 1000
    monkeypatch.setattr("allauth.account.internal.stagekit.time.time", lambda: later)
    assert client.post("/staff/sign-in/second/", {"code": app.code()}).url == "/staff/sign-in/"


def test_who_leaves_between_the_two_steps_stays_outside(ben, app, client):
    sign_in(client, "ben")
    actions.deactivate_staff(staff=ben, by=SYSTEM)
    client.post("/staff/sign-in/second/", {"code": app.code()})
    assert not is_in(client)


def test_the_session_key_is_new_after_signing_in(ben, app, client):
    sign_in(client, "ben")
    before = client.session.session_key
    client.post("/staff/sign-in/second/", {"code": app.code()})
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


def test_the_cookie_holds_a_key_and_nothing_else(ben, app, client):
    sign_in(client, "ben")
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and len(cookie.value) == 32


@pytest.mark.parametrize(("minutes", "alive"), [(29, True), (31, False)])
def test_a_session_ends_after_half_an_hour_without_use(ben, app, client, minutes, alive):
    _enter(client, app)
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        assert is_in(client) is alive


@pytest.mark.parametrize(("hours", "alive"), [(9.9, True), (10.1, False)])
def test_a_session_in_use_ends_after_ten_hours(ben, app, client, hours, alive):
    _enter(client, app)
    start = clock.now()
    for minute in range(0, int(hours * 60), 20):
        with clock.at(start + timedelta(minutes=minute)):
            client.get("/staff/me/")
    with clock.at(start + timedelta(hours=hours)):
        assert is_in(client) is alive


def _enter(client, app):
    sign_in(client, "ben")
    client.post("/staff/sign-in/second/", {"code": app.code()})
    assert is_in(client)


def test_signing_out_ends_it_and_the_old_cookie_is_worth_nothing(ben, app, client):
    _enter(client, app)
    thief = Client()
    thief.cookies = client.cookies.copy()
    client.post("/staff/sign-out/")
    assert not is_in(client) and not is_in(thief)


def test_in_and_out_are_on_the_trail_with_the_way_and_the_factor(ben, app, client):
    _enter(client, app)
    client.post("/staff/sign-out/")
    assert verbs("people.signed_in", "people.signed_out") == ["people.signed_in", "people.signed_out"]
    event = Event.objects.get(verb="people.signed_in")
    assert (event.actor_id, event.data) == (str(ben.pk), {"way": "password", "factor": "totp"})


def test_a_password_is_not_enough_to_be_on_the_trail_as_signed_in(ben, app, client):
    sign_in(client, "ben")
    assert verbs("people.signed_in") == []


def test_who_has_left_does_not_come_in(ai, client):
    actions.deactivate_staff(staff=ai, by=SYSTEM)
    assert sign_in(client, "ai").status_code == 422


class TestAOneTimePassword:
    @pytest.fixture
    def new(self, db) -> Staff:
        return actions.add_staff(login="new", name="新田", password=PASSWORD, by=SYSTEM, once=True)

    def test_leads_to_the_page_for_an_own_password_and_nowhere_else(self, new, client):
        sign_in(client, "new")
        for path in ("/staff/me/", "/staff/"):
            assert client.get(path).url == "/staff/sign-in/password/"

    def test_is_replaced_by_an_own_one_and_works_no_more(self, new, client, settings):
        settings.MADOGUCHI_DEMO = True
        sign_in(client, "new")
        mine = {"password": "ひまわりと雨の月曜日", "again": "ひまわりと雨の月曜日"}
        settings.AUTH_PASSWORD_VALIDATORS = []
        assert client.post("/staff/sign-in/password/", mine).url == "/staff/me/"
        assert is_in(client)
        assert sign_in(Client(), "new").status_code == 422
        assert "people.password_changed" in verbs()

    def test_is_over_after_three_days(self, new, client):
        with clock.at(clock.now() + timedelta(hours=73)):
            page = sign_in(client, "new")
        assert page.status_code == 403 and "期限" in page.content.decode()

    @pytest.mark.parametrize(
        ("password", "again", "words"),
        [
            ("short", "short", "12"),
            ("another good one", "another bad one", "2回の入力"),
            (PASSWORD, PASSWORD, "いまのパスワードとは違う"),
            ("password1234", "password1234", "一般的"),
        ],
    )
    def test_gives_way_only_to_a_good_one(self, new, client, password, again, words):
        sign_in(client, "new")
        page = client.post("/staff/sign-in/password/", {"password": password, "again": again})
        assert page.status_code == 422 and words in page.content.decode()


class TestAReset:
    def test_ends_every_session_and_the_old_password(self, ben, app, client):
        _enter(client, app)
        password = actions.reset_staff(staff=ben, by=SYSTEM)
        assert not is_in(client)
        assert sign_in(Client(), "ben").status_code == 422
        assert sign_in(Client(), "ben", password).url == "/staff/sign-in/second/"

    def test_for_a_lost_telephone_takes_the_factors_away_so_that_new_ones_are_set_up(self, ben, app, client):
        password = actions.reset_staff(staff=ben, by=SYSTEM, factors=True)
        sign_in(client, "ben", password)
        fresh = {"password": "a quite new sentence", "again": "a quite new sentence"}
        assert client.post("/staff/sign-in/password/", fresh).url == SETUP
        assert client.get("/staff/me/").url == SETUP

    def test_is_on_the_trail_without_the_password(self, ben, app):
        password = actions.reset_staff(staff=ben, by=SYSTEM, factors=True)
        event = Event.objects.get(verb="people.staff_reset")
        assert event.data == {"factors": True} and password not in str(event.__dict__)


def test_roles_granted_and_ended_are_on_the_trail(ai):
    from madoguchi.people.models import Office

    Office.objects.create(pk="koseki", name_ja="戸籍課", telephone="03", valid_from="2020-01-01")
    grant = actions.grant_role(staff=ai, office="koseki", role="clerk", by=SYSTEM)
    actions.end_role(grant=grant, by=SYSTEM)
    told = Event.objects.filter(verb__startswith="people.role_").order_by("pk")
    assert [(event.verb, event.data) for event in told] == [
        ("people.role_granted", {"office": "koseki", "role": "clerk"}),
        ("people.role_ended", {"office": "koseki", "role": "clerk"}),
    ]

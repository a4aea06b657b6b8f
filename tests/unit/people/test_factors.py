"""Setting up one's own second factors."""

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from madoguchi.people import actions
from madoguchi.people.codes import matching_step
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.people.conftest import App, codes_of, is_in, sign_in, verbs, wrong

TOTP, CODES, FACTORS = "/staff/sign-in/factors/totp/", "/staff/sign-in/factors/codes/", "/staff/sign-in/factors/"


def _set_up(client: Client) -> App:
    client.get(TOTP)
    return App(client.session["new_totp"])


def test_an_app_is_kept_once_it_has_shown_a_right_code_and_the_staff_pages_open(ai, client):
    sign_in(client, "ai")
    app = _set_up(client)
    assert client.post(TOTP, {"code": wrong(app.code())}).status_code == 422
    assert client.post(TOTP, {"code": app.code()}).url == CODES
    assert is_in(client)
    assert Event.objects.get(verb="people.factor_added").data == {"kind": "totp"}


def test_the_picture_to_scan_holds_login_and_secret_and_comes_from_nowhere_else(ai, client):
    sign_in(client, "ai")
    page = client.get(TOTP).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert client.get(TOTP).context["link"].startswith("otpauth://totp/ai?secret=")


def test_the_secret_stays_the_same_while_one_types_it(ai, client):
    sign_in(client, "ai")
    first = _set_up(client)
    client.post(TOTP, {"code": wrong(first.code())})
    assert _set_up(client).secret == first.secret


def test_the_code_that_set_it_up_does_not_open_the_door(ai, client):
    sign_in(client, "ai")
    app = _set_up(client)
    code = app.code()
    client.post(TOTP, {"code": code})
    other = Client()
    sign_in(other, "ai")
    assert other.post("/staff/sign-in/second/", {"code": code}).status_code == 422


def test_a_new_telephone_replaces_the_old_one(ben, app, client):
    sign_in(client, "ben")
    client.post("/staff/sign-in/second/", {"code": app.code()})
    new = _set_up(client)
    client.post(TOTP, {"code": new.code(-1)})
    for code, status in ((app.code(1), 422), (new.code(), 302)):
        other = Client()
        sign_in(other, "ben")
        assert other.post("/staff/sign-in/second/", {"code": code}).status_code == status


def test_recovery_codes_are_shown_until_they_are_written_down_and_never_again(ai, client):
    sign_in(client, "ai")
    app = _set_up(client)
    client.post(TOTP, {"code": app.code()})
    code = codes_of(ai)[0]
    for _ in range(2):
        assert f"{code[:4]} {code[4:]}" in client.get(CODES).content.decode()
    assert client.post(CODES).url == FACTORS
    assert client.get(CODES).url == FACTORS
    assert code[:4] not in client.get(FACTORS).content.decode()


def test_new_recovery_codes_make_the_old_ones_worthless(ben, app, client):
    old = codes_of(ben)
    actions.new_codes(staff=ben, by=SYSTEM)
    assert not set(old) & set(codes_of(ben))
    sign_in(client, "ben")
    assert client.post("/staff/sign-in/second/", {"code": old[0]}).status_code == 422


def test_the_last_factor_stays_outside_the_demo(ben, app, client, settings):
    sign_in(client, "ben")
    client.post("/staff/sign-in/second/", {"code": app.code()})
    factor = Authenticator.objects.get(user=ben, type="totp")
    assert client.post(f"{FACTORS}{factor.pk}/remove/").status_code == 422
    assert Authenticator.objects.filter(pk=factor.pk).exists()
    settings.MADOGUCHI_DEMO = True
    assert client.post(f"{FACTORS}{factor.pk}/remove/").status_code == 302
    assert not Authenticator.objects.filter(user=ben).exists()
    assert "people.factor_removed" in verbs()


def test_nobody_removes_another_persons_factor(ai, ben, app, client, settings):
    settings.MADOGUCHI_DEMO = True
    sign_in(client, "ai")
    factor = Authenticator.objects.get(user=ben, type="totp")
    client.post(f"{FACTORS}{factor.pk}/remove/")
    assert Authenticator.objects.filter(pk=factor.pk).exists()


@pytest.mark.parametrize(
    "path", [FACTORS, TOTP, CODES, "/staff/sign-in/password/", f"{FACTORS}passkey/", f"{FACTORS}1/remove/"]
)
def test_after_ten_minutes_one_signs_in_again_to_change_these(ben, app, client, path):
    sign_in(client, "ben")
    client.post("/staff/sign-in/second/", {"code": app.code()})
    with clock.at(clock.now() + timedelta(minutes=11)):
        for ask in (client.get, client.post):
            assert ask(path).url.startswith("/staff/sign-in/again/?next=%2Fstaff%2Fsign-in%2F")


def test_signing_in_again_ends_the_session_only_on_ones_own_click(ben, app, client):
    sign_in(client, "ben")
    client.post("/staff/sign-in/second/", {"code": app.code()})
    client.get("/staff/sign-in/again/?next=/staff/me/")
    assert is_in(client)
    assert (
        client.post("/staff/sign-in/again/", {"next": FACTORS}).url
        == "/staff/sign-in/?next=%2Fstaff%2Fsign-in%2Ffactors%2F"
    )
    assert not is_in(client)


def test_the_secrets_in_the_database_are_sealed(ben, app):
    rows = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert app.secret not in rows and codes_of(ben)[0] not in rows


def test_with_another_key_no_code_fits_and_nothing_falls_over(ben, app, client, settings):
    settings.SECRET_KEY = "another-key"
    assert sign_in(client, "ben").status_code == 302
    for code in (app.code(), "00000000"):
        assert client.post("/staff/sign-in/second/", {"code": code}).status_code == 422


def test_a_step_is_matched_within_half_a_minute_either_way_and_no_further():
    app = App("JBSWY3DPEHPK3PXP")
    assert [matching_step(app.secret, app.code(away)) is not None for away in (-2, -1, 0, 1, 2)] == [
        False,
        True,
        True,
        True,
        False,
    ]


ANSWERS = ["", "x", "[]", "{}", "null", '"a"', "{" * 5000, json.dumps({"id": "a", "rawId": "a", "type": "public-key", "response": {}}),
           json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": None}}),
           json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "e30", "authenticatorData": "A" * 80, "signature": "AA", "userHandle": "eHg"}}),
           json.dumps({"id": 1, "response": {"userHandle": [1], "attestationObject": "oA"}})]  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_made_up_answer_of_a_passkey_is_only_wrong(ben, app, answer):
    visitor, guest, own = Client(), Client(), Client()
    visitor.get("/staff/sign-in/passkey/")
    assert visitor.post("/staff/sign-in/passkey/", {"credential": answer}).status_code == 422
    sign_in(guest, "ben")
    guest.get("/staff/sign-in/second/")
    assert guest.post("/staff/sign-in/second/", {"credential": answer}).status_code == 422
    sign_in(own, "ben")
    own.post("/staff/sign-in/second/", {"code": app.code()})
    own.get(f"{FACTORS}passkey/")
    assert own.post(f"{FACTORS}passkey/", {"credential": answer}).status_code in (200, 422)
    assert Authenticator.objects.filter(type="webauthn").count() == 0


def test_a_challenge_is_for_one_answer_a_wrong_one_included(db, client):
    client.get("/staff/sign-in/passkey/")
    assert "mfa.webauthn.state" in client.session
    client.post("/staff/sign-in/passkey/", {"credential": "{}"})
    assert "mfa.webauthn.state" not in client.session

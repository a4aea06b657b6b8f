"""What somebody tried at the door who wished us ill, each once more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from madoguchi.people import actions
from madoguchi.people.actions import tries
from madoguchi.people.address import address_of
from madoguchi.people.models import Office, Staff
from madoguchi.people.queries import roles_anywhere
from madoguchi.people.session import actor_of_staff, safe_next
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.people.conftest import codes_of, is_in, sign_in, verbs

SECOND = "/staff/sign-in/second/"


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/", "https://evil.example/", "/\\evil.example", "/\t/evil.example", "\\\\evil.example", "javascript:alert(1)",
        "/staff/\nSet-Cookie: a=b", "/staff\\..\\evil.example", "///evil.example", "staff/", "/%0d%0astaff/", "/receipts/x/", "",
    ],
)  # fmt: skip
def test_after_signing_in_one_lands_on_a_staff_page_of_this_site_whatever_the_link_says(address):
    assert safe_next(address) == "/staff/"


def test_the_page_of_a_session_that_is_over_sends_back_to_a_path_only(ai, client):
    answer = client.post("/staff/", {"a": "long enough"}, headers={"referer": "https://evil.example//evil.example/x"})
    assert b"evil.example/x" not in answer.content.split(b"next=")[1][:9]
    assert b'href="https://evil' not in answer.content


@pytest.mark.parametrize(
    "name",
    [
        "sign-in",
        "passkey",
        "second-step",
        "again",
        "password",
        "factors",
        "add-totp",
        "add-passkey",
        "codes",
        "sign-out",
    ],
)
def test_another_site_can_send_no_form_of_the_door_in_somebodys_name(db, name):
    strict = Client(enforce_csrf_checks=True)
    assert (
        strict.post(reverse(f"people:{name}"), {"login": "ai", "password": "x", "next": "/staff/"}).status_code == 403
    )


def test_a_foreign_host_name_is_answered_with_400_and_leads_nowhere(ai):
    for host in ("evil.example", "localhost.evil.example", "localhost:80@evil.example", "evil.example:localhost"):
        answer = Client(headers={"host": host}).get("/staff/sign-in/", headers={"x-forwarded-host": "localhost"})
        assert answer.status_code == 400


def test_a_session_fixed_before_signing_in_is_another_one_afterwards_also_over_the_second_step(ben, app, client):
    client.get("/staff/sign-in/passkey/")
    fixed = client.cookies["sessionid"].value
    sign_in(client, "ben")
    half = client.cookies["sessionid"].value
    client.post(SECOND, {"code": app.code()})
    for stolen in {fixed, half} - {client.cookies["sessionid"].value}:
        thief = Client()
        thief.cookies["sessionid"] = stolen
        assert not is_in(thief)
    assert client.cookies["sessionid"].value not in (fixed, half)


def in_parallel(posts: list[tuple[Client, str]]) -> list[bool]:
    """Send the codes at the same moment; who came in?"""

    def send(post: tuple[Client, str]) -> bool:
        try:
            return post[0].post(SECOND, {"code": post[1]}).status_code == 302
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(send, posts))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["totp", "recovery_codes"])
def test_of_four_that_send_the_same_code_at_the_same_moment_one_comes_in(ben, app, kind):
    clients = [Client() for _ in range(4)]
    for each in clients:
        sign_in(each, "ben")
    code = app.code() if kind == "totp" else codes_of(ben)[0]
    assert in_parallel([(each, code) for each in clients]).count(True) == 1


def test_a_password_stolen_before_the_second_factor_was_set_up_adds_no_factor_afterwards(ben, client):
    """The thief signs in first, with the password alone; then Ben sets up his telephone; then the thief goes on."""
    sign_in(client, "ben")
    assert client.get("/staff/sign-in/factors/totp/").status_code == 200
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    actions.add_totp(staff=ben, secret=secret, code=_code(secret), by=SYSTEM)
    for page in ("factors/", "factors/totp/", "factors/passkey/", "factors/codes/", "password/"):
        for answer in (
            client.get(f"/staff/sign-in/{page}"),
            client.post(f"/staff/sign-in/{page}", {"code": "1", "new": "1"}),
        ):
            assert answer.status_code == 302 and answer.url.startswith("/staff/sign-in/again/")


def _code(secret: str) -> str:
    from tests.unit.people.conftest import App

    return App(secret).code()


def test_a_sign_in_that_was_half_done_when_the_person_was_reset_ends_there(ben, app, client):
    sign_in(client, "ben")
    actions.reset_staff(staff=Staff.objects.get(login="ben"), by=SYSTEM)
    assert client.post(SECOND, {"code": app.code()}).url == "/staff/sign-in/"
    assert not is_in(client)


def test_a_session_does_not_outlive_the_person_or_the_role(ben, app, client):
    Office.objects.create(pk="koseki", name_ja="戸籍課", telephone="03-0000-0000", valid_from=clock.today())
    grant = actions.grant_role(staff=ben, office="koseki", role="operator", by=SYSTEM)
    sign_in(client, "ben")
    client.post(SECOND, {"code": app.code()})
    assert client.get("/staff/operator/").status_code == 200
    actions.end_role(grant=grant, by=SYSTEM)
    assert client.get("/staff/operator/").status_code == 403
    actions.deactivate_staff(staff=Staff.objects.get(login="ben"), by=SYSTEM)
    assert client.get("/staff/me/").status_code == 302
    assert not client.session.keys()


def test_a_role_ends_by_itself_after_its_last_day_and_with_its_office(ben, app, client):
    office = Office.objects.create(pk="koseki", name_ja="戸籍課", telephone="03-0000-0000", valid_from=clock.today())
    actions.grant_role(staff=ben, office="koseki", role="operator", by=SYSTEM, valid_to=clock.today())
    sign_in(client, "ben")
    client.post(SECOND, {"code": app.code()})
    assert client.get("/staff/operator/").status_code == 200
    assert roles_anywhere(ben, clock.today() + timedelta(days=1)) == set()
    office.valid_to = clock.today() - timedelta(days=1)
    office.valid_from = office.valid_to
    office.save()
    assert client.get("/staff/operator/").status_code == 403


def test_nobody_gives_ends_resets_or_removes_for_themselves(ben):
    Office.objects.create(pk="koseki", name_ja="戸籍課", telephone="03-0000-0000", valid_from=clock.today())
    grant = actions.grant_role(staff=ben, office="koseki", role="operator", by=SYSTEM)
    oneself = actor_of_staff(ben)
    with pytest.raises(actions.RoleError):
        actions.grant_role(staff=ben, office="koseki", role="reviewer", by=oneself)
    with pytest.raises(actions.RoleError):
        actions.end_role(grant=grant, by=oneself)
    for act in (actions.reset_staff, actions.deactivate_staff):
        with pytest.raises(actions.OwnAccount):
            act(staff=ben, by=oneself)
    assert verbs("people.role_granted", "people.role_ended", "people.staff_reset", "people.staff_deactivated") == [
        "people.role_granted"
    ]


@pytest.mark.parametrize(
    ("seen", "counted_as"),
    [
        ("198.51.100.7:50123", "198.51.100.7"), ("[2001:db8::7]:50123", "2001:db8::/64"), ("::ffff:198.51.100.7", "198.51.100.7"),
        ("fe80::1%eth0", "fe80::/64"), ("2001:db8::1", "2001:db8::/64"), ("198.51.100.7", "198.51.100.7"), ("[", "["), (":", ":"),
    ],
)  # fmt: skip
def test_a_port_a_zone_or_another_spelling_makes_no_new_visitor(rf, settings, seen, counted_as):
    settings.MADOGUCHI_PROXIES = 1
    assert address_of(rf.get("/", headers={"X-Forwarded-For": f"6.6.6.6, {seen}"})) == counted_as


def test_an_address_that_the_visitor_made_up_gives_no_new_tries(ai, client):
    for place in range(12):
        answer = client.post(
            "/staff/sign-in/",
            {"login": f"x{place}", "password": "x"},
            headers={"X-Forwarded-For": f"203.0.113.{place}"},
        )
    assert answer.status_code == 429


def test_made_up_passkeys_are_counted_like_passwords_and_do_not_flood_the_trail(db, client):
    answers = [client.post("/staff/sign-in/passkey/", {"credential": "{}"}).status_code for _ in range(20)]
    assert answers == [422] * 10 + [429] * 10
    assert verbs("people.sign_in_failed") == ["people.sign_in_failed"] * 10


def test_made_up_ways_back_from_the_provider_are_counted_too(db, client, settings):
    settings.MADOGUCHI_OIDC = {"issuer": "http://localhost:1", "client": "a", "secret": "b", "login_claim": ""}
    answers = [client.get("/staff/sign-in/oidc/callback/?code=x&state=y").status_code for _ in range(12)]
    assert answers == [403] * 10 + [429] * 2


def test_a_made_up_passkey_at_the_second_step_is_counted_with_the_codes(ben, app, client):
    sign_in(client, "ben")
    answers = [client.post(SECOND, {"credential": "{}"}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


def test_a_one_time_password_that_came_too_late_is_on_the_trail(db, client):
    staff = actions.add_staff(login="late", name="遅野 守", password="one-time-password", by=SYSTEM, once=True)
    with clock.at(clock.now() + timedelta(days=4)):
        assert sign_in(client, "late", "one-time-password").status_code == 403
    event = Event.objects.get(verb="people.sign_in_failed")
    assert (event.about_id, event.data) == (str(staff.pk), {"way": "over"})


def test_a_login_in_another_spelling_is_not_another_login_that_could_be_guessed_afresh(ai, client):
    """Full-width, with spaces, in capitals: either it is the same row of tries, or it opens nothing."""
    for spelt in ("ａｉ", "AI", "ai ", " ai", "aı"):
        answer = sign_in(client, spelt)
        opened = answer.status_code == 302
        assert opened == (spelt.strip() == "ai")
    tries.count_try(login="ai")

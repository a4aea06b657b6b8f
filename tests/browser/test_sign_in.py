"""Staff sign in for real: one-time password, own password, passkey or app, recovery codes, out and in again.

Chromium's virtual authenticator plays the finger. Passkeys need http://localhost, so this server is called by that name.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser import servers
from tests.browser.looks import (
    EACH_WIDTH,
    FULL,
    LANGUAGES,
    QUICK,
    VISITS,
    Open,
    good_looks,
    good_looks_at_both_widths,
    good_looks_in_all,
    speak,
    tab_to,
)
from tests.browser.seen import SHOWN
from tests.browser.servers import ROOT, Server

OWN = "a quiet garden in the rain"
SETUP = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, interactive=False)
"""


@pytest.fixture(scope="module")
def door() -> Iterator[Server]:
    """The program outside the demo, with nobody in it yet."""
    with tempfile.TemporaryDirectory(prefix="madoguchi-door-") as place, pytest.MonkeyPatch.context() as patch:
        home = Path(place)
        real = servers._environment(home)
        del real["MADOGUCHI_DEMO"]
        real["MADOGUCHI_SIGN_IN_TRIES"] = "1000"  # all these visits come from one address
        patch.setattr(servers, "_environment", lambda home: real)
        subprocess.run([sys.executable, "-c", SETUP], env=real, cwd=ROOT, check=True)
        with servers._serving("tests.browser.town_wsgi:application", home) as address:
            yield Server(address.replace("127.0.0.1", "localhost"), home, real)


def a_person(door: Server, login: str) -> str:
    """`madoguchi add-staff`; returns the one-time password it tells."""
    command = [sys.executable, "-m", "madoguchi.site.cli", "add-staff", login, "--name", "窓口 花子", "--office", "koseki", "--role", "clerk"]  # fmt: skip
    done = subprocess.run(command, env=door.known, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("一度だけのパスワード: ")[1].split()[0]


def authenticator(page: Page) -> CDPSession:
    """A device with a finger on it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
               "isUserVerified": True, "automaticPresenceSimulation": True}  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def type_password(page: Page, login: str, password: str) -> None:
    page.fill("#login", login)
    page.fill("#password", password)
    page.get_by_role("button", name="サインインする", exact=True).click()


def own_password(page: Page) -> None:
    page.fill("#password", OWN)
    page.fill("#again", OWN)
    page.get_by_role("button", name="このパスワードにする").click()


def at(page: Page, path: str) -> None:
    expect(page).to_have_url(re.compile(rf"^https?://[^/]+/{path}([?].*)?$"))


def code_of(secret: str, later: int = 0) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


@pytest.mark.parametrize("width", EACH_WIDTH)
def test_a_new_person_sets_up_a_passkey_and_from_then_on_signs_in_with_one_touch(
    door: Server, open_page: Open, shot, width: int
) -> None:
    password = a_person(door, f"passkey{width}")
    page = open_page(door, "/staff/sign-in/", width=width)
    authenticator(page)
    shot(page, "sign-in")
    good_looks(page)
    type_password(page, f"passkey{width}", password)
    at(page, "staff/sign-in/password/")
    good_looks(page)
    own_password(page)
    at(page, "staff/sign-in/factors/")
    good_looks(page)
    shot(page, "second-factor")
    page.get_by_role("link", name="パスキーを加える").click()
    good_looks(page)
    page.fill("#name", "窓口のパソコン")
    page.get_by_role("button", name="パスキーを作る").click()
    page.wait_for_url("**/codes/")
    good_looks_in_all(page)
    speak(page, "ja")
    page.reload()
    page.get_by_role("button", name="控えました").click()
    expect(page.get_by_text("パスキー「窓口のパソコン」")).to_be_visible()
    good_looks(page)
    page.get_by_role("button", name="サインアウトする").click()

    page.goto(f"{door.address}/staff/me/")
    page.get_by_role("button", name="パスキーでサインインする").click()
    page.wait_for_url("**/staff/me/")
    good_looks(page)
    expect(page.get_by_text("窓口のパソコン")).to_be_visible()


@pytest.mark.full
def test_a_passkey_is_also_the_second_step_after_a_password(door: Server, open_page: Open) -> None:
    password = a_person(door, "both")
    page = open_page(door, "/staff/sign-in/")
    authenticator(page)
    type_password(page, "both", password)
    own_password(page)
    page.goto(f"{door.address}/staff/sign-in/factors/passkey/")
    page.get_by_role("button", name="パスキーを作る").click()
    page.wait_for_url("**/codes/")
    page.get_by_role("button", name="控えました").click()
    page.get_by_role("button", name="サインアウトする").click()
    type_password(page, "both", OWN)
    at(page, "staff/sign-in/second/")
    good_looks_in_all(page)
    speak(page, "ja")
    page.reload()
    page.get_by_role("button", name="パスキーで確認する").click()
    page.wait_for_url("**/staff/")


def test_a_device_that_holds_no_passkey_of_ours_says_so_and_stays_there(door: Server, open_page: Open) -> None:
    page = open_page(door, "/staff/sign-in/")
    authenticator(page)
    page.get_by_role("button", name="パスキーでサインインする").click()
    page.get_by_text("パスキーは使われませんでした").wait_for()
    at(page, "staff/sign-in/")


@pytest.mark.parametrize("width", EACH_WIDTH)
def test_without_javascript_one_signs_in_with_an_authenticator_app(door: Server, open_page: Open, width: int) -> None:
    login = f"app{width}"
    password = a_person(door, login)
    page = open_page(door, "/staff/sign-in/", js=False, width=width)
    expect(page.get_by_role("button", name="パスキーでサインインする")).not_to_be_visible()
    type_password(page, login, password)
    own_password(page)
    page.get_by_role("link", name="認証アプリを設定する").click()
    secret = page.locator(".note code").inner_text().replace(" ", "")
    page.fill("#code", code_of(secret, -1))
    page.get_by_role("button", name="設定する", exact=True).click()
    spare = page.locator("li code").first.inner_text()
    page.get_by_role("button", name="控えました").click()
    page.get_by_role("button", name="サインアウトする").click()
    type_password(page, login, OWN)
    page.fill("#code", "12345")
    page.get_by_role("button", name="番号で確認する").click()
    expect(page.get_by_role("heading", name="確認できませんでした")).to_be_visible()
    page.fill("#code", code_of(secret))
    page.get_by_role("button", name="番号で確認する").click()
    at(page, "staff/")
    page.goto(f"{door.address}/staff/me/")
    page.get_by_role("button", name="サインアウトする").click()
    type_password(page, login, OWN)
    page.fill("#code", spare)
    page.get_by_role("button", name="番号で確認する").click()
    at(page, "staff/")


@pytest.mark.full
def test_the_pages_of_the_app_are_sound_in_every_language(door: Server, open_page: Open) -> None:
    password = a_person(door, "tongues")
    page = open_page(door, "/staff/sign-in/")
    type_password(page, "tongues", password)
    own_password(page)
    for language in LANGUAGES if FULL else QUICK[:1]:
        for path in ("factors/", "factors/totp/", "factors/passkey/", "password/", "again/", ""):
            page.goto(f"{door.address}/staff/sign-in/{path}?lang={language}")
            good_looks_at_both_widths(page)


@pytest.mark.full
def test_five_wrong_passwords_lead_to_a_page_that_says_until_when(door: Server, open_page: Open) -> None:
    page = open_page(door, "/staff/sign-in/", width=390)
    for _ in range(5):
        type_password(page, "nobody-at-all", "wrong")
        expect(page.get_by_role("heading", name="サインインできませんでした")).to_be_visible()
    good_looks(page)
    type_password(page, "nobody-at-all", "wrong")
    expect(page.get_by_role("heading", name="しばらく待ってください")).to_be_visible()
    good_looks_in_all(page)


def test_one_signs_in_by_keyboard_alone(door: Server, open_page: Open) -> None:
    password = a_person(door, "keys")
    page = open_page(door, "/staff/sign-in/")
    tab_to(page, "#login")
    page.keyboard.type("keys")
    tab_to(page, "#password")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/password/")


LATE = """
import sys, django; django.setup()
from datetime import timedelta
from madoguchi.people.models import Staff
staff = Staff.objects.get(login=sys.argv[1])
staff.password_once_until -= timedelta(days=60)
staff.save()
"""


@pytest.mark.full
@pytest.mark.parametrize(("language", "width"), VISITS)
def test_a_one_time_password_that_is_over_says_whom_to_ask(
    door: Server, open_page: Open, language: str, width: int
) -> None:
    login = f"late-{language}-{width}"
    password = a_person(door, login)
    subprocess.run([sys.executable, "-c", LATE, login], env=door.known, cwd=ROOT, check=True)
    page = open_page(door, "/staff/sign-in/", language=language, width=width)
    page.fill("#login", login)
    page.fill("#password", password)
    page.locator("#password").press("Enter")
    expect(page.locator("#password")).to_have_count(0)
    assert "people/refused.html" in SHOWN[page][1]
    good_looks(page)

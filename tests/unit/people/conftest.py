"""A few people at the door: Ai has a password only, Ben an authenticator app as well."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client

from madoguchi.people import actions
from madoguchi.people.models import Staff
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def _real_installation(settings) -> None:
    """Not the demo: a second factor is needed. Hashing is quick, for it is not what these tests are about."""
    settings.MADOGUCHI_DEMO = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ai(db: None) -> Staff:
    return actions.add_staff(login="ai", name="相田 愛", password=PASSWORD, by=SYSTEM)


@pytest.fixture
def ben(db: None) -> Staff:
    return actions.add_staff(login="ben", name="弁田 勉", password=PASSWORD, by=SYSTEM)


@pytest.fixture
def app(ben: Staff) -> "App":
    """Ben's telephone."""
    secret = generate_totp_secret()
    app = App(secret)
    actions.add_totp(staff=ben, secret=secret, code=app.code(-1), by=SYSTEM)
    return app


class App:
    def __init__(self, secret: str) -> None:
        self.secret = secret

    def code(self, later: int = 0) -> str:
        """The code of this half-minute, or of one that comes later or was earlier."""
        return format_hotp_value(hotp_value(self.secret, int(time.time()) // 30 + later))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def sign_in(client: Client, login: str, password: str = PASSWORD, **more: str):
    return client.post("/staff/sign-in/", {"login": login, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get("/staff/me/").status_code == 200


def verbs(*wanted: str) -> list[str]:
    found = Event.objects.order_by("pk").values_list("verb", flat=True)
    return [verb for verb in found if not wanted or verb in wanted]


def codes_of(staff: Staff) -> list[str]:
    return Authenticator.objects.get(user=staff, type="recovery_codes").wrap().get_unused_codes()

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client

from madoguchi.demo.ward import Ward
from madoguchi.people.models import Staff
from madoguchi.registers import actions
from madoguchi.registers.models import Row
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor
from tests.sign_in import signed_in
from tests.unit.registers.world import MEMBER, QUESTION, version

NOON = datetime(2026, 11, 24, 12, tzinfo=clock.TOKYO)


@pytest.fixture(autouse=True)
def a_fixed_day() -> Iterator[None]:
    with clock.at(NOON):
        yield


@pytest.fixture
def ward(db: None, settings) -> Ward:
    """Two sections, a clerk of each, a publisher who writes in the registers, and the secretary of the assembly."""
    from madoguchi.demo.ward import load, open_ward

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    ward = open_ward(load(), logins=("mori", "kurata", "kase"), password="a-password-of-tests")
    for slug in ("shokai", "iin"):
        actions.publish_register(version(slug), by=ward.actor("kurata"))
    return ward


@pytest.fixture
def clerk(ward: Ward) -> Actor:
    """Of the office that owns both registers."""
    return ward.actor("kurata")


@pytest.fixture
def stranger(ward: Ward) -> Actor:
    """A clerk of another office."""
    return ward.actor("mori")


@pytest.fixture
def question(clerk: Actor) -> Row:
    return actions.append_row(register="shokai", answers=dict(QUESTION), by=clerk)


@pytest.fixture
def member(clerk: Actor) -> Row:
    return actions.append_row(register="iin", answers=dict(MEMBER), by=clerk, why="左ききの審議委員が就任")


@pytest.fixture
def client_of(ward: Ward) -> Callable[[str], Client]:
    return lambda login: signed_in(Staff.objects.get(login=login))

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client

from madoguchi.demo.ward import Ward
from madoguchi.people.models import Staff
from madoguchi.trail import clock
from tests.sign_in import signed_in

NOON = datetime(2026, 11, 24, 12, tzinfo=clock.TOKYO)


@pytest.fixture(autouse=True)
def a_fixed_day() -> Iterator[None]:
    with clock.at(NOON):
        yield


@pytest.fixture(autouse=True)
def nothing_of_another_test() -> None:
    """What is kept in memory is named by the newest rows: a test that is rolled back gives its numbers away again."""
    from madoguchi.learn.queries.progress import _standings
    from madoguchi.learn.queries.readings import _everything
    from madoguchi.learn.views.indicators import _parts
    from madoguchi.learn.views.progress import _asks

    _parts.cache_clear()
    _asks.cache_clear()
    _everything.cache_clear()
    _standings.cache_clear()


@pytest.fixture
def ward(db: None, settings) -> Ward:
    from madoguchi.demo.ward import load, open_ward

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with clock.at(NOON - timedelta(days=200)):
        return open_ward(load(), logins=("mori", "nagai", "kubota", "takase"), password="a-password-of-tests")


@pytest.fixture
def client_of(ward: Ward) -> Callable[[str], Client]:
    return lambda login: signed_in(Staff.objects.get(login=login))

import pytest

from madoguchi.demo.ward import Ward
from madoguchi.trail import clock
from tests.unit.decide.world import NOON, a_ward


@pytest.fixture
def noon():
    with clock.at(NOON):
        yield NOON


@pytest.fixture
def ward(db, noon, settings) -> Ward:
    """The hasher is fast here: what a password is worth is tested in tests/unit/people."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return a_ward()

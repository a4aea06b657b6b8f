import pytest

from tests.canary.world import World, a_world


@pytest.fixture
def world(db, settings, tmp_path) -> World:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.HOME = tmp_path
    return a_world()

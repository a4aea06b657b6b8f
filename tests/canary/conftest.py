"""One world for each file of tests: made once, and every test takes back what it did to it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import override_settings

from madoguchi.receive.actions import printing
from tests.canary.world import World, a_world

HOME = settings.HOME
"""Of all tests: the small copies of the fonts are made there once, for every press."""
QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _fonts() -> None:
    printing.FONTS = str(HOME / "fonts")


@pytest.fixture(scope="module")
def the_world(django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """In a transaction around all tests of the file. It counts as a test case's own: see `site.afterwards`."""
    home = tmp_path_factory.mktemp("home")
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=QUICK, HOME=home):
        around = transaction.atomic()
        around._from_testcase = True
        around.__enter__()
        yield a_world()
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
        connection.close()


@pytest.fixture
def world(the_world: World, db: None) -> World:
    return replace(the_world)

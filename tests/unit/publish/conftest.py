from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.test import Client

from madoguchi.demo.households import Household
from madoguchi.demo.ward import Ward
from madoguchi.people.models import Staff
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor
from tests.sign_in import signed_in

NOON = datetime(2026, 11, 24, 12, tzinfo=clock.TOKYO)


@pytest.fixture(autouse=True)
def a_fixed_day() -> Iterator[None]:
    with clock.at(NOON):
        yield


@pytest.fixture(autouse=True)
def no_catalogue_of_another_test() -> None:
    """The catalogue is kept in memory by what changes with time; here the day is fixed."""
    from madoguchi.publish.queries.catalogue import _catalogue, _state

    _catalogue.cache_clear()
    _state.cache_clear()


@pytest.fixture
def ward(db: None, settings) -> Ward:
    """A clerk of two offices each, and the open-data office, whose clerk is a publisher."""
    from madoguchi.demo.ward import load, open_ward

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return open_ward(load(), logins=("mori", "nagai", "kubota", "kurata", "sakuma"), password="a-password-of-tests")


@pytest.fixture
def clerk(ward: Ward) -> Actor:
    """Of the office whose file it is."""
    return ward.actor("mori")


@pytest.fixture
def stranger(ward: Ward) -> Actor:
    """A clerk of another office."""
    return ward.actor("kubota")


@pytest.fixture
def overseer(ward: Ward) -> Actor:
    """Of the open-data office."""
    return ward.actor("kurata")


@pytest.fixture
def client_of(ward: Ward) -> Callable[[str], Client]:
    return lambda login: signed_in(Staff.objects.get(login=login))


@pytest.fixture
def after_the_summer() -> Iterator[None]:
    """September is over, and nothing that another test declared is known."""
    from madoguchi.publish.counted.plan import plans

    plans.cache_clear()
    with clock.at(datetime(2026, 10, 20, 12, tzinfo=clock.TOKYO)):
        yield
    plans.cache_clear()


@pytest.fixture
def houses(ward: Ward) -> Iterator[Household]:
    from tests.unit.publish.claims import families

    return families(ward)


@pytest.fixture
def place(tmp_path, settings):
    settings.MADOGUCHI_SOURCES = tmp_path / "sources"
    settings.MADOGUCHI_SOURCES.mkdir()
    return settings.MADOGUCHI_SOURCES


@pytest.fixture
def source(ward, place):
    from madoguchi.demo.fetched import SLUG
    from madoguchi.publish import actions
    from madoguchi.publish.queries.sources import source_of

    actions.register_source(slug=SLUG, by=ward.actor("nagai"))
    actions.approve_source(slug=SLUG, by=ward.actor("mori"))
    return source_of(SLUG)


@pytest.fixture
def first(source, place):
    """The first file is out."""
    from madoguchi.demo.fetched import write
    from tests.unit.publish.laid import MANY, START, look, out

    write(place, MANY, at=START)
    look(2)
    told = look(7)
    assert out() is not None, (told.trouble, told.latest_check)
    return out()

"""One year of a small ward, lived once for all its stories; whatever a story does to it is taken back."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client, TestCase

from madoguchi.declare.versions import close
from madoguchi.demo import marker, seed
from madoguchi.demo.ward import Ward, load
from madoguchi.learn import actions
from madoguchi.learn.queries.readings import Shown, everything
from madoguchi.people.models import Staff
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from tests import sign_in

NOON = datetime(2026, 11, 24, 12, tzinfo=clock.TOKYO)
RESIDENTS, CASES = 150, 90


class Lived(TestCase):
    """Holds the transaction in which the year was lived."""


@pytest.fixture(scope="package")
def lived(django_db_setup, django_db_blocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[marker.Marker]:
    home: Path = tmp_path_factory.mktemp("year")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), clock.at(NOON):
        patch.setattr(marker, "path", lambda: home / "demo.json")
        Lived.setUpClass()
        try:
            yield seed.run(residents=RESIDENTS, cases=CASES)
        finally:
            Lived.tearDownClass()
            Lived.doClassCleanups()


@pytest.fixture
def year(lived: marker.Marker, db: None) -> Iterator[marker.Marker]:
    """What is kept in memory is named by the newest rows, and what a story adds is taken back: it is forgotten here."""
    from madoguchi.learn.queries.progress import _standings
    from madoguchi.learn.queries.readings import _everything
    from madoguchi.learn.views.progress import _asks

    for kept in (_asks, _everything, _standings):
        kept.cache_clear()
    with clock.at(NOON):
        yield lived


@pytest.fixture
def ward(year: marker.Marker) -> Ward:
    town = load()
    versions = {slug: close(town, slug) for slug in town.procedures}
    return Ward(town, versions, {one.login: one for one in Staff.objects.all()})


@pytest.fixture
def page(year: marker.Marker) -> Callable[..., str]:
    """What stands on a page, as anybody reads it, or as a member of staff does."""

    def read(path: str, *, login: str = "", **asked: str) -> str:
        client = signed_in(login) if login else Client()
        answer = client.get(path, asked, follow=True)
        assert answer.status_code == 200, path
        return answer.getvalue().decode()

    return read


def signed_in(login: str) -> Client:
    return sign_in.signed_in(Staff.objects.get(login=login))


@pytest.fixture
def indicator(year: marker.Marker) -> Callable[[str], Shown]:
    """An indicator as it stands after everything that happened so far was counted."""

    def counted(slug: str) -> Shown:
        actions.take_readings(by=SYSTEM)
        return everything()[slug]

    return counted

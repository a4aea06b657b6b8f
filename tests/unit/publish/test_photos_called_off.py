"""A photograph that is refused after all does not come out with a release that was prepared before."""

import pytest
from django.test import Client

from madoguchi.publish import actions
from madoguchi.publish.errors import NotNow
from madoguchi.publish.models import Release
from madoguchi.publish.queries.pictures import pictures
from madoguchi.publish.queries.releases import folder, root
from madoguchi.trail import worker
from madoguchi.trail.models import Event
from tests.unit.publish.opened import colleague_of
from tests.unit.publish.sheets import OFFICE
from tests.unit.publish.test_photos import accepted, two_photos


@pytest.fixture
def desk(clerk, client_of) -> Client:
    return client_of("mori")


def built(clerk, desk, title="池"):
    """Two accepted pictures, and a release that a colleague proposed. Its hash goes by the title."""
    first, second = two_photos(desk)
    accepted(first, clerk, keep_place=False, title=title)
    accepted(second, clerk)
    return first, second, actions.propose_photos(dataset=first.dataset, by=colleague_of(clerk, OFFICE))


def called_off(release: Release) -> None:
    release.refresh_from_db()
    assert (release.state, release.hash) == ("failed", "") and "公開しない" in release.trouble["ja"]


@pytest.mark.full
def test_a_picture_refused_after_its_release_was_built_does_not_come_out(
    clerk, desk, django_capture_on_commit_callbacks
):
    first, second, release = built(clerk, desk)
    worker.run_due()
    release.refresh_from_db()
    digest, place = release.hash, folder(release.hash)
    assert release.state == "pending" and (place / first.file).exists()
    with django_capture_on_commit_callbacks(execute=True):
        actions.refuse_photo(photo=first, reason="顔が分かる", by=clerk)
    called_off(release)
    with pytest.raises(NotNow):
        actions.release(release=release, by=clerk)
    assert not place.exists(), "what was built of it lies nowhere"
    assert Client().get(f"/data/files/{digest}/{first.file}").status_code == 404
    assert "もう一度版を作ってください" in desk.get(f"/staff/data/releases/{release.pk}/").content.decode()
    anew = actions.propose_photos(dataset=first.dataset, by=colleague_of(clerk, OFFICE))
    worker.run_due()
    anew.refresh_from_db()
    assert [one.file for one in pictures(anew)] == [second.file]


def test_a_picture_refused_while_its_release_is_built_does_not_come_out(
    clerk, desk, django_capture_on_commit_callbacks
):
    first, _second, release = built(clerk, desk, title="建てている間の池")
    others = set(root().glob(f"??/*/{first.file}"))
    write = actions.make_photos(Event.objects.get(verb="publish.photos_proposed"))  # built, and not yet told
    (place,) = set(root().glob(f"??/*/{first.file}")) - others
    actions.refuse_photo(photo=first, reason="顔が分かる", by=clerk)
    with django_capture_on_commit_callbacks(execute=True):
        write()
    called_off(release)
    assert not place.exists()


@pytest.mark.full
def test_a_picture_that_nobody_accepted_yet_stops_no_release(clerk, desk):
    first, second = two_photos(desk)
    accepted(first, clerk, keep_place=False)
    release = actions.propose_photos(dataset=first.dataset, by=colleague_of(clerk, OFFICE))
    actions.refuse_photo(photo=second, reason="顔が分かる", by=clerk)
    worker.run_due()
    release.refresh_from_db()
    assert release.state == "pending"

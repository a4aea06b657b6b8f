"""Photographs that were sent together are made anew by the worker: with a bar, stopped, gone on with, and never lost."""

import pytest
from django.test import Client

from madoguchi.protect.models import LooseFile
from madoguchi.publish import actions
from madoguchi.publish.actions import sending
from madoguchi.publish.errors import NotNow, NotYours
from madoguchi.publish.models import Photo, PhotoBatch
from madoguchi.publish.photos import MOST
from madoguchi.publish.queries.batches import batches
from madoguchi.trail import clock, worker
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event, Handover
from tests.unit.publish.test_photos import jpeg, send

HOME = "/staff/data/photos/of/park-photos/"


@pytest.fixture
def desk(clerk, client_of) -> Client:
    return client_of("mori")


@pytest.fixture
def few_at_once(monkeypatch) -> None:
    monkeypatch.setattr(sending, "AT_ONCE", 1)


def sent(desk: Client, *names: str) -> PhotoBatch:
    colours = ("green", "brown", "navy", "olive", "teal", "gray", "pink")
    send(desk, *((name, jpeg(colours[at])) for at, name in enumerate(names)))
    return PhotoBatch.objects.get()


def test_what_was_sent_waits_sealed_and_the_page_says_how_far_it_is(desk):
    sent(desk, "a.jpg", "b.jpg")
    assert not Photo.objects.exists() and LooseFile.objects.count() == 2
    page = desk.get(HOME).content.decode()
    assert "写真の作り直しを待っています" in page and "2枚のうち 0枚" in page and 'hx-trigger="every 2s"' in page
    assert 'max="2" value="0"' in page
    worker.run_due()
    page = desk.get(HOME).content.decode()
    assert Photo.objects.count() == 2 and "hx-trigger" not in page and "1枚ずつ確かめる" in page
    assert LooseFile.objects.count() == 4, "a picture and a small look at each; what came is destroyed"
    assert desk.get(f"{HOME}progress/")["HX-Refresh"] == "true"


def test_it_is_stopped_by_a_person_and_goes_on_where_it_was(desk, clerk, few_at_once):
    batch = sent(desk, "a.jpg", "b.jpg", "c.jpg")
    worker.run_due(limit=1)
    assert desk.post(f"{HOME}stop/", {"batch": batch.pk}).status_code == 302
    worker.run_due()
    page = desk.get(HOME).content.decode()
    assert Photo.objects.count() == 1 and "写真の作り直しを止めています" in page and "まだの 2枚" in page
    desk.post(f"{HOME}resume/", {"batch": batch.pk})
    worker.run_due()
    batch.refresh_from_db()
    assert (batch.state, batch.done, Photo.objects.count()) == ("done", 3, 3)
    with pytest.raises(NotNow):
        actions.resume_photos(batch=batch, by=clerk)
    assert desk.post(f"{HOME}resume/", {"batch": batch.pk}).status_code == 302, "somebody was faster: nothing is done"


def test_the_rest_of_what_was_stopped_is_thrown_away_when_nobody_wants_it(desk, clerk, stranger):
    batch = sent(desk, "a.jpg", "b.jpg")
    with pytest.raises(NotNow):
        actions.drop_photos(batch=batch, by=clerk)
    with pytest.raises(NotYours):
        actions.stop_photos(batch=batch, by=stranger)
    actions.stop_photos(batch=batch, by=clerk)
    desk.post(f"{HOME}drop/", {"batch": batch.pk})
    batch.refresh_from_db()
    assert batch.state == "done" and not LooseFile.objects.exists()
    assert "作り直す前に、やめました" in desk.get(HOME).content.decode()
    worker.run_due()
    assert not Photo.objects.exists()


def test_what_was_stopped_long_ago_is_thrown_away_by_itself(desk, clerk):
    batch = sent(desk, "a.jpg")
    actions.stop_photos(batch=batch, by=clerk)
    assert actions.drop_left_photos(by=SYSTEM) == 0
    with clock.at(clock.now() + sending.LEFT * 1.1):
        assert actions.drop_left_photos(by=SYSTEM) == 1
    assert not LooseFile.objects.exists()


def test_one_that_is_broken_is_named_and_the_others_are_taken(desk):
    send(desk, ("good.jpg", jpeg("green")), ("bad.jpg", b"\xff\xd8\xff broken"), ("same.jpg", jpeg("green")))
    worker.run_due()
    assert Photo.objects.count() == 1
    page = desk.get(HOME).content.decode()
    assert "入らなかった写真" in page and "壊れているか" in page and "同じ写真が、もう入っています" in page
    told = [(one.name, one.outcome) for one in batches(Photo.objects.get().dataset)[0].told]
    assert told == [("bad.jpg", "broken"), ("same.jpg", "known")]


def test_a_worker_that_dies_in_between_loses_nothing_and_makes_nothing_twice(desk, monkeypatch, few_at_once):
    batch = sent(desk, "a.jpg", "b.jpg")
    event = Event.objects.get(verb="publish.photos_sent")
    actions.take_photos(event)  # its last step is never taken: the worker died
    assert Photo.objects.count() == 1 and LooseFile.objects.count() == 3
    worker.run_due()
    batch.refresh_from_db()
    assert (batch.state, batch.done, Photo.objects.count()) == ("done", 2, 2)


def test_where_the_worker_gave_up_the_page_says_so_and_a_person_begins_again(desk, monkeypatch):
    batch = sent(desk, "a.jpg")
    Handover.objects.filter(event__about_kind="photo-batch").update(state=Handover.State.DEAD)
    page = desk.get(HOME).content.decode()
    assert "写真の作り直しが進みません" in page and "もう一度始める" in page and "hx-trigger" not in page
    desk.post(f"{HOME}resume/", {"batch": batch.pk})
    worker.run_due()
    assert Photo.objects.count() == 1


def test_others_neither_see_how_far_it_is_nor_stop_it(desk, client_of):
    batch = sent(desk, "a.jpg")
    other = client_of("sakuma")
    assert (
        other.get(f"{HOME}progress/").status_code == other.post(f"{HOME}stop/", {"batch": batch.pk}).status_code == 404
    )
    assert desk.post(f"{HOME}stop/", {"batch": "x"}).status_code == 404


def test_who_looks_through_them_leaves_one_for_later_and_comes_back_to_it(desk):
    sent(desk, "a.jpg", "b.jpg", "c.jpg")
    worker.run_due()
    first, second, third = Photo.objects.order_by("pk")
    assert (
        f'href="/staff/data/photos/{second.pk}/#look"' in desk.get(f"/staff/data/photos/{first.pk}/").content.decode()
    )
    assert f'href="/staff/data/photos/{first.pk}/#look"' in desk.get(f"/staff/data/photos/{third.pk}/").content.decode()
    answer = desk.post(f"/staff/data/photos/{second.pk}/", {"act": "refuse", "reason": "顔"})
    assert answer.url == f"/staff/data/photos/{third.pk}/#look"


@pytest.mark.full
def test_as_many_as_are_allowed_go_in_one_sending(desk):
    assert MOST == 200
    send(desk, *((f"{at}.jpg", jpeg(f"#{at:02x}8040")) for at in range(MOST)))
    assert PhotoBatch.objects.get().total == MOST

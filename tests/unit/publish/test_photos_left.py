"""Photographs that were sent: nobody waits behind them, none is lost to an accident, and none is kept for ever."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from madoguchi.protect.models import LooseFile
from madoguchi.publish import actions
from madoguchi.publish.actions import sending
from madoguchi.publish.models import Photo, PhotoBatch
from madoguchi.publish.photos import made_anew
from madoguchi.receive.sanitise.refusal import Refusal
from madoguchi.trail import clock, flow, worker
from madoguchi.trail.actions import record
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event, Handover
from tests.unit.publish.test_photos import jpeg
from tests.unit.publish.test_photos_sent import HOME, sent


@pytest.fixture
def desk(clerk, client_of) -> Client:
    return client_of("mori")


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch) -> None:
    monkeypatch.setattr(sending, "AT_ONCE", 1)


done: list[str] = []


def a_letter(event: Event) -> None:
    done.append(event.verb)


@pytest.fixture
def letters():
    done.clear()
    with flow.nobody_else():
        for verb in ("publish.photos_sent", "publish.photos_go_on"):
            flow.register(verb, later=(actions.take_photos,))
        flow.register("receive.letter_wanted", later=(a_letter,))
        yield done


def test_a_letter_is_done_before_the_next_picture_of_a_batch(letters, desk, clerk):
    batch = sent(desk, "a.jpg", "b.jpg", "c.jpg")
    for made in (0, 1):  # before the first go, and between the goes
        record("receive.letter_wanted", by=SYSTEM, about=("letter", made))
        worker.run_due(limit=1)
        assert len(letters) == made + 1 and Photo.objects.count() == made
        worker.run_due(limit=1)
    actions.stop_photos(batch=batch, by=clerk)
    worker.run_due()
    actions.resume_photos(batch=batch, by=clerk)
    record("receive.letter_wanted", by=SYSTEM, about=("letter", 3))
    worker.run_due(limit=1)
    assert len(letters) == 3 and Photo.objects.count() == 2


def refusing(monkeypatch, code: str, times: int) -> list[bytes]:
    """The first so many pictures are refused."""
    asked: list[bytes] = []

    def made(content: bytes):
        asked.append(content)
        if len(asked) <= times:
            raise Refusal(code)
        return made_anew(content)

    monkeypatch.setattr(sending, "made_anew", made)
    return asked


def test_while_another_file_is_in_the_childs_hands_the_picture_waits(desk, monkeypatch):
    refusing(monkeypatch, "busy", times=1)
    batch = sent(desk, "a.jpg")
    worker.run_due()
    assert batch.sent.get().original_id and Handover.objects.get(state="waiting").error == "Refusal"
    with clock.at(clock.now() + sending.LEFT / 100):
        worker.run_due()
    assert Photo.objects.count() == 1 and batch.sent.get().outcome == "kept"


def test_a_child_that_died_over_a_picture_is_asked_once_more_after_the_others(desk, monkeypatch):
    asked = refusing(monkeypatch, "too-complex", times=1)
    batch = sent(desk, "a.jpg", "b.jpg")
    worker.run_due()
    assert asked == [jpeg("green"), jpeg("brown"), jpeg("green")]
    assert [one.outcome for one in batch.sent.all()] == ["kept", "kept"]


def test_one_over_which_the_child_dies_twice_is_not_called_broken(desk, monkeypatch):
    refusing(monkeypatch, "too-complex", times=2)
    batch = sent(desk, "a.jpg")
    worker.run_due()
    batch.refresh_from_db()
    page = desk.get(HOME).content.decode()
    assert (batch.state, batch.sent.get().outcome) == ("done", "unmade") and not LooseFile.objects.exists()
    assert "作り直せませんでした。もう一度入れてください。" in page and "壊れている" not in page


def test_a_batch_is_locked_before_its_pictures_by_whoever_ends_them(desk, clerk):
    batch = sent(desk, "a.jpg")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        sending._end(batch, batch.sent.get(), "known")
    told = [one["sql"] for one in asked if "publish_sentphoto" in one["sql"] or "publish_photobatch" in one["sql"]]
    first = next(one for one in told if "UPDATE" in one or '"publish_photobatch"' in one.split("WHERE")[0])
    assert 'FROM "publish_photobatch"' in first
    assert not connection.features.has_select_for_update or "FOR UPDATE" in first


def test_the_time_counts_from_the_stop(desk, clerk):
    batch = sent(desk, "a.jpg")
    start = clock.now()
    with clock.at(start + sending.LEFT * 1.1):
        actions.stop_photos(batch=batch, by=clerk)
        assert actions.drop_left_photos(by=SYSTEM) == 0 and LooseFile.objects.exists()
    with clock.at(start + sending.LEFT * 2.2):
        assert actions.drop_left_photos(by=SYSTEM) == 1 and not LooseFile.objects.exists()


def stuck(desk: Client) -> PhotoBatch:
    batch = sent(desk, "a.jpg")
    Handover.objects.filter(event__about_kind="photo-batch").update(state=Handover.State.DEAD)
    return batch


def test_what_the_worker_gave_up_is_not_kept_for_ever(desk):
    batch = stuck(desk)
    assert actions.drop_left_photos(by=SYSTEM) == 0
    with clock.at(clock.now() + sending.LEFT * 1.1):
        assert actions.drop_left_photos(by=SYSTEM) == 1
    batch.refresh_from_db()
    assert batch.state == "done" and not LooseFile.objects.exists()


def test_what_the_worker_is_still_to_do_is_not_thrown_away(desk):
    sent(desk, "a.jpg")
    with clock.at(clock.now() + sending.LEFT * 1.1):
        assert actions.drop_left_photos(by=SYSTEM) == 0
    assert LooseFile.objects.count() == 1


def test_where_the_worker_gave_up_the_rest_can_be_thrown_away(desk):
    batch = stuck(desk)
    page = desk.get(HOME).content.decode()
    assert "まだの 1枚を捨てる" in page and "14日だけ" in page and "作り直しを止める" not in page
    desk.post(f"{HOME}drop/", {"batch": batch.pk})
    batch.refresh_from_db()
    assert batch.state == "done" and not LooseFile.objects.exists()


def test_one_that_goes_on_in_the_same_moment_is_not_thrown_away(desk, clerk, monkeypatch):
    batch = sent(desk, "a.jpg")
    actions.stop_photos(batch=batch, by=clerk)
    looked = sending.is_stuck

    def meanwhile(one: PhotoBatch) -> bool:
        monkeypatch.setattr(sending, "is_stuck", looked)
        actions.resume_photos(batch=PhotoBatch.objects.get(pk=one.pk), by=clerk)
        return looked(one)

    with clock.at(clock.now() + sending.LEFT * 1.1):
        monkeypatch.setattr(sending, "is_stuck", meanwhile)
        assert actions.drop_left_photos(by=SYSTEM) == 0
        worker.run_due()
    assert Photo.objects.count() == 1

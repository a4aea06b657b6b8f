"""A request becomes public in the words of the staff only; anybody says that they want it too, and nobody is recognised."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client

from madoguchi.publish import actions
from madoguchi.publish.actions.wanting import MOST_AN_HOUR
from madoguchi.publish.errors import NotNow, NotYours, TooMany, Unfit
from madoguchi.publish.models import Vote, Wanted
from madoguchi.publish.queries.requests import token_for
from madoguchi.trail import clock
from madoguchi.trail.models import Event
from tests.unit.publish.opened import published
from tests.unit.publish.test_voices import say

ASKED = {"what": "保育園の空き。山田花子 090-0000-9998", "use": "引っこし", "asker": "resident"}
SAID = {"title": "保育園の空きの数", "words": "園ごとの空きを、毎月の表で。"}


@pytest.fixture
def wanted(ward) -> Wanted:
    return actions.publish_request(case=say(ward, "data-no-kibo", ASKED), by=ward.actor("kurata"), **SAID)


def token_on(page: str) -> str:
    return re.search(r'name="token" value="([^"]+)"', page)[1]


def press(wanted: Wanted, token: str):
    return Client(enforce_csrf_checks=True).post(f"/data/requests/{wanted.pk}/vote/", {"token": token})


def test_nothing_of_a_request_is_public_before_a_person_wrote_it_down(ward, client_of):
    case = say(ward, "data-no-kibo", ASKED)
    assert "待っているリクエストは、ありません" in Client().get("/data/requests/").content.decode()
    desk = client_of("kurata")
    assert case.number in desk.get("/staff/data/voices/").content.decode()
    form = f"/staff/data/voices/requests/{case.number}/"
    empty = desk.post(form, SAID | {"title": ""})
    assert empty.status_code == 422 and SAID["words"] in empty.content.decode()
    assert desk.post(form, SAID).status_code == 302
    page = Client().get("/data/requests/").content.decode()
    assert SAID["title"] in page and SAID["words"] in page
    assert "山田" not in page and "9998" not in page and case.number not in page
    assert desk.post(form, SAID).status_code == 409


def test_only_the_office_of_the_case_and_only_a_request_is_listed(ward):
    case = say(ward, "data-no-kibo", ASKED)
    with pytest.raises(NotYours):
        actions.publish_request(case=case, by=ward.actor("nagai"), **SAID)
    opinion = say(ward, "iken", {"topic": "other", "words": "意見です。", "reply": "no"})
    with pytest.raises(NotNow):
        actions.publish_request(case=opinion, by=ward.actor("kubota"), **SAID)


def test_a_vote_is_counted_without_a_cookie_and_once_per_page(wanted):
    page = Client().get("/data/requests/")
    assert not page.cookies and page["Cache-Control"] == "no-store"
    token = token_on(page.content.decode())
    first = press(wanted, token)
    assert first.status_code == 303 and not first.cookies
    assert press(wanted, token).status_code == 303  # the back button
    assert Vote.objects.count() == 1
    assert "ほしい 1" in Client().get("/data/requests/").content.decode()
    press(wanted, token_on(Client().get("/data/requests/").content.decode()))
    assert Vote.objects.count() == 2


def test_a_vote_keeps_the_hour_and_nothing_about_who(wanted):
    press(wanted, token_for(wanted))
    vote = Vote.objects.get()
    assert (vote.hour.minute, vote.hour.second) == (0, 0)
    assert {field.name for field in Vote._meta.fields} == {"id", "wanted", "token", "hour"}
    event = Event.objects.get(verb="publish.voted")
    assert event.actor_kind == "resident" and event.data == {}


def test_what_we_did_not_hand_out_is_no_vote(wanted):
    foreign = signing.dumps([wanted.pk + 1, "x"], salt="publish.vote")
    for token in ("", "x", foreign, signing.dumps([wanted.pk, "x"], salt="other")):
        assert press(wanted, token).status_code == 409
    assert not Vote.objects.exists()


def test_many_votes_in_an_hour_are_stopped_and_go_on_in_the_next(wanted):
    for n in range(MOST_AN_HOUR):
        actions.vote(wanted=wanted, token=f"t{n}")
    assert press(wanted, token_for(wanted)).status_code == 429
    with pytest.raises(TooMany):
        actions.vote(wanted=wanted, token="one more")
    with clock.at(clock.now() + timedelta(hours=1)):
        assert actions.vote(wanted=wanted, token="one more")


def test_what_becomes_of_it_is_said_by_name_and_ends_the_votes(ward, wanted, clerk, client_of):
    aed = published(by=clerk).dataset
    desk, form = client_of("kurata"), f"/staff/data/voices/listed/{wanted.pk}/"
    assert client_of("nagai").get(form).status_code == 404
    assert desk.post(form, {"state": "done", "answer": "公開しました。"}).status_code == 422
    assert desk.post(form, {"state": "declined", "answer": ""}).status_code == 422
    assert desk.post(form, {"state": "asked", "effort": "7"}).status_code == 422
    assert (
        desk.post(form, {"state": "done", "answer": "表にしました。", "dataset": "aed", "effort": "2"}).status_code
        == 302
    )
    page = Client().get("/data/requests/").content.decode()
    assert "表にしました。" in page and "倉田 紀子" in page and "/data/aed/" in page
    wanted.refresh_from_db()
    assert (wanted.dataset, wanted.effort) == (aed, 2)
    assert press(wanted, token_for(wanted)).status_code == 409
    with pytest.raises(NotYours):
        actions.answer_request(wanted=wanted, state="asked", answer="", by=ward.actor("nagai"))
    with pytest.raises(Unfit):
        actions.answer_request(wanted=wanted, state="lost", answer="x", by=ward.actor("kurata"))

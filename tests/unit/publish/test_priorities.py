"""The order in which data come: value times weight, for everybody to reckon; set aside only with a reason and a name."""

from datetime import timedelta

import pytest
from django.test import Client

from madoguchi.design import frame
from madoguchi.publish import actions
from madoguchi.publish.errors import NotYours, Unfit
from madoguchi.publish.models import Placing
from madoguchi.publish.queries.priorities import Candidate, candidates, weights
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from tests.unit.publish.opened import published
from tests.unit.publish.test_requests import ASKED, SAID
from tests.unit.publish.test_voices import ERROR, say


def one(key: str) -> Candidate:
    return next(each for each in candidates() if each.key == key)


@pytest.fixture
def wanted(ward):
    case = say(ward, "data-no-kibo", ASKED)
    return actions.publish_request(case=case, by=ward.actor("kurata"), category="防災・安全", **SAID)


def test_points_are_value_times_weight_and_each_is_shown(ward, wanted, clerk):
    published(by=clerk)
    for n in range(7):
        actions.vote(wanted=wanted, token=f"t{n}")
    actions.add_uses(uses={("aed", clock.today(), "csv"): 320, ("aed", clock.today(), "page"): 9000}, by=SYSTEM)
    actions.answer_request(wanted=wanted, state="asked", answer="", effort=2, by=ward.actor("kurata"))
    found = one(f"request:{wanted.pk}")
    assert {part.criterion: (part.value, part.points) for part in found.parts} == {
        "votes": (7, 7), "kin": (3, 6), "effort": (2, -8)}  # fmt: skip
    assert found.points == 5
    page = Client().get("/data/priorities/").content.decode()
    assert "2 × -4 = -8" in page and SAID["title"] in page and '<td class="n">15</td>' in page


def test_a_standard_dataset_is_a_candidate_until_it_is_out(clerk):
    assert one("standard:aed").points == 15 - 4 * 3
    published(by=clerk)
    keys = [each.key for each in candidates()]
    assert "standard:aed" not in keys and "standard:public_toilet" in keys and "standard:open_data_list" not in keys


def test_errors_and_a_late_update_bring_a_dataset_back(ward, clerk):
    published(by=clerk)
    assert "dataset:aed" not in [each.key for each in candidates()]
    say(ward, "data-no-ayamari", ERROR)
    assert one("dataset:aed").points == 8 and one("dataset:aed").office == "kodomo-seisaku"
    with clock.at(clock.now() + timedelta(days=385)):
        late = {part.criterion: part.points for part in one("dataset:aed").parts}
    assert late == {"late": 10}  # the error was told more than a year ago


def test_an_order_is_set_aside_with_a_reason_and_a_name_by_who_answers_for_it(ward, wanted, client_of):
    key = f"request:{wanted.pk}"
    assert candidates()[0].key != key
    desk = client_of("kurata")
    empty = desk.post("/staff/data/priorities/", {"candidate": key, "place": "first", "reason": " "})
    assert empty.status_code == 422 and not Placing.objects.exists()
    asked = {"candidate": key, "place": "first", "reason": "議会で答えました。"}
    assert client_of("nagai").post("/staff/data/priorities/", asked).status_code == 404
    assert desk.post("/staff/data/priorities/", asked | {"candidate": "request:999"}).status_code == 404
    assert desk.post("/staff/data/priorities/", asked).status_code == 302
    assert candidates()[0].key == key
    page = Client().get("/data/priorities/").content.decode()
    assert "議会で答えました。" in page and "倉田 紀子" in page
    actions.set_aside(candidate=one(key), place="", reason="点にもどします。", by=ward.actor("kurata"))
    assert candidates()[0].key != key and Placing.objects.count() == 2
    with pytest.raises(NotYours):
        actions.set_aside(candidate=one(key), place="last", reason="x", by=ward.actor("nagai"))
    with pytest.raises(Unfit):
        actions.set_aside(candidate=one(key), place="second", reason="x", by=ward.actor("kurata"))


def test_without_declared_weights_there_is_no_order(ward, monkeypatch):
    town = frame.municipality()
    without = town.open_data.model_copy(update={"priorities": None})
    changed = town.model_copy(update={"open_data": without})
    monkeypatch.setattr("madoguchi.publish.queries.priorities.municipality", lambda: changed)
    assert weights() is None and candidates() == []
    assert Client().get("/data/priorities/").status_code == 404
    assert "/data/priorities/" not in Client().get("/data/requests/").content.decode()

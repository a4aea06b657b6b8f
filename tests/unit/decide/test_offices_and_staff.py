"""Offices change, and staff apply too."""

from datetime import timedelta

import pytest
from django.test import Client

from madoguchi.decide import actions
from madoguchi.decide.errors import NotYours
from madoguchi.decide.models import Case
from madoguchi.people import actions as people
from madoguchi.people.models import Office
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM, Actor
from tests import sign_in
from tests.unit.decide.world import arrive


def signed_in(ward, login: str) -> Client:
    return sign_in.signed_in(ward.staff[login])


def close_office(successor: str) -> None:
    """The office of the child allowance ends today; another takes over tomorrow."""
    Office.objects.filter(pk="kodomo-seisaku").update(valid_to=clock.today(), successor_id=successor)


def test_the_successor_of_an_office_takes_over_its_open_cases(ward):
    case = arrive(ward)
    people.grant_role(staff=ward.staff["kubota"], office="kaigo", role="reviewer", by=SYSTEM)
    close_office("kaigo")
    with clock.at(clock.now() + timedelta(days=1)):
        assert case.number in signed_in(ward, "kubota").get("/staff/?office=kaigo").content.decode()
        actions.start_review(case=case, seen=case.revision, by=ward.actor("kubota"))
        now = Case.objects.get(pk=case.pk)
        decision = actions.decide(case=now, result="granted", reason="", seen=now.revision, by=ward.actor("kubota"))
    assert decision.office == "kaigo"


def test_roles_in_an_office_that_has_ended_open_nothing_any_more(ward):
    case = arrive(ward)
    close_office("kaigo")
    with clock.at(clock.now() + timedelta(days=1)):
        assert signed_in(ward, "mori").get(f"/staff/cases/{case.number}/").status_code in (403, 404)
        with pytest.raises(NotYours):
            actions.start_review(case=case, seen=case.revision, by=ward.actor("mori"))


def test_a_machine_cannot_decide_whatever_it_calls_itself(ward):
    case = arrive(ward)
    case = actions.start_review(case=case, seen=case.revision, by=ward.actor("mori"))
    for by in (SYSTEM, Actor("machine", str(ward.staff["mori"].pk), "森 あかね"), Actor("resident", "self", "本人")):
        with pytest.raises(NotYours):
            actions.decide(case=case, result="granted", reason="", seen=case.revision, by=by)


def test_a_person_who_left_cannot_decide(ward):
    case = arrive(ward)
    case = actions.start_review(case=case, seen=case.revision, by=ward.actor("mori"))
    people.deactivate_staff(staff=ward.staff["mori"], by=SYSTEM)
    with pytest.raises(NotYours):
        actions.decide(case=case, result="granted", reason="", seen=case.revision, by=ward.actor("mori"))


def test_a_proposal_of_staff_bears_their_name_and_is_answered_by_name(ward):
    case = arrive(ward, "gyomu-kaizen", by=ward.actor("nagai"))
    client = signed_in(ward, "takase")
    assert "永井 健" in client.get("/staff/").content.decode()
    assert "永井 健 さんの申請" in client.get(f"/staff/cases/{case.number}/").content.decode()
    case = actions.start_review(case=case, seen=case.revision, by=ward.actor("takase"))
    actions.decide(
        case=case, result="adopted", reason="来月から試します。", seen=case.revision, by=ward.actor("takase")
    )
    letter = case.application.letters.get(kind="decision")
    assert letter.signed == "経営改革推進課長 高瀬 弘樹"

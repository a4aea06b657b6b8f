"""One application, from its arrival to its answer."""

from datetime import timedelta

from madoguchi.decide import actions
from madoguchi.decide.models import Case, Decision
from madoguchi.receive.models import Application, Letter
from madoguchi.receive.queries.applications import open_correction
from madoguchi.trail import clock
from madoguchi.trail.models import Event
from tests.unit.decide.world import arrive


def reload(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_a_receipt_has_its_case_in_the_same_moment(ward):
    case = arrive(ward)
    assert (case.state, case.open, case.due_on.isoformat()) == ("received", True, "2026-12-24")
    assert Application.objects.get(pk=case.number).due_on == case.due_on


def test_a_person_decides_and_the_applicant_is_told(ward):
    case, by = arrive(ward), ward.actor("mori")
    case = actions.start_review(case=case, seen=case.revision, by=by)
    decision = actions.decide(
        case=case, result="refused", reason="お子さんが区外の学校の寮に住んでいるためです。", seen=case.revision, by=by
    )
    assert (decision.decided_by_name, decision.role, decision.result) == ("森 あかね", "reviewer", "refused")
    assert reload(case).state == "decided"
    letter = Letter.objects.get(application=case.number, kind="decision")
    assert (letter.result, decision.reason_id) == ("refused", letter.record_id)
    assert Application.objects.get(pk=case.number).status == "decided"
    told = Event.objects.get(verb="decide.decided")
    assert told.data == {"result": "refused"} and told.actor_label.endswith("森 あかね")


def test_opening_twice_is_opening_once(ward):
    case = arrive(ward)
    event = Event.objects.get(verb="receive.submitted", about_id=case.number)
    assert actions.open_case(event) == case
    assert Case.objects.count() == 1


def test_a_decided_case_is_closed_when_everything_after_it_is_done(ward):
    case, by = arrive(ward), ward.actor("mori")
    case = actions.start_review(case=case, seen=case.revision, by=by)
    actions.decide(case=case, result="granted", reason="", seen=case.revision, by=by)
    case = actions.close(case=case, seen=reload(case).revision, by=by)
    assert case.state == "closed" and case.closed_at
    assert Decision.objects.get(case=case).reason_id is None


def test_a_notification_is_acknowledged_and_never_decided(ward):
    case, by = arrive(ward, "todoke"), ward.actor("kubota")
    case = actions.acknowledge(case=case, seen=case.revision, by=by)
    assert (case.state, case.result) == ("closed", "")
    assert not Decision.objects.exists()


def test_after_going_on_without_an_answer_one_may_ask_again(ward):
    """A letter that was set aside stays readable, but nothing is awaited any more."""
    case, by = arrive(ward), ward.actor("mori")
    until = clock.today() + timedelta(days=14)
    for words in ("口座を直してください。", "住所も直してください。"):
        case = reload(case)
        actions.request_correction(case=case, seen=case.revision, by=by, words=words, fields=["name"], until=until)
        case = reload(case)
        actions.resume(case=case, seen=case.revision, by=by)
    letters = Letter.objects.filter(application=case.number, kind="correction")
    assert [letter.set_aside_at is not None for letter in letters] == [True, True]
    assert open_correction(Application.objects.get(pk=case.number)) is None

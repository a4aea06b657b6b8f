"""職務の分離: what a member of staff wrote at the counter, another one decides."""

from dataclasses import replace

import pytest

from madoguchi.decide import actions
from madoguchi.decide.errors import OwnHand
from madoguchi.decide.models import Case, Decision
from madoguchi.decide.queries.hands import one_hand, wrote
from madoguchi.decide.queries.history import history_of
from madoguchi.declare.base import Text
from madoguchi.declare.versions import close
from madoguchi.demo import arriving
from madoguchi.demo.ward import Ward
from madoguchi.receive.actions import publish_procedure
from madoguchi.receive.models import Via
from madoguchi.trail import clock
from madoguchi.trail.models import Event
from tests.sign_in import signed_in
from tests.unit.decide.world import answers_of, case_of, town

WHY = "係が2人だけで、窓口の日は1人になるためです。"
DECISION = {"result": "granted", "reason": "要件に合うため。", "step": "final"}


def written_by(ward: Ward, login: str) -> Case:
    """A claim that a member of staff wrote for somebody, and that is under review."""
    sent = arriving.send(ward, "jido-teate-nintei", answers_of(), by=ward.actor(login), via=Via.COUNTER)
    actions.start_review(case=case_of(sent), seen=1, by=ward.actor("nagai"))
    return case_of(sent)


def decide(ward: Ward, case: Case, login: str) -> Decision:
    return actions.decide(
        case=case, result="granted", reason="要件に合うため。", seen=case.revision, by=ward.actor(login)
    )


@pytest.fixture
def small(ward: Ward) -> Ward:
    """The ward whose office declared that one hand is enough there, and why."""
    whole, owner = town(), ward.versions["jido-teate-nintei"].office.id
    why = {"one_hand": Text(ja=WHY)}
    offices = tuple(one.model_copy(update=why) if one.id == owner else one for one in whole.municipality.offices)
    changed = replace(whole, municipality=whole.municipality.model_copy(update={"offices": offices}))
    new = close(changed, "jido-teate-nintei")
    publish_procedure(new, applies_from=clock.today(), by=ward.actor("kurata"))
    ward.versions["jido-teate-nintei"] = new
    return ward


def test_who_wrote_it_at_the_counter_does_not_decide_it(ward: Ward) -> None:
    case = written_by(ward, "mori")
    with pytest.raises(OwnHand):
        decide(ward, case, "mori")
    assert not Decision.objects.exists() and not Event.objects.filter(verb="decide.decided").exists()
    assert Case.objects.get(pk=case.pk).state == "in_review"


def test_another_one_of_the_office_decides_what_a_colleague_wrote(ward: Ward) -> None:
    decision = decide(ward, written_by(ward, "nagai"), "mori")
    assert decision.decided_by == ward.staff["mori"]
    assert "one_hand" not in Event.objects.get(verb="decide.decided").data


def test_the_page_says_so_before_anything_is_typed(ward: Ward) -> None:
    case, client = written_by(ward, "mori"), signed_in(ward.staff["mori"])
    page = client.get(f"/staff/cases/{case.number}/").content.decode()
    assert "この申請は、あなたが窓口で入力しました" in page and 'name="result"' not in page
    other = signed_in(ward.staff["nagai"]).get(f"/staff/cases/{case.number}/").content.decode()
    assert "あなたが窓口で入力しました" not in other


@pytest.mark.parametrize("step", ["", "final"])
def test_the_address_refuses_it_too_and_keeps_what_was_typed(ward: Ward, step: str) -> None:
    case, client = written_by(ward, "mori"), signed_in(ward.staff["mori"])
    typed = DECISION | {"step": step, "seen": str(case.revision)}
    answer = client.post(f"/staff/cases/{case.number}/decide/", typed)
    words = answer.content.decode()
    assert answer.status_code == 403 and "入力した人は、決められません" in words and "要件に合うため。" in words
    assert not Decision.objects.exists()


def test_a_small_office_declares_why_and_it_stands_on_the_case_and_in_the_trail(small: Ward) -> None:
    case, client = written_by(small, "mori"), signed_in(small.staff["mori"])
    address = f"/staff/cases/{case.number}/"
    before = client.get(address).content.decode()
    assert WHY in before and "窓口で入力したのも、あなたです" in before and 'name="result"' in before
    assert client.post(f"{address}decide/", DECISION | {"seen": str(case.revision)}).status_code == 302
    assert Event.objects.get(verb="decide.decided").data["one_hand"] is True
    assert history_of(Case.objects.get(pk=case.pk))[-1].more.endswith("(窓口で入力した職員)")
    for login in ("mori", "nagai"):
        after = signed_in(small.staff[login]).get(address).content.decode()
        assert "窓口で入力した職員が決めました" in after and WHY in after


def test_a_case_keeps_the_rule_of_the_version_it_came_under(ward: Ward, request: pytest.FixtureRequest) -> None:
    case = written_by(ward, "mori")
    request.getfixturevalue("small")
    with pytest.raises(OwnHand):
        decide(ward, case, "mori")


def test_what_the_declaration_of_one_office_allows_is_not_allowed_to_another(small: Ward) -> None:
    case = written_by(small, "mori")
    Case.objects.filter(pk=case.pk).update(office="kocho")
    moved = Case.objects.get(pk=case.pk)
    assert one_hand(moved) is None and wrote(moved, small.staff["mori"].pk)

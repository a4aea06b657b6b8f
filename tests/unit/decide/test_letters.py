"""The staff see how far each letter of a case is, print it, and make one again that failed. Each opening is seen."""

import pytest
from django.test import Client

from madoguchi.decide.actions import decide, start_review
from madoguchi.decide.models import Case
from madoguchi.demo.ward import Ward
from madoguchi.paper.engine import why_not
from madoguchi.protect.models import Reading
from madoguchi.receive.models import Letter
from madoguchi.trail import worker
from tests.sign_in import signed_in
from tests.unit.decide.world import arrive

pytestmark = [pytest.mark.django_db, pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")]


@pytest.fixture
def case(ward: Ward) -> Case:
    case, by = arrive(ward), ward.actor("mori")
    start_review(case=case, seen=case.revision, by=by)
    case.refresh_from_db()
    decide(case=case, result="granted", reason="", seen=case.revision, by=by)
    return case


def sign_in(ward: Ward, login: str) -> Client:
    return signed_in(ward.staff[login])


@pytest.fixture
def mori(ward: Ward) -> Client:
    return sign_in(ward, "mori")


def page(client: Client, case: Case) -> str:
    return client.get(f"/staff/cases/{case.number}/").content.decode()


def letter_of(case: Case) -> Letter:
    return Letter.objects.get(application_id=case.number)


def test_a_letter_is_waiting_then_ready_then_printed_and_who_opened_it_is_seen(case: Case, mori: Client) -> None:
    assert "児童手当 認定通知書" in page(mori, case) and "準備中" in page(mori, case)
    worker.run_due()
    address = f"/staff/cases/{case.number}/letters/{letter_of(case).pk}/"
    assert address in page(mori, case)
    answer = mori.get(address)
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF-")
    assert Reading.objects.filter(channel="letter", actor_kind="staff", fields=["letter"]).count() == 1
    assert "開いた記録 1件" in page(mori, case) and "森 あかね" in page(mori, case)


def test_a_failed_letter_says_why_and_is_made_again(case: Case, mori: Client) -> None:
    worker.run_due()
    Letter.objects.update(paper="failed", paper_id=None, paper_code="timeout")
    assert "時間がかかりすぎたので、この1通だけやめました" in page(mori, case)
    mori.post(f"/staff/cases/{case.number}/letters/{letter_of(case).pk}/again/")
    worker.run_due()
    assert letter_of(case).paper == "ready"


def test_a_letter_of_another_case_is_not_there(case: Case, mori: Client, ward: Ward) -> None:
    worker.run_due()
    other = arrive(ward)
    for number in (letter_of(case).pk, 10**30):
        assert mori.get(f"/staff/cases/{other.number}/letters/{number}/").status_code == 404


def test_a_member_of_another_office_opens_no_letter(case: Case, ward: Ward) -> None:
    worker.run_due()
    other = sign_in(ward, "kubota")
    assert other.get(f"/staff/cases/{case.number}/letters/{letter_of(case).pk}/").status_code == 404


def test_before_it_is_ready_one_comes_back_to_the_case(case: Case, mori: Client) -> None:
    answer = mori.get(f"/staff/cases/{case.number}/letters/{letter_of(case).pk}/")
    assert answer.headers["Location"] == f"/staff/cases/{case.number}/#letters"

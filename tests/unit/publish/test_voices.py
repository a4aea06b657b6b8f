"""People say something about open data: it reaches who keeps the data, is answered by name, and is shown where agreed."""

import html
import re

import pytest
from django.test import Client

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.demo import arriving
from madoguchi.demo.ward import Ward
from madoguchi.people.models import Staff
from madoguchi.people.session import actor_of_staff
from madoguchi.protect.models import Record
from madoguchi.publish import actions
from madoguchi.publish.errors import NotAgreed, NotNow, NotYours, Unfit
from madoguchi.publish.models import Dataset, Reuse
from madoguchi.trail import worker
from madoguchi.trail.models import Event
from tests.unit.publish.opened import published

ERROR = {"dataset": "AED設置箇所", "kind": "value", "words": "時間がちがいます。連絡は 090-0000-9999 へ"}
REUSE = {"dataset": "AED設置箇所", "name": "近いAED", "words": "山田 花子が作りました。", "publish": "yes"}
SAID = {"title": "近いAED", "address": "https://aed.example/", "words": "近い順に出します。"}


def say(ward: Ward, procedure: str, answers: dict[str, str]) -> Case:
    number = arriving.send(ward, procedure, answers).number
    worker.run_due()
    return Case.objects.get(number=number)


def answer(case: Case, result: str, login: str) -> Case:
    by = actor_of_staff(Staff.objects.get(login=login))
    decide.start_review(case=case, seen=case.revision, by=by)
    case.refresh_from_db()
    decide.decide(case=case, result=result, reason="ありがとうございました。", seen=case.revision, by=by)
    case.refresh_from_db()
    return case


def field(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    value = re.search(r'value="([^"]*)"', found.group(0)) if found else None
    return html.unescape(value.group(1)) if value else ""


@pytest.fixture
def aed(clerk) -> Dataset:
    return published(by=clerk).dataset


def test_the_page_of_a_dataset_leads_to_forms_that_name_it(aed):
    page = Client().get("/data/aed/").content.decode()
    address = "/procedures/data-no-ayamari/start/?dataset=aed"
    assert address in page and "/procedures/data-no-kibo/start/?dataset=aed" in page
    assert field(Client().get(address).content.decode(), "dataset") == "AED設置箇所"


@pytest.mark.parametrize(
    "asked", ["dataset=nothing", "dataset=%3Cscript%3E", "kind=value&words=090", "dataset=", "x=%00"]
)
def test_an_address_fills_in_nothing_but_a_dataset_that_is_out(aed, asked):
    page = Client().get(f"/procedures/data-no-ayamari/start/?{asked}").content.decode()
    assert field(page, "dataset") == "" and "checked" not in page and "<script>" not in page.partition("<main")[2]


def test_no_other_form_is_filled_in_from_an_address(aed):
    page = Client().get("/procedures/iken/start/?dataset=aed").content.decode()
    assert "AED設置箇所" not in page


def test_an_error_reaches_the_office_that_keeps_the_dataset(ward, aed, client_of):
    case = say(ward, "data-no-ayamari", ERROR)
    assert case.office == aed.office == "kodomo-seisaku" and case.application.office == "kodomo-seisaku"
    assert Record.objects.get(pk=case.record_id).office == "kodomo-seisaku"
    keeper, other = client_of("nagai"), client_of("kurata")
    assert "データの誤りの知らせ" in keeper.get("/staff/").content.decode()
    assert "時間がちがいます" in keeper.get(f"/staff/cases/{case.number}/").content.decode()
    assert other.get(f"/staff/cases/{case.number}/").status_code == 404


def test_so_does_one_that_was_typed_page_by_page(ward, aed):
    secret, filled = arriving.fill_in(ward.versions["data-no-ayamari"], ERROR, by=arriving.RESIDENT)
    from madoguchi.receive import actions as receive

    sent = receive.submit_draft(
        secret=secret, digest=arriving._digest(ward.versions["data-no-ayamari"], filled), by=arriving.RESIDENT
    )
    assert sent.office == "kodomo-seisaku" and Record.objects.get(pk=sent.record_id).office == "kodomo-seisaku"


def test_who_told_of_an_error_is_sent_to_the_office_that_keeps_the_dataset(ward, aed):
    case, other = (
        say(ward, "data-no-ayamari", ERROR),
        say(ward, "data-no-ayamari", ERROR | {"dataset": "なにかのデータ"}),
    )
    told = [Client().post("/status/", {"number": one.number}).content.decode() for one in (case, other)]
    assert ["子ども政策課" in text for text in told] == [True, False]


def test_an_error_about_nothing_known_reaches_the_open_data_office(ward, aed):
    assert say(ward, "data-no-ayamari", ERROR | {"dataset": "なにかのデータ"}).office == "kuseijoho"


def test_the_trail_knows_the_dataset_and_none_of_the_words(ward, aed):
    case = say(ward, "data-no-ayamari", ERROR)
    event = Event.objects.get(verb="receive.submitted", about_id=case.number)
    assert event.data["dataset"] == "aed"
    assert "0000-9999" not in str([one.data for one in Event.objects.all()])


def test_a_reuse_is_shown_where_the_person_agreed_and_a_clerk_answered(ward, aed, client_of):
    case = say(ward, "data-no-katsuyo", REUSE)
    desk = client_of("kurata")
    form = f"/staff/data/voices/reuses/{case.number}/"
    assert case.number in desk.get("/staff/data/voices/").content.decode()
    assert desk.post(form, SAID | {"dataset": "aed"}).status_code == 409 and not Reuse.objects.exists()
    answer(case, "shown", "kurata")
    assert 'value="aed" selected' in desk.get(form).content.decode()
    wrong = desk.post(form, SAID | {"dataset": "aed", "address": "javascript:alert(1)"})
    assert wrong.status_code == 422 and "近い順に出します。" in wrong.content.decode()
    assert desk.post(form, SAID | {"dataset": "aed"}).status_code == 302
    for address in ("/data/aed/", "/data/reuses/"):
        page = Client().get(address).content.decode()
        assert 'href="https://aed.example/" rel="nofollow ugc noopener"' in page and "近い順に出します。" in page
        assert "山田" not in page and case.number not in page
    back = f"/staff/data/voices/reuses/{Reuse.objects.get().pk}/back/"
    assert desk.post(back, {"reason": " "}).status_code == 422
    assert desk.post(back, {"reason": "リンクが切れました。"}).status_code == 302
    assert "近いAED" not in Client().get("/data/reuses/").content.decode()


def test_nothing_is_shown_of_who_did_not_agree(ward, aed, client_of):
    case = answer(say(ward, "data-no-katsuyo", REUSE | {"publish": "no"}), "noted", "kurata")
    assert case.number not in client_of("kurata").get("/staff/data/voices/").content.decode()
    with pytest.raises(NotAgreed):
        actions.publish_reuse(case=case, dataset=aed, by=ward.actor("kurata"), **SAID)


def test_only_the_office_of_the_case_shows_it_and_only_once(ward, aed):
    case = answer(say(ward, "data-no-katsuyo", REUSE), "shown", "kurata")
    with pytest.raises(NotYours):
        actions.publish_reuse(case=case, dataset=aed, by=ward.actor("nagai"), **SAID)
    with pytest.raises(Unfit):
        actions.publish_reuse(case=case, dataset=aed, by=ward.actor("kurata"), **SAID | {"title": "  "})
    actions.publish_reuse(case=case, dataset=aed, by=ward.actor("kurata"), **SAID)
    with pytest.raises(NotNow):
        actions.publish_reuse(case=case, dataset=aed, by=ward.actor("kurata"), **SAID)

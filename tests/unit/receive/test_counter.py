"""書かない窓口: staff write for somebody who came, on the same form; the paper leads the applicant on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from madoguchi.decide.models import Case
from madoguchi.decide.queries.history import history_of
from madoguchi.demo.ward import Ward
from madoguchi.receive import actions
from madoguchi.receive.models import Application, Draft
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.sign_in import signed_in
from tests.unit.receive.conftest import Browser

START = "/staff/counter/procedures/iken/start/"
OPINION = {"topic": "town", "words": "駅前のベンチを増やしてほしいです。", "reply": "no"}


@pytest.fixture
def at_the_counter(midori: Ward):
    """`at_the_counter("nagai")`: a browser of that member of staff."""

    def one(login: str) -> Browser:
        browser = Browser()
        browser.client = signed_in(midori.staff[login])
        return browser

    return one


@pytest.fixture
def clerk(at_the_counter) -> Browser:
    return at_the_counter("nagai")


def test_the_counter_offers_what_residents_may_send_and_nothing_else(clerk: Browser) -> None:
    page = clerk.open("/staff/counter/").html
    assert "区への意見" in page and "業務改善提案" not in page
    assert "区への意見" in clerk.open("/staff/counter/?q=意見").html
    assert clerk.open("/staff/counter/procedures/gyomu-kaizen/start/").status == 404


def test_what_a_clerk_writes_arrives_in_the_queue_as_from_the_counter(clerk: Browser, midori: Ward) -> None:
    clerk.open(START).fill(**OPINION).fill("send", presence="self")
    assert clerk.url.startswith("/staff/counter/receipts/")
    sent = Application.objects.get()
    assert (sent.via, sent.presence, sent.taken_by, sent.staff) == ("counter", "self", midori.staff["nagai"], None)
    case = Case.objects.get(number=sent.number)
    assert case.via == "counter" and case.applicant_staff_id is None
    assert history_of(case)[0].more == "本人が来ました。入力した職員 永井 健"


def test_the_paper_leads_the_applicant_to_their_own_receipt(clerk: Browser) -> None:
    clerk.open(START).fill(**OPINION).fill("send", presence="proxy")
    paper = clerk.open(f"{clerk.url}print/")
    assert "ベンチ" not in paper.html and "data:image/svg+xml" in paper.html
    link = paper.html.split("<code>")[1].split("</code>")[0]
    resident = Browser().open("/" + link.split("/", 3)[3])
    assert resident.status == 200 and "窓口で職員が入力しました" in resident.html


def test_nothing_is_taken_before_it_is_said_for_whom(clerk: Browser) -> None:
    clerk.open(START).fill(**OPINION).fill("send")
    assert clerk.status == 422 and "ひとつ選んでください" in clerk.html and "ベンチ" in clerk.html
    assert not Application.objects.exists()
    clerk.fill("send", presence="paper")
    assert Application.objects.get().presence == "paper"


def test_a_colleague_sees_neither_the_draft_nor_the_receipt(clerk: Browser, at_the_counter) -> None:
    colleague, draft = at_the_counter("mori"), clerk.open(START).fill(**OPINION).url
    assert colleague.open(draft).status == 404
    receipt = clerk.fill("send", presence="self").url
    assert colleague.open(receipt).status == 404


@pytest.mark.parametrize("ground", ["/", "/staff/"])
def test_no_other_ground_opens_what_is_written_at_the_counter(clerk: Browser, ground: str) -> None:
    clerk.open(START).fill(**OPINION)
    secret = clerk.url.split("/")[4]
    assert clerk.open(f"{ground}drafts/{secret}/").status == 404
    assert clerk.client.post(f"{ground}drafts/{secret}/submit/", {"_digest": "x"}).status_code == 404
    assert Draft.objects.count() == 1


def test_after_an_hour_only_the_applicant_has_the_receipt(clerk: Browser, at_the_counter) -> None:
    receipt = clerk.open(START).fill(**OPINION).fill("send", presence="self").url
    secret = receipt.split("/")[4]
    with clock.at(clock.now() + timedelta(minutes=59)):
        assert at_the_counter("nagai").open(receipt).status == 200
    with clock.at(clock.now() + timedelta(minutes=61)):
        assert at_the_counter("nagai").open(receipt).status == 404
        assert Browser().open(f"/receipts/{secret}/").status == 200


def test_what_is_written_at_the_counter_counts_as_nobodys_online_form(clerk: Browser) -> None:
    clerk.open(START).fill(**OPINION).fill("send", presence="self")
    clerk.open(START).fill(**OPINION)
    with clock.at(clock.now() + timedelta(days=15)):
        assert actions.expire_drafts(by=SYSTEM) == 1
    told = {event.verb: event.data for event in Event.objects.filter(verb__startswith="receive.")}
    assert "drafted" not in told["receive.submitted"] and "procedure" not in told["receive.draft_expired"]
    assert told["receive.submitted"]["presence"] == "self"


def test_the_database_refuses_a_counter_without_anybody_behind_it(clerk: Browser) -> None:
    clerk.open(START).fill(**OPINION).fill("send", presence="self")
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.update(presence="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.update(via="online")

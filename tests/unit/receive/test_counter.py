"""書かない窓口: staff write for somebody who came, on the same form; the paper leads the applicant on."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.decide.queries.history import history_of
from madoguchi.demo.ward import Ward
from madoguchi.receive import actions
from madoguchi.receive.actions import revoke
from madoguchi.receive.models import Application, Draft
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.sign_in import signed_in
from tests.unit.receive.conftest import Browser

START = "/staff/counter/procedures/iken/start/"
OPINION = {"topic": "town", "words": "駅前のベンチを増やしてほしいです。", "reply": "no"}


def secret_on(paper: Browser) -> str:
    """The applicant's own, as it stands on what is printed."""
    return paper.html.split("<code>")[1].split("</code>")[0].split("/")[-2]


def secret_on_paper(clerk: Browser) -> str:
    """Looks at the paper of the receipt that is open, and comes back."""
    receipt = clerk.url
    secret = secret_on(clerk.open(f"{receipt}print/"))
    clerk.open(receipt)
    return secret


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
    resident = Browser().open(f"/receipts/{secret_on(paper)}/")
    assert resident.status == 200 and "窓口で職員が入力しました" in resident.html


def test_the_paper_leads_the_applicant_to_what_staff_ask_to_correct(clerk: Browser, midori: Ward) -> None:
    clerk.open(START).fill(**OPINION).fill("send", presence="self")
    secret = secret_on_paper(clerk)
    case, kubota = Case.objects.get(), midori.actor("kubota")
    decide.start_review(case=case, seen=case.revision, by=kubota)
    case.refresh_from_db()
    decide.request_correction(
        case=case, words="どの駅ですか。", fields=["words"], until=date(2026, 12, 9), seen=case.revision, by=kubota
    )
    assert clerk.client.post(f"{clerk.url}correct/").status_code == 404
    resident = Browser()
    begun = resident.client.post(f"/receipts/{secret}/correct/").headers["Location"]
    assert clerk.open(begun.replace("/drafts/", "/staff/counter/drafts/")).status == 404
    resident.open(begun).fill(words="みどり駅の前です。").fill("send")
    now = Application.objects.get()
    assert (now.via, now.presence, now.taken_by) == ("counter", "self", midori.staff["nagai"])
    assert now.earlier.count() == 1 and resident.url == f"/receipts/{secret}/"


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


def test_after_an_hour_only_the_applicant_has_the_receipt(clerk: Browser) -> None:
    begun = clock.now()
    receipt = clerk.open(START).fill(**OPINION).fill("send", presence="self").url
    secret = secret_on_paper(clerk)
    for minutes in (25, 50, 59):  # somebody who works all the time: a session ends after half an hour without use
        with clock.at(begun + timedelta(minutes=minutes)):
            assert clerk.open(receipt).status == 200
    with clock.at(begun + timedelta(minutes=61)):
        assert clerk.open(receipt).status == 404 and clerk.open(f"{receipt}print/").status == 404
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


def test_every_page_at_the_counter_leads_back_to_the_counter(clerk: Browser) -> None:
    """The menu says where one is, and no way on leads out to the residents' pages."""
    assert 'href="/staff/counter/" aria-current="page"' in clerk.open("/staff/counter/procedures/iken/").html
    assert "オンラインで手続きする" not in clerk.html
    lost = clerk.client.post(f"/staff/counter/drafts/{'x' * 32}/opinion/", OPINION)
    assert lost.status_code == 404 and 'class="button button--l" href="/staff/counter/"' in lost.content.decode()
    draft = clerk.open(START).fill(**OPINION).url
    with clock.at(clock.now() + timedelta(days=15)):
        clerk.client = signed_in(Draft.objects.get().taken_by)
        assert 'class="button button--l" href="/staff/counter/"' in clerk.open(draft).html and clerk.status == 410


def test_who_goes_on_later_reads_that_only_they_can(clerk: Browser) -> None:
    later = clerk.open(START).fill(press=("_later", ""), **OPINION).html
    assert "サインインしたあなただけが、続きを開けます" in later and "このアドレスを知っている人は" not in later


def test_who_came_may_read_the_screen_in_their_own_language(clerk: Browser) -> None:
    """Nothing typed is lost by it, nor what was chosen at the end."""
    check = clerk.open(START).fill(**OPINION).url
    assert f'formaction="{check}?lang=en"' in clerk.fill("send").html
    shown = clerk.client.post(f"{check}?lang=en", {"_lang": "en", "presence": "proxy"}).content.decode()
    assert "For whom did you write it?" in shown and 'value="proxy" checked' in shown


def test_what_is_missing_at_the_end_is_said_on_top_too(clerk: Browser) -> None:
    clerk.open(START).fill(**OPINION).fill("send")
    assert '<a href="#presence">' in clerk.html.split("<h1>")[0] and "次のことを直してください" in clerk.html


def test_a_form_of_staff_is_not_begun_at_the_counter_nor_by_residents(clerk: Browser) -> None:
    """The ticket of one ground is worth nothing on another that does not offer the procedure."""
    form = clerk.open("/staff/procedures/gyomu-kaizen/start/").form()
    for ground in ("/", "/staff/counter/"):
        address = str(form.action).replace("/staff/", ground)
        assert clerk.client.post(address, form.fields | {"title": "一枚に"}).status_code == 404
    assert not Draft.objects.exists()


def test_other_content_sent_again_tells_nobody_else_that_it_arrived(clerk: Browser, at_the_counter) -> None:
    clerk.open(START).fill(**OPINION)
    address = clerk.url.replace("check", "submit")
    clerk.fill("send", presence="self")
    number = Application.objects.get().number
    assert clerk.client.post(address, {"_digest": "x", "presence": "self"}).status_code == 409
    answer = at_the_counter("mori").client.post(address, {"_digest": "x", "presence": "self"})
    assert answer.status_code == 404 and number not in answer.content.decode()


def test_once_a_shield_revoked_the_receipt_the_drafts_address_opens_nothing_either(clerk: Browser) -> None:
    clerk.open(START).fill(**OPINION)
    draft = clerk.url.removesuffix("check/")
    clerk.fill("send", presence="self")
    revoke._revoke(Application.objects.get())
    for ground in ("/staff/counter/", "/"):
        address = draft.replace("/staff/counter/", ground)
        assert clerk.client.get(address).status_code == 404
        assert clerk.client.post(f"{address}submit/", {"_digest": "x", "presence": "self"}).status_code == 404

"""After the arrival: what the applicant sees, corrects, takes back."""

from datetime import date

import pytest
from django.template.loader import render_to_string

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.declare.versions import Version
from madoguchi.demo.ward import Ward
from madoguchi.receive import actions, sealed
from madoguchi.receive.errors import NotPossible
from madoguchi.receive.models import Application, EarlierRecord, Letter, Status
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor
from madoguchi.trail.models import Event
from tests.unit.receive.conftest import Browser

pytestmark = pytest.mark.django_db
OFFICE = Actor("staff", "3", "広聴広報課 森山 たくみ")


@pytest.fixture
def arrived(browser: Browser, opinion: dict[str, str]) -> Browser:
    return browser.open("/procedures/iken/start/").fill(**opinion).fill("send")


def the_application() -> Application:
    return Application.objects.get()


def ask(midori: Ward) -> None:
    case, words = Case.objects.get(), "どの公園のことか、書きたしてください。"
    by = midori.actor("kubota")
    decide.start_review(case=case, seen=case.revision, by=by)
    case.refresh_from_db()
    decide.request_correction(
        case=case, words=words, fields=["words"], until=date(2026, 12, 9), seen=case.revision, by=by
    )


def correct(browser: Browser, receipt: str, words: str) -> Browser:
    begun = browser.client.post(f"{receipt}correct/")
    browser.open(begun.headers["Location"]).fill(words=words)
    assert browser.url.endswith("/check/")
    return browser.fill("send")


def test_a_receipt_has_its_case_in_the_same_moment(arrived: Browser) -> None:
    assert Case.objects.get().number == the_application().number
    assert Event.objects.filter(verb="receive.submitted", about_id=the_application().number).count() == 1


def test_the_receipt_on_paper_says_nothing_of_what_was_written(arrived: Browser, opinion: dict[str, str]) -> None:
    arrived.open(f"{arrived.url}print/")
    assert the_application().number in arrived.html
    assert opinion["words"] not in arrived.html


def test_a_request_for_correction_stands_on_the_receipt_with_its_day(arrived: Browser, midori: Ward) -> None:
    ask(midori)
    arrived.open(arrived.url)
    assert "どの公園のことか、書きたしてください。" in arrived.html
    assert "12月9日" in arrived.html
    assert "申請は受け付けています" in arrived.html


def test_a_correction_stands_in_front_and_the_first_answers_stay(
    arrived: Browser, midori: Ward, published: dict[str, object]
) -> None:
    receipt, first = arrived.url, the_application().record_id
    ask(midori)
    correct(arrived, receipt, "若草公園に水飲み場がほしいです。")
    now = the_application()
    assert arrived.url == receipt
    assert now.status == Status.IN_REVIEW  # the case went on in the same moment
    assert EarlierRecord.objects.get().record_id == first
    secret, version = receipt.split("/")[2], published["iken"]
    opened = [
        sealed.open_record(record, version, by=Actor("resident", "self", "本人"), secret=secret).answers["words"]  # type: ignore[arg-type]
        for record in (first, now.record_id)
    ]
    assert opened == ["公園に水飲み場がほしいです。", "若草公園に水飲み場がほしいです。"]
    assert Event.objects.filter(verb="receive.corrected").count() == 1


def test_correcting_twice_is_correcting_once(arrived: Browser, midori: Ward) -> None:
    receipt = arrived.url
    ask(midori)
    begun = arrived.client.post(f"{receipt}correct/").headers["Location"]
    assert arrived.client.post(f"{receipt}correct/").headers["Location"] == begun
    arrived.open(begun).fill(words="書きなおしました。")
    form = arrived.form("send")
    for _ in range(2):
        sent = arrived.client.post(str(form.action), form.fields)
        assert sent.headers["Location"] == receipt
    assert EarlierRecord.objects.count() == 1


def test_only_the_pages_that_were_asked_for_are_gone_through_again(at_the_last_look: Browser, midori: Ward) -> None:
    browser, case, by = at_the_last_look.fill("send"), Case.objects.get(), midori.actor("mori")
    decide.start_review(case=case, seen=case.revision, by=by)
    case.refresh_from_db()
    asked = {"words": "つながりませんでした。", "fields": ["telephone", "older"], "until": date(2026, 12, 9)}
    decide.request_correction(case=case, seen=case.revision, by=by, **asked)  # type: ignore[arg-type]
    begun = browser.client.post(f"{browser.url}correct/").headers["Location"]
    browser.open(begun).fill(telephone="080-1111-2222")
    assert "/older/" in browser.url
    browser.fill()
    assert browser.url.endswith("/check/")


def test_without_a_request_there_is_nothing_to_correct(arrived: Browser) -> None:
    assert arrived.client.post(f"{arrived.url}correct/").headers["Location"] == arrived.url


def test_the_answer_to_an_opinion_is_not_called_a_decision(arrived: Browser) -> None:
    number = the_application().number
    actions.set_status(number, status="in-review", by=OFFICE)
    actions.tell_decision(number, result="answered", reason="来年度に2か所つくります。", by=OFFICE)
    arrived.open(arrived.url)
    assert "来年度に2か所つくります。" in arrived.html
    assert "ご意見をありがとうございました" in arrived.html
    assert "お答えで足りないとき" in arrived.html
    assert not any(words in arrived.html for words in ("教示", "決定しました", "決めました", "<h3>理由"))


def test_a_decision_is_read_with_its_reason_and_the_remedies(published: dict[str, Version]) -> None:
    version = published["jido-teate-nintei"]
    refused = next(one for one in version.procedure.case.results if one.id == "refused")
    letter = Letter(kind="decision", at=clock.now(), result="refused")
    one = {
        "letter": letter,
        "result": refused,
        "words": "お子さんが19歳になりました。",
        "remedies": version.texts["shinsa-seikyu"],
    }
    page = render_to_string(
        "receive/decision.html", {"one": one, "procedure": version.procedure, "office": version.office}
    )
    assert "お子さんが19歳になりました。" in page
    assert "<h3>理由" in page
    assert "教示" in page


def test_words_from_the_office_are_shown_as_text(arrived: Browser) -> None:
    actions.tell_decision(the_application().number, result="answered", reason="<script>alert(1)</script>", by=OFFICE)
    assert "<script>alert(1)" not in arrived.open(arrived.url).html


def test_an_application_is_taken_back_once_after_asking(arrived: Browser) -> None:
    receipt = arrived.url
    arrived.open(f"{receipt}withdraw/")
    assert "取り下げますか" in arrived.html
    for _ in range(2):
        assert arrived.client.post(f"{receipt}withdraw/").headers["Location"] == receipt
    assert the_application().status == Status.WITHDRAWN
    assert Event.objects.filter(verb="receive.withdrawn").count() == 1
    assert Case.objects.get().state == "withdrawn"


def test_what_is_decided_cannot_be_taken_back(arrived: Browser) -> None:
    application = the_application()
    actions.tell_decision(application.number, result="noted", reason="", by=OFFICE)
    with pytest.raises(NotPossible):
        actions.withdraw(application=application, by=OFFICE)
    assert arrived.client.post(f"{arrived.url}withdraw/").headers["Location"] == arrived.url


def test_a_notification_is_acknowledged_at_once(browser: Browser) -> None:
    from tests.unit.receive.conftest import NAME, day, parts

    browser.open("/procedures/jido-teate-henko/start/")
    browser.fill(**parts("name", NAME), **day("birth", "heisei", 2, 4, 5), telephone="090-1234-5678")
    browser.fill(changed="name", **day("changed-on", "reiwa", 8, 11, 1))
    browser.fill(former_name="若葉 はる")
    browser.fill("send")
    assert "届出を受け付けました。次の振込から" in browser.html


class TestTheStatusPage:
    def look(self, browser: Browser, number: str) -> Browser:
        return browser._arrive(browser.client.post("/status/", {"number": number}), "/status/")

    def test_it_shows_state_and_days_and_nothing_else(self, arrived: Browser, opinion: dict[str, str]) -> None:
        self.look(arrived, the_application().number.lower())
        assert "届きました" in arrived.html
        assert opinion["words"] not in arrived.html
        assert "/receipts/" not in arrived.html

    def test_it_does_not_tell_the_result(self, arrived: Browser) -> None:
        actions.tell_decision(the_application().number, result="answered", reason="理由の文", by=OFFICE)
        self.look(arrived, the_application().number)
        assert "職員が答えました" in arrived.html
        assert "理由の文" not in arrived.html
        assert "回答" not in arrived.html

    def test_a_mistyped_number_is_noticed_without_asking_the_database(self, arrived: Browser) -> None:
        assert self.look(arrived, "MD-AAAA-AAAA").status == 422
        assert self.look(arrived, "").status == 422

    def test_guessing_is_slowed_down(self, arrived: Browser) -> None:
        from madoguchi.receive import numbers

        statuses = [self.look(arrived, numbers.new()).status for _ in range(12)]
        assert statuses == [404] * 10 + [429] * 2
        assert self.look(arrived, the_application().number).status == 429

    def test_the_guesser_is_not_kept_by_address(self, arrived: Browser) -> None:
        from madoguchi.receive import numbers
        from madoguchi.receive.models import Guess

        self.look(arrived, numbers.new())
        assert "127.0.0.1" not in Guess.objects.get().place

"""How it went: one question after sending and one after the decision. Counted, and nobody can tell whose answer it was."""

import json
import sys

import pytest

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.decide.queries.reading import open_case_page
from madoguchi.demo.ward import Ward
from madoguchi.design import frame
from madoguchi.learn.actions import fill
from madoguchi.learn.models import Daily
from madoguchi.receive.actions import rate as rate_action
from madoguchi.receive.models import Application, Rated
from madoguchi.trail.models import Event
from tests.unit.receive.conftest import Browser

pytestmark = pytest.mark.django_db
ASKED = "この手続は、しやすかったですか"
ASKED_AFTER = "結果が出るまで、いかがでしたか"


@pytest.fixture
def arrived(browser: Browser, opinion: dict[str, str]) -> Browser:
    return browser.open("/procedures/iken/start/").fill(**opinion).fill("send")


def rate(arrived: Browser, receipt: str, **given: str) -> int:
    answer = arrived.client.post(f"{receipt}rating/", given)
    if answer.status_code == 303:
        arrived.open(answer.headers["Location"].split("#")[0])
    else:
        arrived.html = answer.content.decode()
    return answer.status_code


def decide_it(midori: Ward) -> None:
    case, by = Case.objects.get(), midori.actor("kubota")
    decide.start_review(case=case, seen=case.revision, by=by)
    case.refresh_from_db()
    decide.decide(case=case, result="noted", reason="", seen=case.revision, by=by)


def ratings() -> list[str]:
    return [event.data["part"] for event in Event.objects.filter(verb="receive.rated").order_by("pk")]


def test_the_receipt_asks_once_and_says_thank_you(arrived: Browser) -> None:
    receipt = arrived.url
    assert ASKED in arrived.html
    assert rate(arrived, receipt, score="4") == 303
    assert "ありがとうございました" in arrived.html and ASKED not in arrived.html
    assert ratings() == ["sent-4"]
    assert rate(arrived, receipt, score="1") == 303  # the back button
    assert ratings() == ["sent-4"]


def test_it_asks_once_more_when_it_is_decided(arrived: Browser, midori: Ward) -> None:
    receipt = arrived.url
    rate(arrived, receipt, score="5")
    decide_it(midori)
    assert ASKED_AFTER in arrived.open(receipt).html
    rate(arrived, receipt, score="2")
    assert ratings() == ["sent-5", "decided-2"]


def test_neither_the_trail_nor_the_mark_says_whose_answer_it_was(arrived: Browser) -> None:
    rate(arrived, arrived.url, score="3")
    event, number = Event.objects.get(verb="receive.rated"), Application.objects.get().number
    assert event.about_kind == "procedure" and event.actor_label == "本人"
    told = json.dumps([event.about_id, event.actor_id, event.data], default=str)
    assert number not in told and number not in Rated.objects.get().mark


@pytest.mark.parametrize("score", ["", "0", "6", "５", "とても", "5 "])
def test_what_is_no_score_is_asked_again_and_the_words_stay(arrived: Browser, score: str) -> None:
    assert rate(arrived, arrived.url, score=score, words="書いたひとこと") == 422
    assert "1つ選んでください。" in arrived.html and "書いたひとこと" in arrived.html
    assert ratings() == []


def test_a_word_is_read_by_a_person_as_an_opinion_about_that_procedure(arrived: Browser, midori: Ward) -> None:
    rate(arrived, arrived.url, score="2", words="はじめのページが長いです。")
    second = Case.objects.order_by("pk").last()
    assert (second.procedure, second.office) == ("iken", "kocho")
    words = open_case_page(second, by=midori.actor("kubota")).answers["words"]
    assert words == "「区への意見」の手続について\nはじめのページが長いです。"


def test_too_long_a_word_is_told_and_stays(arrived: Browser) -> None:
    assert rate(arrived, arrived.url, score="2", words="あ" * 1001) == 422
    assert "いまは 1001 字です" in arrived.html and "あ" * 1001 in arrived.html
    assert ratings() == [] and Application.objects.count() == 1


def test_where_the_town_names_no_procedure_only_the_score_is_taken(arrived: Browser, monkeypatch) -> None:
    town = frame.municipality().model_copy(update={"feedback": None})
    monkeypatch.setattr(sys.modules[rate_action.__module__], "municipality", lambda: town)
    assert "ひとこと" not in arrived.open(arrived.url).html
    rate(arrived, arrived.url, score="4", words="届かないはず")
    assert ratings() == ["sent-4"] and Application.objects.count() == 1


def test_who_took_it_back_is_not_asked(arrived: Browser) -> None:
    receipt = arrived.url
    arrived.client.post(f"{receipt}withdraw/")
    assert ASKED not in arrived.open(receipt).html
    rate(arrived, receipt, score="1")
    assert ratings() == []


def test_the_answers_are_rolled_up_by_procedure_and_score(arrived: Browser) -> None:
    rate(arrived, arrived.url, score="4")
    fill()
    found = Daily.objects.get(verb="receive.rated")
    assert (found.part, found.procedure, found.office, found.n) == ("sent-4", "iken", "kocho", 1)

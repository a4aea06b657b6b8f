"""The staff's pages of a register, walked through as somebody would; and what everybody may read."""

import re

import pytest

from madoguchi.registers import actions
from madoguchi.registers.models import Row
from madoguchi.trail import clock
from tests.unit.registers.world import MEMBER, QUESTION, SECRETS

BASE = "/staff/registers/shokai/"
FORM = {"question": "様式を公開してよいか", "state": "asked", "asked-on.year": "2026-11-01", "answer": ""}


def text(answer) -> str:
    return answer.content.decode()


def test_a_row_is_added_changed_reviewed_and_ended(client_of):
    client = client_of("kurata")
    answer = client.post(f"{BASE}new/", FORM)
    assert answer.url == f"{BASE}1/"
    changed = FORM | {"answer": "公開してよい。", "state": "answered", "_why": "回答が届いた", "_seen": "1"}
    assert client.post(f"{BASE}1/edit/", changed).url == f"{BASE}1/"
    page = text(client.get(f"{BASE}1/"))
    assert "公開してよい。" in page and "回答が届いた" in page and "倉田 紀子" in page
    assert client.post(f"{BASE}1/review/", {"_seen": "2"}).status_code == 302
    assert client.post(f"{BASE}1/end/", {"_seen": "3", "_why": "終わった"}).status_code == 302
    assert "まだ行がありません" in text(client.get(BASE))
    assert "様式を公開してよいか" in text(client.get(f"{BASE}?ended=1"))


def test_what_is_wrong_is_told_and_what_was_typed_stays(client_of):
    answer = client_of("kurata").post(
        f"{BASE}new/", FORM | {"question": "", "asked-on.year": "きのう", "answer": "残る言葉"}
    )
    page = text(answer)
    assert answer.status_code == 422 and "照会したことを入力してください" in page
    assert "残る言葉" in page and "きのう" in page


def test_two_people_edit_one_row_and_the_second_is_told(client_of, question, clerk):
    client = client_of("kurata")
    client.get(f"{BASE}1/edit/")
    actions.supersede_row(
        row=Row.objects.get(),
        answers=QUESTION | {"answer": "先の人の答え"},
        why="急ぎ",
        seen=1,
        by=clerk,
        before=QUESTION,
    )
    late = FORM | {"answer": "後の人の答え", "_why": "答えた", "_seen": "1"}
    answer = client.post(f"{BASE}1/edit/", late)
    page = text(answer)
    assert answer.status_code == 409 and "がこの行を変えました" in page and "後の人の答え" in page
    assert Row.objects.get().plain["answer"] == "先の人の答え"
    seen = re.search(r'name="_seen" value="(\d+)"', page).group(1)
    assert client.post(f"{BASE}1/edit/", late | {"_seen": seen}).status_code == 302
    assert [one.plain.get("answer") for one in Row.objects.get().versions.all()] == [
        None,
        "先の人の答え",
        "後の人の答え",
    ]


@pytest.mark.parametrize("tail", ["new/", "1/edit/", "1/end/", "1/review/", "import/"])
def test_who_may_only_read_writes_nothing_and_loses_nothing(client_of, question, tail):
    answer = client_of("mori").post(f"{BASE}{tail}", FORM | {"_seen": "1", "answer": "書きかけの答え"})
    assert answer.status_code == 403 and "書きかけの答え" in text(answer)
    assert Row.objects.get().revision == 1


def test_a_register_of_people_is_not_there_for_another_office(client_of, member):
    stranger = client_of("mori")
    for tail in ("", "1/", "1/edit/", "csv/", "new/"):
        assert stranger.get(f"/staff/registers/iin/{tail}").status_code == 404
    assert "審議会の委員" not in text(stranger.get("/staff/registers/"))


def test_its_own_office_reads_it_through_the_gate(client_of, member):
    page = text(client_of("kurata").get("/staff/registers/iin/1/"))
    assert "榊原" in page and "左ききの審議委員が就任" in page


def test_a_person_is_changed_and_the_vault_keeps_both(client_of, member):
    form = {
        "name.family": "榊原", "name.given": "つばさ", "name.family_kana": "サカキバラ", "name.given_kana": "ツバサ",
        "birth.year": "1970-05-06", "telephone": "03-0000-9988", "notes": "", "field": "福祉", "_why": "専門が変わった", "_seen": "1",
    }  # fmt: skip
    assert client_of("kurata").post("/staff/registers/iin/1/edit/", form).status_code == 302
    first, second = Row.objects.get(book="iin").versions.all()
    assert first.record_id != second.record_id and second.changed == ["field", "notes"]


def test_the_public_page_shows_what_its_rule_says_and_no_more(client, question, clerk, member):
    assert QUESTION["question"] not in text(client.get("/registers/shokai/"))
    after = QUESTION | {"state": "answered", "answer": "差し支えない。"}
    actions.supersede_row(row=question, answers=after, why="回答", seen=1, by=clerk, before=QUESTION)
    page = text(client.get("/registers/shokai/"))
    assert "差し支えない。" in page and "2026" not in page.split("差し支えない。")[0].split("<h2>")[1]
    assert client.get("/registers/iin/").status_code == 404
    assert client.get("/registers/iin.csv").status_code == 404


def test_a_search_on_the_public_page_finds_only_what_is_shown(client, clerk):
    hidden = QUESTION | {"state": "answered", "answer": "見える答え", "topics": ["dv"]}
    actions.append_row(register="shokai", answers=hidden, by=clerk)
    assert "見える答え" in text(client.get("/registers/shokai/?q=見える"))
    assert "見える答え" not in text(client.get("/registers/shokai/?q=支援措置"))


def test_a_search_folds_width_and_case(client_of, clerk):
    actions.append_row(register="shokai", answers=QUESTION | {"answer": "ＤＶ相談の記録"}, by=clerk)
    assert "1件" in text(client_of("kurata").get(f"{BASE}?q=dv"))


def test_overdue_rows_are_on_the_page_and_alarm_once(client_of, question, ward):
    from datetime import timedelta

    from madoguchi.trail.actor import SYSTEM
    from madoguchi.trail.models import Event

    with clock.at(clock.now() + timedelta(days=190)):
        page = text(client_of("kurata").get("/staff/registers/"))
        assert "点検の日を過ぎた行 1件" in page and QUESTION["question"] in page
        assert actions.alarm_overdue(by=SYSTEM) == 1
        assert actions.alarm_overdue(by=SYSTEM) == 0
    assert Event.objects.get(verb="registers.review_overdue").about_id == "shokai/1"


def test_nothing_personal_stands_in_any_plain_column_or_in_the_trail(member, client_of, caplog):
    from django.apps import apps

    from madoguchi.people.models import Staff

    client_of("kurata").get("/staff/registers/iin/1/")
    every = [one for one in apps.get_models() if one is not Staff]
    stored = "\n".join(repr(values) for model in every for values in model._default_manager.values_list())
    assert [secret for secret in SECRETS if secret in stored or secret in caplog.text] == []
    assert MEMBER["field"] in stored, "the plain part is where it should be"


@pytest.mark.parametrize("query", ["サカキバラ", "さかきばら", "サカキバラ ツバサ"])
def test_a_person_is_found_by_the_reading_of_the_name(client_of, member, query):
    page = text(client_of("kurata").get(f"/staff/registers/iin/?q={query}"))
    assert "榊原" in page and "1件" in page
    assert "榊原" not in text(client_of("kurata").get("/staff/registers/iin/?q=マノ"))

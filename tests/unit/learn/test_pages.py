"""The progress of the recommendations and the indicators, as everybody reads them."""

import csv
import io
import json
import re

import pytest
from django.test import Client

from madoguchi.learn import actions
from madoguchi.learn.definitions import definitions
from madoguchi.learn.errors import NotSayable, NotYours, WordingAltered
from madoguchi.learn.models import EnteredAsk, Statement
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.append_only import AppendOnly
from madoguchi.trail.models import Event

REPORT = definitions().reports["jichitai-dx-2023"]
PUBLIC = [
    "/progress/", "/progress/2-II-b.1/", "/progress/1-I-b.1/", "/indicators/", "/indicators/online-share/",
    "/procedures/jido-teate-nintei/loop/",
]  # fmt: skip


@pytest.fixture
def read(ward):
    actions.take_readings(by=SYSTEM)
    return ward


def say(
    ward, ask="2-II-b.1", says="doing", words="24の手続で受け付けています。", due=None, office="kaikaku", login="takase"
):
    return actions.state(report=REPORT, ask=ask, says=says, words=words, due=due, office=office, by=ward.actor(login))


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
@pytest.mark.parametrize("path", PUBLIC)
def test_everybody_may_read_it_in_three_languages_before_anything_was_counted_and_after(ward, path, language):
    assert Client().get(f"{path}?lang={language}", follow=True).status_code == 200
    actions.take_readings(by=SYSTEM)
    assert Client().get(f"{path}?lang={language}", follow=True).status_code == 200


def test_the_page_names_the_report_and_says_that_the_town_is_fictional(read):
    page = Client().get("/progress/").content.decode()
    assert "板橋区議会 自治体DX調査特別委員会 活動報告(令和5年2月)" in page
    assert "みどり区は架空の区です" in page


def test_all_126_asks_stand_on_the_page_in_the_order_of_the_report(read):
    page = Client().get("/progress/").content.decode()
    rows = page[page.index('id="all"') :]
    places = [rows.index(f'<th scope="row" role="rowheader"><a href="/progress/{ask.id}/"') for _, ask in REPORT.asks()]
    assert len(places) == 126 and places == sorted(places)


def test_where_nothing_shows_it_the_page_says_so_as_of_today(read):
    page = Client().get("/progress/2-V-2-a.1/").content.decode()
    assert "2026年(令和8年)11月24日" in page or "11月24日" in page
    assert "までに証拠なし" in page and "まだありません" in page


def test_what_is_said_stands_with_name_office_and_day_and_the_earlier_words_stay(ward):
    say(ward, words="調べています。")
    say(ward, says="done", words="すべて済みました。")
    page = Client().get("/progress/2-II-b.1/").content.decode()
    assert page.index("すべて済みました。") < page.index("調べています。")
    assert "高瀬 弘樹" in page and "経営改革推進課" in page


def test_saying_it_is_done_gives_no_evidence(ward):
    before = evidence_of("2-V-2-a.1")
    say(ward, ask="2-V-2-a.1", says="done")
    assert evidence_of("2-V-2-a.1") == before == "none"


def test_a_day_that_passed_before_it_was_settled_is_late(ward):
    assert line_of("2-II-b.1")["schedule"] == "late"
    say(ward, says="done")
    assert line_of("2-II-b.1")["schedule"] == "late"  # done long after the day
    assert line_of("2-II-b.2")["schedule"] == "no-day"


def lines():
    text = Client().get("/progress/data.csv").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def line_of(ask):
    return next(line for line in lines() if line["id"] == ask)


def evidence_of(ask):
    return line_of(ask)["evidence"]


def test_the_counts_of_each_status_add_up_to_126_and_nothing_is_averaged(read):
    told = json.loads(Client().get("/progress/data.json").content)
    assert [sum(counts.values()) for counts in told["counts"].values()] == [126, 126, 126]
    assert len(lines()) == len(told["asks"]) == 126


def test_filters_leave_what_matches(ward):
    say(ward)
    page = Client().get("/progress/?says=doing&office=kaikaku").content.decode()
    assert page.count('role="rowheader"') == 1 and "/progress/2-II-b.1/" in page
    assert "合う求めはありません" in Client().get("/progress/?says=nothing").content.decode()


def rows_of(query):
    return Client().get(f"/progress/?{query}").content.decode().count('role="rowheader"')


def test_the_asks_of_which_nothing_was_said_for_long_can_be_found(ward):
    from datetime import timedelta

    with clock.at(clock.now() - timedelta(days=100)):
        say(ward)
    say(ward, ask="2-II-b.2")
    assert (rows_of("age=never-said"), rows_of("age=unsaid-90"), rows_of("age=unsaid-365")) == (124, 125, 124)
    assert rows_of("age=unsaid-90&says=doing") == 1


def test_the_asks_whose_number_nobody_renewed_can_be_found(read):
    from datetime import timedelta

    assert rows_of("age=old-evidence") == 0
    with clock.at(clock.now() + timedelta(days=10)):
        assert 0 < rows_of("age=old-evidence") < 126


def test_a_head_of_an_office_says_it_by_a_form_and_nothing_typed_is_lost(ward, client_of):
    client = client_of("takase")
    wrong = client.post(
        "/staff/progress/2-II-b.1/",
        {"words": "いま進めています", "due": "いつか", "office": "kaikaku", "says": "doing"},
    )
    assert wrong.status_code == 422 and "いま進めています" in wrong.content.decode()
    right = {"says": "doing", "words": "いま進めています", "due": "2027-03-31", "office": "kaikaku"}
    assert client.post("/staff/progress/2-II-b.1/", right).url == "/progress/2-II-b.1/"
    said = Statement.objects.get()
    assert (said.name, said.office, said.due.isoformat()) == ("高瀬 弘樹", "kaikaku", "2027-03-31")
    assert Event.objects.filter(verb="learn.stated", about_id="2-II-b.1").count() == 1


def test_who_heads_no_office_says_nothing(ward, client_of):
    assert client_of("nagai").get("/staff/progress/2-II-b.1/").status_code == 403
    with pytest.raises(NotYours):
        say(ward, login="nagai")
    with pytest.raises(NotYours):
        say(ward, office="kocho")
    with pytest.raises(NotSayable) as wrong:
        say(ward, says="perhaps", words=" ")
    assert set(wrong.value.problems) == {"says", "words"}
    assert not Statement.objects.exists()


def test_what_was_said_can_be_neither_changed_nor_removed(ward):
    said = say(ward)
    said.words = "ほかのこと"
    for change in (said.save, said.delete, Statement.objects.all().delete):
        with pytest.raises(AppendOnly):
            change()


def test_the_words_of_an_ask_that_was_entered_are_never_altered(ward):
    assert actions.enter(REPORT, by=SYSTEM) == 126
    assert actions.enter(REPORT, by=SYSTEM) == 0
    heading = REPORT.headings[0]
    ask = heading.asks[0].model_copy(update={"force": "study"})
    other = heading.model_copy(update={"asks": (ask, *heading.asks[1:])})
    with pytest.raises(WordingAltered) as wrong:
        actions.enter(REPORT.model_copy(update={"headings": (other, *REPORT.headings[1:])}), by=SYSTEM)
    assert wrong.value.asks == ["1-I-a.1"] and EnteredAsk.objects.count() == 126


def test_an_indicator_is_told_as_csv_and_json_with_its_definition(read):
    text = Client().get("/indicators/assisted-route/data.csv").content.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    told = json.loads(Client().get("/indicators/assisted-route/data.json").content)
    assert row["definition"] == told["definition"] == definitions().indicators["assisted-route"].hash
    assert int(row["value"]) == told["readings"][0]["value"]


def test_a_number_that_nobody_renewed_is_old_and_no_evidence_any_more(read):
    from datetime import timedelta

    assert evidence_of("2-II-b.3") == "numbers"
    with clock.at(clock.now() + timedelta(days=10)):
        assert "古い数です" in Client().get("/indicators/online-procedures/").content.decode()
        assert evidence_of("2-II-b.3") == "none"


def test_an_unknown_ask_or_indicator_is_not_there(ward):
    for path in (
        "/progress/9-Z/",
        "/indicators/nothing/",
        "/procedures/nothing/loop/",
        "/procedures/gyomu-kaizen/loop/",
    ):
        assert Client().get(path).status_code == 404


def test_saying_the_same_again_adds_nothing_and_saying_another_thing_does(ward):
    first = say(ward)
    assert say(ward) == first and say(ward, words="24の手続で受け付けています。 ") == first
    say(ward, words="25になりました。")
    assert say(ward) != first
    told = [one.words for one in Statement.objects.filter(ask="2-II-b.1", staff=first.staff).order_by("pk")]
    assert told == ["24の手続で受け付けています。", "25になりました。", "24の手続で受け付けています。"]


def test_what_would_be_enough_is_told_in_easy_japanese_too(read):
    page = Client().get("/progress/2-II-b.2/", HTTP_COOKIE="madoguchi-lang=ja-easy").content.decode()
    plain = re.sub(r"<rp>.*?</rp>|<rt>.*?</rt>|<[^>]+>|\s", "", page)
    assert "国からの知らせを入れる箱" in plain and "国の通知の受け箱" not in plain


@pytest.mark.parametrize("language", ["ja", "ja-easy"])
def test_an_ask_is_told_in_the_language_of_the_reader(read, language):
    page = Client().get("/progress/2-II-b.1/", HTTP_COOKIE=f"madoguchi-lang={language}").content.decode()
    assert "推し量りです" in page and "inference" not in page and "target date" not in page

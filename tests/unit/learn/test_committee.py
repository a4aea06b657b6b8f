"""A committee's work out of its registers: read by everybody, and the activity report whole, in its own order."""

import re

import pytest
from django.test import Client

from madoguchi.demo import committee, ledgers
from madoguchi.learn.definitions import definitions
from madoguchi.learn.models import EnteredAsk
from madoguchi.learn.queries.adopted import place_of
from madoguchi.registers.models import Row

PAGE = "/progress/committee/jichitai-dx-suishin/"
REPORT = f"{PAGE}report/"


@pytest.fixture
def kept(db, settings):
    from datetime import timedelta

    from madoguchi.demo.ward import load, open_ward
    from madoguchi.trail import clock

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with clock.at(clock.now() - timedelta(days=375)):
        ward = open_ward(load(), logins=("kase", "kurata", "onodera"), password="a-password-of-tests")
        ledgers.publish_registers(ward)
    committee.keep_minutes(ward)
    return ward


def page_of(path, language="ja"):
    answer = Client().get(f"{path}?lang={language}", follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.full
@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
@pytest.mark.parametrize("path", [PAGE, REPORT])
def test_everybody_reads_it_in_three_languages_without_signing_in(kept, path, language):
    page = page_of(path, language)
    assert "早瀬 とおる" in page if path == REPORT else "三宅 りょう" in page


@pytest.mark.full
@pytest.mark.parametrize("path", [PAGE, REPORT])
def test_it_opens_before_the_registers_are_published(db, path):
    assert "まだありません" in page_of(path)


@pytest.mark.full
def test_the_activity_report_prints_whole_in_its_own_order(kept):
    page = page_of(REPORT)
    chapters = re.findall(r'<h2 id="[a-z]+">(\d+) ([^<]+)</h2>', page)
    assert [title for _, title in chapters] == [
        "付託調査事件", "建議理由", "活動方針", "重点調査項目", "スケジュール", "調査経過", "提言", "委員協議会", "委員構成",
    ]  # fmt: skip
    assert [int(number) for number, _ in chapters] == list(range(1, 10))
    assert "まだありません" not in page


@pytest.mark.full
def test_the_schedule_shows_plan_replan_and_actual_with_footnotes(kept):
    page = page_of(REPORT)
    cell = "予定の見直し: 手続のオンライン化 <sup>*2</sup>"
    assert cell in page and "*2 標準化の日程が変わったため、1回遅らせた。" in page
    assert page.count("標準化の日程が変わったため") == 1  # two cells, one note


@pytest.mark.full
def test_only_what_was_adopted_is_a_recommendation_of_the_report(kept):
    page = page_of(REPORT)
    assert "途中でやめた人の多いページから順に、様式の見直しを行うべきである。" in page
    assert "別の申請の方法を残すべきである" not in page  # a draft
    assert "順位にして出してはどうか" not in page  # left out


@pytest.mark.full
def test_what_is_adopted_stands_by_itself_among_the_recommendations_to_come_with_its_place_and_who_voiced_it(kept):
    """Opinion, confirmed, draft, adopted: from that moment everybody reads it on /progress/. Nobody copies it."""

    def upcoming():
        page = page_of("/progress/")
        return page[page.index('id="next-1"') :]

    draft = Row.objects.get(book=committee.OPINIONS, plain__stage="draft")
    assert draft.plain["wording"] not in upcoming() and "途中でやめた人の多いページから順に" in upcoming()
    committee._to(kept, draft.number, 0, "adopted")
    assert draft.plain["wording"] in upcoming() and draft.plain["place"] in upcoming()


@pytest.mark.full
@pytest.mark.parametrize("path", [PAGE, REPORT, "/progress/"])
def test_who_voiced_it_leads_to_the_member_in_the_register_of_members(kept, path):
    member = Row.objects.filter(book="iinkai-iin", plain__name="宮部 けん").last()
    link = f"/registers/iinkai-iin/#row-{member.number}"
    assert f'<a href="{link}">宮部 けん</a>' in page_of(path)
    assert f'id="row-{member.number}"' in page_of("/registers/iinkai-iin/")


@pytest.mark.full
def test_an_opinion_keeps_its_words_and_tells_when_it_came_how_far(kept):
    page = page_of(PAGE)
    opinion = page[page.index("途中でやめたページが分かるなら") :]
    opinion = opinion[: opinion.index("</li><li class")]
    stages = [opinion.index(word) for word in ("意見", "確認ずみ", "提言の案", "採択")]
    assert stages == sorted(stages) and "宮部 けん" in opinion
    assert opinion.count("<time") == 4 and "様式の見直しを行うべきである" in opinion


@pytest.mark.full
def test_open_asks_are_handed_over_with_where_they_stand(kept):
    page = page_of(PAGE)
    assert 'href="/progress/2-V-2-a.1/"' in page and "次の特別委員会" in page
    assert "終わっていない求めは126件。そのうち4件を引き継ぎます" in page


@pytest.mark.full
def test_every_register_of_the_committee_is_published_and_leads_to_no_resident(kept):
    registers = {slug: one for slug, one in definitions().registers.items() if slug.startswith("iinkai-")}
    assert len(registers) == 8
    assert not any(one.sealed for one in registers.values())
    assert not Row.objects.filter(book__in=registers, is_public=False).exists()


def test_a_committee_that_is_not_there_is_not_found(db):
    assert Client().get("/progress/committee/nobody/").status_code == 404
    assert Client().get("/progress/committee/nobody/report/").status_code == 404


def adopted_ask():
    """Where the one wording that the demo's committee adopted about forms stands, as its place on /progress/."""
    page = page_of("/progress/")
    part = page[page.index("途中でやめた人の多いページから順に") :]
    return re.search(r'href="/progress/(next-[0-9a-f-]+)/"', part)[1]


def say(kept, ask):
    from tests.sign_in import signed_in

    typed = {
        "says": "doing",
        "words": "いちばんやめる人の多い様式から直しています。",
        "due": "2027-03-31",
        "office": "kocho",
    }
    return signed_in(kept.staff["onodera"]).post(f"/staff/progress/{ask}/", typed)


@pytest.mark.full
@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_an_adopted_wording_has_three_statuses_from_the_day_it_is_adopted(kept, language):
    """Nobody has said anything, and there is no evidence as of today: that is said, before any file is written."""
    from madoguchi.design.dates import full_day
    from madoguchi.trail import clock

    ask = adopted_ask()
    page = page_of(f"/progress/{ask}/", language)
    today = clock.today()
    assert "途中でやめた人の多いページから順に" in page
    if language == "ja":
        for words in ("まだ答えていない", "証拠がない", "期限がない", f"{full_day(today)}までに証拠なし"):
            assert words in page
        assert f"{full_day(today)}までに証拠なし" in page_of("/progress/")


@pytest.mark.full
def test_the_administration_answers_an_adopted_wording_as_any_ask_with_name_and_day(kept):
    ask = adopted_ask()
    assert say(kept, ask).status_code == 302
    page = page_of(f"/progress/{ask}/")
    name = kept.staff["onodera"].name
    assert "いちばんやめる人の多い様式から直しています。" in page and name in page and "進めている" in page
    assert "間に合っている" in page and "区が決めた日" in page
    line = page_of("/progress/")
    line = line[line.index("途中でやめた人の多いページから順に") :]
    assert "進めている" in line[:1500] and name in line[:1500]
    entered = EnteredAsk.objects.get(report="jichitai-dx-suishin")
    assert entered.ask == ask and "途中でやめた人の多いページから順に" in entered.ja


@pytest.mark.full
def test_what_was_said_about_an_adopted_wording_never_stands_under_other_words(kept):
    ask = adopted_ask()
    say(kept, ask)
    row = Row.objects.get(pk=int(ask.split("-")[1]))
    row.plain = row.plain | {"wording": "途中でやめた人の多いページから順に、別の言葉で行うべきである。"}
    row.save()
    assert adopted_ask() != ask
    assert Client().get(f"/progress/{ask}/").status_code == 404
    assert "まだ答えていない" in page_of(f"/progress/{adopted_ask()}/")


@pytest.mark.full
def test_who_heads_no_office_answers_no_adopted_wording_and_a_draft_has_no_place(kept):
    from tests.sign_in import signed_in

    ask = adopted_ask()
    assert signed_in(kept.staff["kurata"]).post(f"/staff/progress/{ask}/", {"says": "done"}).status_code == 403
    draft = Row.objects.get(book=committee.OPINIONS, plain__stage="draft")
    assert Client().get(f"/progress/{place_of(draft.pk, draft.plain['wording'])}/").status_code == 404


@pytest.mark.full
def test_the_data_tell_adopted_wordings_apart_from_the_asks_of_the_report(kept):
    data = Client().get("/progress/data.json").json()
    since = {one["id"]: one for one in data["adopted_since"]}
    assert len(data["asks"]) == 126 and adopted_ask() in since
    one = since[adopted_ask()]
    assert (one["administration_says"], one["evidence"], one["schedule"], one["force"]) == (
        "silent",
        "none",
        "no-day",
        "",
    )


@pytest.mark.full
def test_the_data_of_adopted_wordings_are_the_same_in_whatever_language_one_reads(kept):
    told = [page_of("/progress/data.json", language) for language in ("ja", "ja-easy", "en")]
    assert told[0] == told[1] == told[2]


@pytest.mark.full
def test_staff_find_adopted_wordings_in_their_list(kept):
    from tests.sign_in import signed_in

    page = signed_in(kept.staff["onodera"]).get("/staff/progress/").content.decode()
    assert f'href="/staff/progress/{adopted_ask()}/"' in page
    form = signed_in(kept.staff["onodera"]).get(f"/staff/progress/{adopted_ask()}/").content.decode()
    assert "途中でやめた人の多いページから順に" in form

"""The staff's pages: calm, complete, and blind to other offices."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client

from madoguchi import protect
from madoguchi.decide import actions
from madoguchi.decide.models import Case, Decision
from madoguchi.people import session
from madoguchi.protect import actions as vault
from madoguchi.trail import clock, worker
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.decide.world import arrive

NAMES = [
    {"family": "大川", "given": "しずか", "family_kana": "オオカワ", "given_kana": "シズカ"},
    {"family": "片山", "given": "ゆうと", "family_kana": "カタヤマ", "given_kana": "ユウト"},
]


@pytest.fixture
def client_of(ward):
    def sign_in(login: str) -> Client:
        client = Client()
        client.force_login(ward.staff[login])
        session_now = client.session
        session_now["since"] = session_now["used"] = clock.now().timestamp()
        session_now.save()
        return client

    return sign_in


def address(case: Case, tail: str = "") -> str:
    return f"/staff/cases/{case.number}/{tail}"


def test_the_queue_shows_the_case_with_its_name_and_due_date(ward, client_of):
    case = arrive(ward)
    page = client_of("mori").get("/staff/").content.decode()
    assert case.number in page and "若葉 はるか" in page and "12月24日(木)まで" in page


def test_a_view_of_the_queue_is_one_reading_per_purpose(ward, client_of):
    for _ in range(3):
        arrive(ward)
    before = Event.objects.filter(verb="protect.read").count()
    client_of("mori").get("/staff/")
    assert Event.objects.filter(verb="protect.read").count() == before + 1


def test_the_case_page_shows_what_was_sent(ward, client_of):
    case = arrive(ward)
    page = client_of("mori").get(address(case)).content.decode()
    for words in ("若葉 はるか さんの申請", "若葉 芽依", "児童手当の認定と支給", "届きました", "審査を始める"):
        assert words in page


def test_another_offices_case_is_as_absent_as_one_that_is_not_there(ward, client_of):
    case, client = arrive(ward), client_of("kubota")
    foreign = client.get(address(case))
    absent = client.get("/staff/cases/MD-0000-0000/")
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert foreign.content.replace(case.number.encode(), b"MD-0000-0000") == absent.content


def test_nothing_is_preselected(ward, client_of):
    case = arrive(ward)
    actions.start_review(case=case, seen=case.revision, by=ward.actor("mori"))
    while worker.run_due(10):
        pass
    page = client_of("mori").get(address(case)).content.decode()
    assert "機械の提案:認定" in page and "checked" not in page


def test_deciding_goes_by_a_page_that_shows_what_the_applicant_will_read(ward, client_of):
    case, client = arrive(ward), client_of("mori")
    case = actions.start_review(case=case, seen=case.revision, by=ward.actor("mori"))
    form = {"seen": case.revision, "result": "refused", "reason": "収入の高い方がほかにいるためです。"}
    check = client.post(address(case, "decide/"), form)
    assert check.status_code == 200 and "審査請求をすることができます" in check.content.decode()
    assert not Decision.objects.exists()
    done = client.post(address(case, "decide/"), form | {"step": "final"})
    assert done.status_code == 302
    page = client.get(address(case)).content.decode()
    assert "決定:却下" in page and "収入の高い方がほかにいるためです。" in page


def test_a_refusal_without_a_reason_is_asked_for_it_and_the_choice_stays(ward, client_of):
    case, client = arrive(ward), client_of("mori")
    case = actions.start_review(case=case, seen=case.revision, by=ward.actor("mori"))
    answer = client.post(address(case, "decide/"), {"seen": case.revision, "result": "refused", "reason": " "})
    page = answer.content.decode()
    assert answer.status_code == 422 and "この決定には、理由が要ります" in page
    assert 'value="refused" checked' in page


def test_the_second_to_decide_is_told_and_keeps_what_they_wrote(ward, client_of):
    case, client = arrive(ward), client_of("shiraishi")
    case = actions.start_review(case=case, seen=case.revision, by=ward.actor("mori"))
    actions.decide(case=case, result="granted", reason="", seen=case.revision, by=ward.actor("mori"))
    late = {"seen": case.revision, "result": "refused", "reason": "わたしの書いた理由", "step": "final"}
    answer = client.post(address(case, "decide/"), late)
    page = answer.content.decode()
    assert answer.status_code == 409 and "わたしの書いた理由" in page and "森 あかね" in page
    assert Decision.objects.get().result == "granted"


def test_a_clerk_without_the_declared_role_sees_who_decides_and_cannot_decide(ward, client_of):
    case, client = arrive(ward), client_of("nagai")
    case = actions.start_review(case=case, seen=case.revision, by=ward.actor("nagai"))
    assert "審査担当が決定します" in client.get(address(case)).content.decode()
    answer = client.post(
        address(case, "decide/"), {"seen": case.revision, "result": "granted", "reason": "", "step": "final"}
    )
    assert answer.status_code == 403 and not Decision.objects.exists()


def test_a_request_for_correction_tells_what_and_until_when(ward, client_of):
    case, client = arrive(ward), client_of("mori")
    assert "口座" in client.get(address(case, "correction/")).content.decode()
    form = {"seen": case.revision, "words": "口座の名義がちがいます。", "until": "令和8年12月8日", "mark": "pay-to"}
    assert client.post(address(case, "correction/"), form).status_code == 302
    page = client.get(address(case)).content.decode()
    assert "補正を待っています" in page and "停止中 残り30日" in page


def test_a_request_for_correction_without_words_or_day_keeps_what_was_typed(ward, client_of):
    case, client = arrive(ward), client_of("mori")
    form = {"seen": case.revision, "words": "", "until": "あした", "mark": "name", "wish.name": ""}
    answer = client.post(address(case, "correction/"), form)
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="あした"' in page and 'value="name" checked' in page


def test_a_my_number_in_a_note_is_refused_with_an_explanation_and_stays_in_the_box(ward, client_of):
    case, client = arrive(ward), client_of("mori")
    answer = client.post(address(case, "notes/"), {"words": "番号は 123456789018 です"})
    assert answer.status_code == 422 and "マイナンバー" in answer.content.decode()
    assert case.notes.count() == 0


def test_a_note_is_shown_to_the_office(ward, client_of):
    case, client = arrive(ward), client_of("mori")
    client.post(address(case, "notes/"), {"words": "電話で確認ずみ"})
    assert "電話で確認ずみ" in client.get(address(case)).content.decode()


def test_search_needs_a_purpose_and_finds_by_kana_birth_and_telephone(ward, client_of):
    case, client = arrive(ward), client_of("mori")
    assert client.get("/staff/search/").status_code == 200
    assert client.post("/staff/search/", {"kana": "ワカバ"}).status_code == 422
    for asked in ({"kana": "わかば"}, {"birth": "平成2年4月5日"}, {"telephone": "090-0000-1234"}):
        page = client.post("/staff/search/", asked | {"purpose": "child-allowance"}).content.decode()
        assert case.number in page, asked
    page = client.post("/staff/search/", {"kana": "ヤマダ", "purpose": "child-allowance"}).content.decode()
    assert "見つかりませんでした" in page


def test_the_first_button_opens_the_case_that_is_due_first(ward, client_of):
    case = arrive(ward)
    assert client_of("mori").get("/staff/first/").url == address(case)


@pytest.mark.parametrize("query", ["tab=closed", "due=over", "procedure=x&tab=zzz&after=a~b", "after=2026-01-01~9", "c.reason=born&procedure=jido-teate-nintei", "sort=column:pay-to&procedure=jido-teate-nintei", "sort=received", "assignee=me", "assignee=none&proposal=granted&procedure=jido-teate-nintei"])  # fmt: skip
def test_any_question_to_the_queue_gets_a_calm_page(ward, client_of, query):
    arrive(ward)
    assert client_of("mori").get(f"/staff/?{query}").status_code == 200


def test_a_session_ends_after_half_an_hour_without_use(ward, client_of):
    client = client_of("mori")
    with clock.at(clock.now() + session.IDLE * 1.1):
        assert client.get("/staff/").url.startswith("/staff/sign-in/?next=")


@pytest.mark.parametrize("after", ["2026-01-01~²", "x~2026-01-01~²", "\0~2026-01-01~1", "2026-01-01~١"])
@pytest.mark.parametrize("asked", ["", "&procedure=jido-teate-nintei&sort=column:reason"])
def test_a_bent_place_with_odd_digits_is_no_error(ward, client_of, after, asked):
    arrive(ward)
    assert client_of("mori").get(f"/staff/?after={quote(after)}{asked}").status_code == 200


@pytest.mark.parametrize("tail", ["start/", "resume/", "close/", "withdraw/"])
def test_a_bent_revision_is_one_that_was_overtaken(ward, client_of, tail):
    case = arrive(ward)
    assert client_of("mori").post(address(case, tail), {"seen": "²"}).status_code == 409


@pytest.mark.parametrize("number", ["%00", "MD-%00", "%0A", "²"])
def test_a_number_that_is_no_text_is_a_case_that_is_not_there(ward, client_of, number):
    assert client_of("mori").get(f"/staff/cases/{number}/").status_code == 404


def test_a_downloaded_file_may_do_nothing_even_where_a_browser_shows_it(ward, client_of, monkeypatch):
    case = arrive(ward)
    name = protect.Personal('<b>通知\r\n".pdf', channel=protect.Channel.STAFF_PAGE)
    monkeypatch.setattr(
        protect,
        "open_attachment",
        lambda *_, **__: SimpleNamespace(name=name, content_type="text/html", chunks=iter([b"%PDF-"])),
    )
    answer = client_of("mori").get(address(case, f"files/{uuid4()}/"))
    policy = answer["Content-Security-Policy"]
    assert "sandbox;" in f"{policy};" and "script-src 'none'" in policy and "default-src 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].isascii() and "\r" not in answer["Content-Disposition"]
    assert answer["Content-Disposition"].startswith("attachment; filename=\"file\"; filename*=UTF-8''%3Cb%3E")


def test_an_opinion_is_answered_and_nothing_about_it_is_called_a_decision(ward, client_of):
    case, client = arrive(ward, "iken"), client_of("kubota")
    case = actions.start_review(case=case, seen=case.revision, by=ward.actor("kubota"))
    page = client.get(address(case)).content.decode()
    assert "答えるのは、あなたです" in page and "理由が要ります" not in page
    answer = client.post(address(case, "decide/"), {"result": "answered", "reason": "", "seen": case.revision})
    assert answer.status_code == 422 and "答えの文を、相手に届く言葉で書いてください。" in answer.content.decode()
    answer = client.post(
        address(case, "decide/"), {"result": "answered", "reason": "開けます。", "seen": case.revision}
    )
    page = answer.content.decode()
    assert "「回答」と答えますか" in page and "教示" not in page


def test_a_correction_that_came_on_the_same_day_in_japan_stopped_no_day(ward, client_of):
    case, by = arrive(ward), ward.actor("mori")
    with clock.at(datetime(2026, 12, 1, 8, tzinfo=clock.TOKYO)):  # still 30 November in UTC
        actions.start_review(case=case, seen=case.revision, by=by)
        case.refresh_from_db()
        until = date(2026, 12, 20)
        actions.request_correction(case=case, words="番号", fields=[], until=until, seen=case.revision, by=by)
    case.refresh_from_db()
    with clock.at(datetime(2026, 12, 1, 20, tzinfo=clock.TOKYO)):
        actions.resume(case=case, seen=case.revision, by=by)
        assert "日止まりました" not in client_of("mori").get(address(case)).content.decode()


def test_what_the_applicant_was_told_on_the_way_stays_to_be_read(ward, client_of):
    case, by = arrive(ward), ward.actor("mori")
    until = clock.today() + timedelta(days=60)
    actions.extend(case=case, reason="年金の照会に時間がかかるためです。", until=until, seen=case.revision, by=by)
    page = client_of("mori").get(address(case)).content.decode()
    assert "申請した人に伝えたこと" in page and "年金の照会に時間がかかるためです。" in page and "延長後" in page


def test_an_erased_record_takes_no_other_name_with_it_and_its_page_says_why(ward, client_of):
    gone, kept = arrive(ward, name=NAMES[0]), arrive(ward, name=NAMES[1])
    vault.erase(gone.record_id, reason="retention", by=SYSTEM)
    page = client_of("mori").get("/staff/").content.decode()
    assert "大川 しずか" not in page and "片山 ゆうと" in page and kept.number in page
    answer = client_of("mori").get(address(gone))
    assert answer.status_code == 403 and "保存期間が過ぎた" in answer.content.decode()

"""The pages of the desk, as a browser meets them: declare, look, prove, renew, tell apart, lift by two."""

import pytest
from django.test import Client

from madoguchi.demo import arriving
from madoguchi.demo.answers import Writer, answers_for
from madoguchi.demo.canaries import CANARY_FAMILY, CANARY_WORDS
from madoguchi.demo.ward import load, open_ward
from madoguchi.people.models import Staff
from madoguchi.protect.models import Consent, Shield
from madoguchi.protect.queries import shielded_among
from madoguchi.receive.models import Application
from madoguchi.trail import clock, flow
from tests.sign_in import signed_in

LOGINS = ("mori", "nagai", "tsukuda", "ogata", "shiraishi", "kubota")
FORM = {
    "kind": "dv", "0-family": "綾瀬川", "0-given": "望海", "0-family_kana": "アヤセガワ", "0-given_kana": "ノゾミ",
    "0-birth": "昭和63年2月29日", "1-family": "綾瀬川", "1-given": "帆波", "1-family_kana": "アヤセガワ",
    "1-given_kana": "ホナミ", "1-birth": "2015-09-09",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _nobody_takes_over():
    """The real hand-overs are asked for here: the desk's act revokes links in `receive`."""
    from madoguchi.site import flow as story

    with flow.nobody_else():
        story.connect()
        yield


@pytest.fixture
def ward(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return open_ward(load(), logins=LOGINS, password="a-password-of-tests")


@pytest.fixture
def sent(ward):
    writer = Writer(CANARY_FAMILY, clock.today())
    return arriving.send(ward, "jido-teate-nintei", answers_for("jido-teate-nintei", writer))


def browser(ward, login: str) -> Client:
    return signed_in(Staff.objects.get(login=login))


def declared(ward) -> Shield:
    answer = browser(ward, "tsukuda").post("/staff/shields/new/", FORM)
    assert answer.status_code == 302, answer.content.decode()
    return Shield.objects.get()


def words(answer) -> str:
    return answer.content.decode()


def test_a_request_is_in_force_when_the_page_comes_back(ward, sent):
    record = Application.objects.get(pk=sent.number).record_id
    receipt = f"/receipts/{sent.secret}/"
    assert Client().get(receipt).status_code == 200
    row = declared(ward)
    assert shielded_among([record]) == {record}
    assert Client().get(receipt).status_code == 404
    answer = browser(ward, "tsukuda").get(f"/staff/shields/{row.pk}/")
    assert answer.status_code == 200 and "綾瀬川" in words(answer) and "9-99-909" not in words(answer)


def test_what_was_typed_wrong_comes_back_with_how_to_mend_it(ward):
    answer = browser(ward, "tsukuda").post("/staff/shields/new/", FORM | {"0-birth": "昭和99年1月1日", "kind": ""})
    assert answer.status_code == 422 and "種別を選んでください" in words(answer) and "綾瀬川" in words(answer)
    assert Shield.objects.count() == 0


def household(many: int) -> dict[str, str]:
    """A mother and children, a year apart."""
    same = {"family": "綾瀬川", "given": "望", "family_kana": "アヤセガワ", "given_kana": "ノゾミ"}
    typed = {f"{n}-{part}": text for n in range(many) for part, text in same.items()}
    return {"kind": "dv"} | typed | {f"{n}-birth": f"{2000 + n}-09-09" for n in range(many)}


def test_a_household_of_twelve_is_protected_as_a_whole(ward):
    answer = browser(ward, "tsukuda").post("/staff/shields/new/", household(12))
    assert answer.status_code == 302, words(answer)
    assert Shield.objects.get().people.count() == 12


def test_what_was_typed_about_a_larger_household_is_not_folded_away(ward):
    desk = browser(ward, "tsukuda")
    assert '<details class="more"><summary>' in words(desk.get("/staff/shields/new/"))
    answer = desk.post("/staff/shields/new/", household(4) | {"3-birth": "昭和99年1月1日"})
    assert answer.status_code == 422 and '<details class="more" open><summary>' in words(answer)


def test_a_birthday_stands_as_the_office_writes_it(ward):
    row = declared(ward)
    page = words(browser(ward, "tsukuda").get(f"/staff/shields/{row.pk}/"))
    assert "昭和63年(1988年)2月29日" in page and "1988-02-29" not in page


def test_the_queue_shows_no_name_and_the_case_is_closed_to_a_colleague(ward, sent):
    declared(ward)
    queue = words(browser(ward, "nagai").get("/staff/"))
    assert "(お名前を出しません)" in queue and sent.number in queue
    assert not [word for word in CANARY_WORDS if word in queue]
    case = browser(ward, "nagai").get(f"/staff/cases/{sent.number}/")
    assert case.status_code == 403 and not [word for word in CANARY_WORDS if word in words(case)]


def test_who_takes_the_case_sees_a_mask_and_two_people_open_it_once(ward, sent):
    declared(ward)
    clerk, case = browser(ward, "nagai"), f"/staff/cases/{sent.number}/"
    clerk.post(f"{case}assign/", {"to": "me"})
    page = words(clerk.get(case))
    assert "支援措置の対象の方です" in page and "表示していません" in page and "9-99-909" not in page
    clerk.post(f"{case}open/", {"fields": ["home"], "way": "staff-page", "reason": "届いた書類の住所を確かめる"})
    consent = Consent.objects.get()
    opened = f"{case}opened/{consent.pk}/"
    assert clerk.post(opened).status_code == 403
    approvals = words(browser(ward, "shiraishi").get("/staff/approvals/"))
    assert "届いた書類の住所を確かめる" in approvals and "9-99-909" not in approvals
    browser(ward, "shiraishi").post(f"/staff/approvals/{consent.pk}/", {"answer": "approve"})
    assert "9-99-909" in words(clerk.post(opened))
    assert clerk.post(opened).status_code == 403


def test_lifting_on_the_pages_takes_two_of_the_desk(ward, sent):
    row = declared(ward)
    page = f"/staff/shields/{row.pk}/"
    person = row.people.get(asked=True)
    first, second = browser(ward, "tsukuda"), browser(ward, "ogata")
    first.post(f"{page}close/")
    assert Shield.objects.get().closed_at
    first.post(f"{page}lift/", {"person": person.pk, "reason": "本人の申出"})
    consent = Consent.objects.get()
    assert first.post(f"/staff/approvals/{consent.pk}/", {"answer": "approve"}).status_code == 409
    second.post(f"/staff/approvals/{consent.pk}/", {"answer": "approve"})
    assert row.people.get(pk=person.pk).lifted_at and row.people.filter(lift=None).count() == 1


def test_the_matching_queue_tells_a_namesake_apart(ward):
    declared(ward)
    writer = Writer(CANARY_FAMILY, clock.today())
    answers = answers_for("jido-teate-nintei", writer) | {"birth": "1970-01-01"}
    record = Application.objects.get(pk=arriving.send(ward, "jido-teate-nintei", answers).number).record_id
    desk = browser(ward, "tsukuda")
    assert "綾瀬川" in words(desk.get("/staff/shields/matching/"))
    desk.post(f"/staff/shields/matching/{record}/applicant/", {"reason": "本人確認書類"})
    browser(ward, "ogata").post(f"/staff/approvals/{Consent.objects.get().pk}/", {"answer": "approve"})
    assert "確かめを待っている方はいません" in words(desk.get("/staff/shields/matching/"))


def test_a_use_for_another_purpose_goes_through_its_pages(ward):
    sent = arriving.send(ward, "jido-teate-nintei", answers_for("jido-teate-nintei", Writer(today=clock.today())))
    asker = browser(ward, "kubota")
    typed = {
        "numbers": sent.number, "wanted_for": "voice", "clause": "2", "fields": ["birth"], "reason": "意見の聞き取り",
        "until": clock.today().isoformat(),
    }  # fmt: skip
    assert asker.post("/staff/uses/ask/", typed | {"clause": ""}).status_code == 422
    assert asker.post("/staff/uses/ask/", typed).status_code == 302
    consent = Consent.objects.get()
    assert asker.get(f"/staff/uses/{consent.pk}/").status_code == 403
    browser(ward, "shiraishi").post(f"/staff/approvals/{consent.pk}/", {"answer": "approve"})
    page = words(asker.get(f"/staff/uses/{consent.pk}/"))
    assert "もとの目的とは別の目的で見ています" in page and "生年月日" in page


@pytest.mark.parametrize("login", ["mori", "tsukuda", "kubota"])
def test_everybody_reads_what_they_may_see_and_why_not_the_rest(ward, login):
    page = words(browser(ward, login).get("/staff/access/"))
    assert "見えます" in page and "見えません" in page and "してはならないこと" in page

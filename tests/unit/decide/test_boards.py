"""The school's morning: who is out for everybody's eyes, why for those who may know, who is missing first."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from madoguchi.decide import actions
from madoguchi.decide.models import Case, Unreported
from madoguchi.protect.models import Reading, ReadingItem
from madoguchi.receive.actions import take_back_notice
from madoguchi.receive.models import Application, Notice, Via
from madoguchi.trail import clock
from tests.sign_in import signed_in
from tests.unit.decide.schools import address, at_work, open_school, pupil, send, third
from tests.unit.decide.world import a_ward

MORNING = datetime(2026, 11, 24, 7, 41, tzinfo=clock.TOKYO)


@pytest.fixture
def ward(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with clock.at(MORNING):
        yield a_ward()


@pytest.fixture
def school(ward):
    return open_school()


@pytest.fixture
def teacher(school) -> Client:
    return signed_in(at_work("kimura", "teacher", school))


@pytest.fixture
def office(school) -> Client:
    return signed_in(at_work("jimu", "school-office", school))


@pytest.fixture
def board(school) -> str:
    return address(school, third().pk)


def seats(page: str) -> dict[str, str]:
    """By name, the state on the seat."""
    found = re.findall(r'class="seat(?: seat--(\w+))?"[^>]*><small>\d*</small><b lang="ja">([^<]+)</b>', page)
    return {name: state for state, name in found}


def test_everybody_is_there_until_somebody_tells(teacher, board):
    assert seats(teacher.get(board).content.decode()) == {"若葉 そら": "", "𠮷田 太郎": ""}


def test_the_teacher_reads_who_is_out_and_why(ward, teacher, board):
    send(ward, "p2")
    page = teacher.get(board).content.decode()
    assert seats(page)["若葉 そら"] == "absent"
    assert "発熱" in page and "昨夜から38.2度です。" in page and "<span>7時41分" in page


def test_the_room_sees_who_is_out_and_no_reason_is_even_opened(ward, teacher, board):
    notice = send(ward, "p2")
    page = teacher.get(f"{board}?view=room").content.decode()
    assert seats(page)["若葉 そら"] == "absent"
    assert "発熱" not in page and "38.2" not in page
    assert not ReadingItem.objects.filter(record_id=notice.application.record_id).exists()


def test_the_school_office_sees_who_is_out_but_not_why(ward, office, board):
    notice = send(ward, "p2")
    page = office.get(board).content.decode()
    assert seats(page)["若葉 そら"] == "absent" and "発熱" not in page
    assert not ReadingItem.objects.filter(record_id=notice.application.record_id).exists()


def test_another_school_is_not_there(ward, school, board):
    stranger = signed_in(ward.staff["mori"])
    assert stranger.get(board).status_code == 404
    assert stranger.get(address(school)).status_code == 404
    assert Client().get(board).status_code == 302


def test_a_corrected_notice_counts_and_a_taken_back_one_does_not(ward, teacher, board):
    notice = send(ward, "p2")
    take_back_notice(notice=notice, by=ward.actor("mori"))
    assert seats(teacher.get(board).content.decode())["若葉 そら"] == ""
    send(ward, "p2", kind="late")
    assert seats(teacher.get(board).content.decode())["若葉 そら"] == "late"


def test_what_comes_last_counts(ward, teacher, board):
    send(ward, "p2")
    with clock.at(MORNING + timedelta(minutes=5)):
        send(ward, "p2", kind="early", sender="g2")
        assert seats(teacher.get(board).content.decode())["若葉 そら"] == "early"


# 304 while nothing is new


def poll(client: Client, path: str, tag: str = ""):
    return client.get(path, headers={"HX-Request": "true", "If-None-Match": tag})


def test_a_poll_that_brings_nothing_new_is_a_304_that_opens_and_writes_nothing(ward, teacher, board):
    send(ward, "p2")
    tag = teacher.get(board)["ETag"]
    before = Reading.objects.count()
    with CaptureQueriesContext(connection) as asked:
        answer = poll(teacher, board, tag)
    assert (answer.status_code, answer.content, Reading.objects.count()) == (304, b"", before)
    assert len(asked) <= 3, [one["sql"] for one in asked]
    assert all(one["sql"].lstrip().startswith("SELECT") for one in asked)


def test_a_new_notice_is_on_the_board_at_the_next_poll_and_one_reading_more(ward, teacher, board):
    send(ward, "p2")
    tag = teacher.get(board)["ETag"]
    items = ReadingItem.objects.count()
    new = send(ward, "p3", sender="g3", reason="けが")
    answer = poll(teacher, board, tag)
    assert answer.status_code == 200 and answer["ETag"] != tag
    page = answer.content.decode()
    assert "<html" not in page and "けが" in page and "発熱" in page
    fresh = ReadingItem.objects.order_by("-pk").values_list("record_id", flat=True)[
        : ReadingItem.objects.count() - items
    ]
    assert list(fresh) == [new.application.record_id]


def test_after_a_quarter_of_an_hour_looking_on_is_one_reading_more(ward, teacher, board):
    send(ward, "p2")
    tag = teacher.get(board)["ETag"]
    before = Reading.objects.count()
    with clock.at(MORNING + timedelta(minutes=15)):
        assert poll(teacher, board, tag).status_code == 200
        assert Reading.objects.count() == before + 2  # names and reasons: a purpose each


def test_a_tag_is_worth_nothing_to_anybody_else(teacher, office, board):
    tag = teacher.get(board)["ETag"]
    assert poll(office, board, tag).status_code == 200
    assert poll(teacher, f"{board}?view=room", tag).status_code == 200


def test_polling_keeps_nobody_signed_in(teacher, board):
    tag = teacher.get(board)["ETag"]
    with clock.at(MORNING + timedelta(minutes=2)):
        poll(teacher, board, tag)
    assert teacher.session["used"] == MORNING.timestamp()
    with clock.at(MORNING + timedelta(minutes=31)):
        answer = poll(teacher, board, tag)
    assert answer.status_code == 401 and answer["HX-Redirect"].startswith("/staff/sign-in/?next=")


def test_a_role_that_has_ended_sees_no_news(ward, school, board):
    staff = at_work("old", "teacher", school)
    client = signed_in(staff)
    tag = client.get(board)["ETag"]
    staff.grants.update(valid_to=date(2026, 11, 23))
    send(ward, "p2")
    assert poll(client, board, tag).status_code == 404


def test_the_school_board_has_its_304_too(ward, teacher, school):
    tag = teacher.get(address(school))["ETag"]
    assert poll(teacher, address(school), tag).status_code == 304
    send(ward, "p2")
    assert poll(teacher, address(school), tag).status_code == 200


# seen, roll call, telephone


def test_seen_goes_back_to_the_guardian(ward, teacher, board):
    notice = send(ward, "p2")
    for _ in range(2):
        assert teacher.post(f"{board}seen/", {"number": notice.pk}).status_code == 303
    assert Application.objects.get().status == "closed"
    assert Case.objects.get(number=notice.pk).state == "closed"
    assert "確認済み 7時41分" in teacher.get(board).content.decode()


def test_a_notice_of_another_school_cannot_be_seen_from_here(ward, teacher, board):
    from tests.unit.decide.world import arrive

    case = arrive(ward, "todoke")
    teacher.post(f"{board}seen/", {"number": case.number})
    assert Case.objects.get(pk=case.pk).state == "received"


def test_whoever_is_missing_at_roll_call_comes_first_until_somebody_knows(ward, teacher, board):
    page = f"{board}{pupil('p3').pk}/"
    for _ in range(2):
        teacher.post(page, {"act": "missing"})
    shown = teacher.get(board).content.decode()
    assert seats(shown)["𠮷田 太郎"] == "ask"
    assert "まだ来ていない児童生徒が1人" in shown and shown.index("notice--bad") < shown.index("seats")
    assert Unreported.objects.count() == 1
    send(ward, "p3", sender="g3")
    assert "まだ来ていない" not in teacher.get(board).content.decode()


def test_a_pupil_who_comes_after_all_is_cleared_and_may_be_missing_again(ward, teacher, board):
    page = f"{board}{pupil('p3').pk}/"
    for act, state in (("missing", "ask"), ("here", ""), ("missing", "ask")):
        teacher.post(page, {"act": act})
        assert seats(teacher.get(board).content.decode())["𠮷田 太郎"] == state


def test_a_telephone_call_is_taken_down_in_two_taps(office, board):
    """The first tap is the name on the board, the second the reason; the rest is filled in."""
    page = office.get(f"{board}{pupil('p2').pk}/").content.decode()
    hidden = dict(re.findall(r'name="(_ticket|day)" value="([^"]+)"', page))
    checked = re.search(r'name="kind" value="(\w+)" checked', page)[1]
    answer = office.post(f"{board}{pupil('p2').pk}/", hidden | {"kind": checked, "words": "", "reason": "発熱"})
    assert answer.status_code == 303
    notice = Notice.objects.get()
    assert (notice.kind, notice.sender, notice.application.via) == ("absent", None, Via.PHONE)
    assert notice.application.status == "closed"


def test_the_telephone_number_is_shown_when_asked_for_and_that_is_written_down(teacher, board):
    page = f"{board}{pupil('p2').pk}/"
    assert "090-0000-0001" not in teacher.get(page).content.decode()
    before = Reading.objects.count()
    shown = teacher.post(page, {"act": "telephone"}).content.decode()
    assert "090-0000-0001" in shown and "090-0000-0002" in shown and "090-0000-0003" not in shown
    assert ["name", "telephone"] in [one.fields for one in Reading.objects.order_by("pk")[before:]]


def test_what_is_wrong_on_the_telephone_page_is_said(office, board):
    answer = office.post(f"{board}{pupil('p2').pk}/", {"kind": "absent", "day": "2026-11-24", "reason": "ねぼう"})
    assert answer.status_code == 422 and "一覧の中から" in answer.content.decode()


def test_nobody_without_a_role_there_marks_or_sees(ward, school):
    from madoguchi.decide.errors import NotYours

    with pytest.raises(NotYours):
        actions.mark_unreported(pupil=pupil("p3"), school_class=third(), by=ward.actor("mori"))
    with pytest.raises(NotYours):
        actions.see_notice(notice=send(ward, "p2"), by=ward.actor("mori"))


def test_staff_of_a_school_begin_their_day_at_its_board(teacher, school):
    answer = teacher.get("/staff/", follow=True)
    assert answer.redirect_chain[-1][0] == address(school)

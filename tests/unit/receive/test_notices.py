"""A guardian's morning: the link, one page, sent, corrected, taken back; seen by the other guardian, and by nobody else."""

import re
from datetime import timedelta

import pytest

from madoguchi.receive.models import Application, Notice, School
from madoguchi.trail import clock

from .conftest import MORNING
from .families import pupil, sent


def test_the_page_shows_ones_own_children_and_their_school(mother):
    page = mother.get()
    assert "みお" in page and "そら" in page and "若草小学校に送る" in page
    assert "太郎" not in page and "𠮷田" not in page


def test_an_only_child_needs_two_touches_the_reason_and_the_button(father):
    page = father.get()
    checked = re.findall(r'name="(\w+)" value="([^"]+)" checked', page)
    assert checked == [("child", str(pupil("p2").pk)), ("kind", "absent"), ("day", "2026-11-24")]
    answer = father.send("p2")
    assert answer.status_code == 303
    assert sent() == [("p2", "absent", True)]


def test_the_receipt_says_what_arrived_when_and_under_which_number(father):
    answer = father.send("p2")
    receipt = father.client.get(answer.url).content.decode()
    number = Application.objects.get().number
    assert "届きました" in receipt and "11月24日(火) 7時41分" in receipt and number in receipt
    assert "発熱" in receipt and "昨夜から38.2度です。" in receipt


def test_several_children_are_several_notices_of_one_sending(mother):
    mother.send("p1", "p2", reason="感染症")
    assert sent() == [("p1", "absent", True), ("p2", "absent", True)]
    assert {one.office for one in Application.objects.all()} == {School.objects.get().pk}


def test_sending_twice_is_sending_once(mother):
    ticket = mother.ticket()
    first, second = (mother.send("p1", ticket=ticket) for _ in range(2))
    assert first.url == second.url
    assert len(sent()) == 1


def test_another_child_under_the_same_page_is_added_and_the_first_is_not_sent_again(mother):
    ticket = mother.ticket()
    mother.send("p1", ticket=ticket)
    mother.send("p1", "p2", ticket=ticket)
    assert len(sent()) == 2


def test_other_words_under_the_same_page_do_not_change_what_arrived(mother):
    ticket = mother.ticket()
    mother.send("p1", ticket=ticket)
    answer = mother.send("p1", ticket=ticket, reason="けが")
    assert "again=1" in answer.url
    assert "先に届いています" in mother.client.get(answer.url).content.decode()
    assert len(sent()) == 1


def test_some_days_in_a_row(mother):
    mother.send("p1", day="other", **{"from": "2026-11-25", "to": "2026-11-27"})
    notice = Notice.objects.get()
    assert (str(notice.first_day), str(notice.last_day)) == ("2026-11-25", "2026-11-27")


WRONG = {
    "no child": ({"child": []}, "どのお子さん"),
    "no reason": ({"reason": ""}, "理由"),
    "a reason from elsewhere": ({"reason": "ねぼう"}, "一覧の中から"),
    "no kind": ({"kind": ""}, "種類"),
    "a made-up kind": ({"kind": "gone"}, "種類"),
    "no day": ({"day": ""}, "いつ"),
    "another day without a day": ({"day": "other"}, "いつからか"),
    "a day that is none": ({"day": "other", "from": "2026-11-31"}, "読めません"),
    "a day that is over": ({"day": "other", "from": "2026-11-20"}, "以後"),
    "days the other way round": ({"day": "other", "from": "2026-11-27", "to": "2026-11-25"}, "前"),
    "far too many days": ({"day": "other", "from": "2026-11-25", "to": "2027-03-31"}, "60日"),
    "a day and today": ({"from": "2026-11-27"}, "ほかの日"),
    "somebody's My Number": ({"words": "番号は123456789018です"}, "マイナンバー"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(mother, case):
    changes, words = WRONG[case]
    answer = mother.send("p1", **{"words": "消えてほしくない言葉"} | changes)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert "words" in changes or "消えてほしくない言葉" in page
    assert sent() == []


def test_somebody_elses_child_cannot_be_chosen(mother):
    assert mother.send("p3").status_code == 422
    assert sent() == []


@pytest.mark.parametrize(("minute", "late"), [(19, False), (20, False), (21, True)])
def test_after_the_schools_time_it_is_accepted_and_marked(mother, minute, late):
    with clock.at(MORNING.replace(hour=8, minute=minute, second=1 if late else 0)):
        answer = mother.send("p1")
        page = mother.client.get(answer.url).content.decode()
    assert Notice.objects.get().after_cut_off == late
    assert ("8時20分を過ぎて届きました" in page) == late


def test_a_notice_for_tomorrow_is_never_late(mother):
    with clock.at(MORNING.replace(hour=21)):
        mother.send("p1", day="other", **{"from": "2026-11-25"})
    assert not Notice.objects.get().after_cut_off


def test_when_the_clock_jumps_mark_and_moment_still_agree(mother):
    """The mark is decided by the moment of arrival itself, so no jump before or after can part the two."""
    ticket = mother.ticket()
    with clock.at(MORNING.replace(hour=9)):
        mother.send("p1", ticket=ticket)
    with clock.at(MORNING - timedelta(hours=2)):
        mother.send("p1", ticket=ticket)
        mother.send("p2")
    late = {one.pupil.source_id: (one.application.received_at, one.after_cut_off) for one in Notice.objects.all()}
    assert late == {"p1": (MORNING.replace(hour=9), True), "p2": (MORNING - timedelta(hours=2), False)}


def test_a_page_left_open_overnight_does_not_send_for_the_day_that_is_over(mother):
    ticket = mother.ticket()
    with clock.at(MORNING + timedelta(days=1)):
        answer = mother.send("p1", ticket=ticket, day="2026-11-24")
        assert answer.status_code == 422 and "日付が変わりました" in answer.content.decode()
        assert mother.send("p1", ticket=ticket, day="2026-11-25").status_code == 303


def test_a_page_whose_ticket_is_too_old_goes_on_with_a_new_one(mother):
    assert mother.send("p1", ticket="made:up").status_code == 303
    assert len(sent()) == 1

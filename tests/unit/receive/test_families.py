"""Corrected, taken back, seen by the other guardian and by nobody else; the school's own reasons; what a page weighs."""

import re
from datetime import timedelta
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

from madoguchi.protect import queries
from madoguchi.protect.actions import issue_link, revoke_links
from madoguchi.protect.models import ReadingItem
from madoguchi.receive import actions
from madoguchi.receive.models import Application, Notice, ReasonList, School, SchoolClass
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM

from .conftest import MORNING
from .families import Page, page_of, pupil, sent
from .rosters import swapped, take_over

FIRST_LOAD = 60_000


def test_correcting_sends_a_new_notice_and_keeps_the_old_one(mother):
    number = mother.send("p1").url.split("n=")[1]
    assert "昨夜から38.2度です。" in mother.get(f"notices/{number}/")
    mother.send("p1", tail=f"notices/{number}/", kind="late")
    assert sorted(sent()) == [("p1", "absent", False), ("p1", "late", True)]
    assert Notice.objects.get(kind="late").replaces_id == number


def test_correcting_twice_is_correcting_once(mother):
    number = mother.send("p1").url.split("n=")[1]
    ticket = mother.ticket(f"notices/{number}/")
    first = mother.send("p1", tail=f"notices/{number}/", ticket=ticket, kind="late")
    second = mother.send("p1", tail=f"notices/{number}/", ticket=ticket, kind="late")
    assert len(sent()) == 2
    assert first.status_code == second.status_code == 303


def test_taking_back_ends_it_and_erases_nothing(mother):
    number = mother.send("p1").url.split("n=")[1]
    assert "取り消しますか" in mother.get(f"notices/{number}/back/")
    for _ in range(2):
        mother.client.post(f"{mother.base}notices/{number}/back/")
    assert sent() == [("p1", "absent", False)]
    assert Application.objects.get().status == "withdrawn"
    assert "取り消した連絡" in mother.get("notices/")


def test_the_other_guardian_has_a_copy(mother, father):
    mother.send("p2")
    assert "もう一人の保護者の方が送った連絡です" in father.get("notices/")
    assert "もう一人の保護者の方のページにも" in mother.get("notices/")


def test_the_other_guardian_sees_only_the_child_that_is_theirs_too(mother, father):
    mother.send("p1")
    assert "いま、送った連絡はありません" in father.get("notices/")


def test_a_guardian_who_is_hidden_is_not_there_for_the_other(mother, father, monkeypatch):
    """Neither the notice nor a word about it: on both sides as if there were nobody else."""
    mother.send("p2")
    hidden = {pupil("g1").subject_id, pupil("g2").subject_id}
    monkeypatch.setattr(queries, "hidden_from", lambda viewer, subject: {viewer, subject} == hidden)
    assert "いま、送った連絡はありません" in father.get("notices/")
    assert "もう一人の保護者" not in mother.get("notices/")
    number = Notice.objects.get().pk
    assert father.client.get(f"{father.base}notices/{number}/").status_code == 303


def test_strangers_links_open_nothing(mother):
    mother.send("p1")
    number = Notice.objects.get().pk
    stranger = page_of("g3")
    assert stranger.client.get(f"{stranger.base}notices/{number}/").status_code == 303
    assert "みお" not in stranger.get("notices/")
    for base in ("/g/" + "x" * 32 + "/", mother.base[:-3] + "xx/"):
        answer = Client().get(base)
        assert answer.status_code == 404 and "このリンクは使えません" in answer.content.decode()


def test_a_revoked_link_opens_nothing_and_loses_nothing(mother):
    mother.send("p1")
    revoke_links(subject=pupil("g1").subject_id, by=SYSTEM)
    assert mother.client.get(mother.base).status_code == 404
    assert len(sent()) == 1


def test_a_school_edits_its_reasons_and_a_notice_keeps_the_list_it_was_sent_under(mother):
    school = School.objects.get()
    ticket = mother.ticket()
    actions.edit_reasons(school=school, reasons=["インフルエンザ", "発熱", "そのほか"], by=SYSTEM)
    assert "インフルエンザ" in mother.get() and "おなか" not in mother.get()
    assert mother.send("p1", ticket=ticket, reason="おなか").status_code == 303
    assert mother.send("p2", reason="インフルエンザ").status_code == 303
    lists = {one.pupil.source_id: one.reasons_id for one in Notice.objects.all()}
    assert lists == {"p1": None, "p2": ReasonList.objects.get().pk}


def test_the_reasons_speak_the_readers_language_where_the_ward_knows_them(morning):
    page = Page(issue_link(subject=pupil("g1").subject_id, by=SYSTEM), language="en")
    assert "Fever" in page.get() and 'value="発熱"' in page.get()


def test_the_language_switch_loses_nothing(mother):
    answer = mother.send("p1", words="消えてほしくない言葉", _lang="en")
    assert answer.status_code == 200 and "消えてほしくない言葉" in answer.content.decode()
    assert sent() == []


def test_looking_and_sending_leave_their_readings(mother):
    mother.get()
    assert ReadingItem.objects.count() == 2
    mother.get("notices/")
    assert ReadingItem.objects.count() == 2


def test_a_boards_stamp_goes_up_with_every_notice_for_it(mother):
    def stamps() -> dict[str, int]:
        return dict(SchoolClass.objects.values_list("source_id", "stamp"))

    before = stamps()
    number = mother.send("p2").url.split("n=")[1]
    mother.client.post(f"{mother.base}notices/{number}/back/")
    assert stamps()["c3"] >= before["c3"] + 2
    assert stamps()["c1"] == before["c1"]


def test_nobody_begins_it_without_a_link(morning, client):
    page = client.get("/procedures/kesseki-renraku/")
    assert page.status_code == 200 and "QRコード" in page.content.decode()
    assert client.get("/procedures/kesseki-renraku/start/").status_code == 404
    assert client.get("/procedures/gakko-meibo/").status_code == 404
    assert "kesseki" not in client.get("/api/v1/procedures").content.decode()
    assert client.post("/api/v1/procedures/kesseki-renraku/applications", "{}", "application/json").status_code == 404


def test_the_first_load_is_at_most_60_kilobytes(mother):
    """The page with everything it brings, uncompressed. Fonts are the reader's own: it brings none."""
    page = mother.get()
    brought = re.findall(r'(?:href|src)="/static/([^"]+)"', page)
    sizes = {name: Path(finders.find(name)).stat().st_size for name in dict.fromkeys(brought)}
    assert "font" not in " ".join(sizes)
    assert len(page.encode()) + sum(sizes.values()) <= FIRST_LOAD


def test_a_moved_pupil_is_on_nobodys_page(mother):
    take_over(enrollments=swapped("enrollments", "e1,c1,s1,p1,student,,,5\n", ""))
    with clock.at(MORNING + timedelta(days=1)):
        assert "みお" not in mother.get() and "そら" in mother.get()

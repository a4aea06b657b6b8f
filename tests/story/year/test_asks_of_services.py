"""What the report asks about procedures, schools and staff, ask by ask: what is played, in both languages."""

import re
from datetime import datetime

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case, Decision
from madoguchi.demo import arriving
from madoguchi.demo.answers import Writer, answers_for, idea
from madoguchi.demo.words import ideas
from madoguchi.learn.definitions import definitions
from madoguchi.learn.models import CaseLine, Daily
from madoguchi.receive.actions.rate import rate
from madoguchi.receive.models import Application, Via
from madoguchi.trail import clock

CLAIM, IKEN, IDEA = "jido-teate-nintei", "iken", "gyomu-kaizen"
MORNING = datetime(2026, 11, 24, 7, 52, tzinfo=clock.TOKYO)
TEACHER, OUT = "kimura", "seat--absent"


def send(ward, procedure, **given) -> Case:
    answers = answers_for(procedure, Writer(today=clock.today()))
    return Case.objects.get(number=arriving.send(ward, procedure, answers, **given).number)


def proposal(ward) -> Case:
    return Case.objects.get(number=arriving.send(ward, IDEA, idea(ideas()[0]), by=ward.actor("nagai")).number)


def test_what_was_sent_from_home_is_counted_as_online_by_nobody(ward, page, indicator):
    """2-II-a.1 家から送った申請は担当の列に入り、オンラインの割合に、だれも何もしなくても数えられる。
    / What is sent from home stands in the office's queue and counts as online without anybody doing anything."""
    indicator("online-share")
    before = CaseLine.objects.filter(procedure=CLAIM, via="online").count()
    case = send(ward, CLAIM)
    assert case.number in page("/staff/", login="nagai", procedure=CLAIM)
    assert indicator("online-share").computed_at == clock.now()
    assert CaseLine.objects.filter(procedure=CLAIM, via="online").count() == before + 1


def test_every_procedure_that_is_called_online_can_be_begun_online(year, indicator):
    """2-II-b.1 「オンラインでできる」と数えた手続は、ひとつ残らず、実際にオンラインではじめられる。
    / Every procedure that is counted as online can really be begun online."""
    online = [slug for slug, one in definitions().procedures.items() if one.audience == "resident"]
    guardians = sum(one.audience == "guardian" for one in definitions().procedures.values())
    assert indicator("online-procedures").latest.value == len(online) + guardians
    for slug in online:
        assert "<form" in Client().get(f"/procedures/{slug}/start/", follow=True).content.decode()


def test_procedures_beyond_the_states_list_are_one_file_each(ward):
    """2-II-b.3 国の31手続にない「区への意見」「業務改善提案」「学校の欠席連絡」も、1つのファイルで動いている。
    / Procedures outside the state's list of 31 (opinion, staff idea, absence) run from one file each."""
    beyond = {IKEN, IDEA, "kesseki-renraku"}
    assert beyond <= set(ward.versions)
    assert beyond <= set(Application.objects.values_list("procedure", flat=True).distinct())


def test_the_table_proposes_and_a_person_may_decide_otherwise(ward):
    """2-II-b.4 表は提案するだけ。人がちがう決定をしたことも残り、数えられる。
    / A table only proposes; that a person decided otherwise is kept, and counted."""
    against = Decision.objects.filter(followed=False).exclude(proposal_id=None)
    assert against.exists()
    assert all(one.decided_by_id and one.decided_by_name for one in against)
    assert CaseLine.objects.filter(overridden=True).count() == against.count()


def test_an_office_sees_what_is_overdue_before_it_is_too_much(year, page):
    """2-II-b.5 課は、期限を過ぎたものと届いた数を、自分の列と指標で見られる。
    / An office sees what is overdue in its queue, and how much arrives in the indicators."""
    late = Case.objects.filter(open=True, due_on__lt=clock.today(), office="kodomo-seisaku").exclude(state="correction")
    assert late.exists()
    assert all(case.number in page("/staff/", login="nagai", due="over") for case in late[:3])
    assert "児童手当" in page("/indicators/received/")


def test_how_a_procedure_is_used_stands_on_one_page(year, page):
    """2-II-c.1 手続ごとに、オンラインの割合と、その先の数を1ページで見られ、広報の見直しに使える。
    / For each procedure one page shows the share online and what follows, to judge how it is promoted."""
    told = page(f"/procedures/{CLAIM}/loop/")
    assert "オンラインで届いた割合" in told and "最後まで進んだ割合" in told


def test_after_sending_one_question_is_asked_and_nobody_knows_who_answered(ward, indicator):
    """2-II-d.1 送ったあとに1つだけ聞き、答えは数だけが残る。だれの答えかは、どこにも残らない。
    / After sending one question is asked; the answer is only counted, and nowhere stands whose it was."""
    case = send(ward, CLAIM)
    application = Application.objects.get(pk=case.number)
    indicator("satisfaction")
    rated = Daily.objects.filter(verb="receive.rated", procedure=CLAIM)
    before = sum(rated.values_list("n", flat=True))
    assert rate(application=application, version=ward.versions[CLAIM], score=5)
    indicator("satisfaction")
    assert sum(rated.values_list("n", flat=True)) == before + 1
    assert not rated.filter(part__contains=case.number).exists()


def test_a_correction_that_was_asked_for_counts_against_the_form(ward, indicator):
    """2-II-d.2 補正をお願いした割合を手続ごとに数え、様式のわかりにくいところをさがせる。
    / How often a correction was asked for is counted by procedure: it tells where a form misleads."""
    corrected = Case.objects.filter(procedure=CLAIM, corrections__isnull=False).distinct()
    assert corrected.exists()
    indicator("correction-rate")
    assert CaseLine.objects.filter(procedure=CLAIM, corrected=True).count() == corrected.count()


def test_a_member_of_staff_writes_for_somebody_at_the_counter(ward, indicator):
    """2-II-d.6 窓口で職員が代わりに書いたものも、控えと番号が出て、窓口で受けた割合に数えられる。
    / What staff write for somebody at the counter has its number and receipt, and counts as assisted."""
    case = send(ward, CLAIM, by=ward.actor("nagai"), via=Via.COUNTER)
    indicator("assisted-share")
    assert CaseLine.objects.get(number=case.number).via == "counter"


def test_one_tap_from_home_is_on_the_board_of_the_class(year, page):
    """2-IV-c.2 朝7時52分、保護者が自分のリンクから送ると、学級の画面にその子が出る。
    / At 7:52 a guardian sends from the link, and the child stands on the board of the class."""
    with clock.at(MORNING):
        before = page(year.board, login=TEACHER)
        assert _send_as_guardian(year.guardian) == 303
        after = page(year.board, login=TEACHER)
    assert after.count(OUT) == before.count(OUT) + 1


def _send_as_guardian(secret: str) -> int:
    guardian = Client()
    form = guardian.get(f"/g/{secret}/").content.decode()
    ticket, child, reason = (
        re.search(rf'name="{name}" value="([^"]+)"', form)[1] for name in ("_ticket", "child", "reason")
    )
    given = {"_ticket": ticket, "child": child, "kind": "absent", "day": clock.today().isoformat(), "reason": reason}
    return guardian.post(f"/g/{secret}/", given).status_code


def test_the_page_of_the_morning_asks_for_the_reason_only(year):
    """2-IV-c.3 保護者のページでは、今日と欠席が選んである。書くものはなく、理由と送信の2回で済む。
    / On the guardian's page today and absence are chosen already: the reason and the button are all that is left."""
    with clock.at(MORNING):
        form = Client().get(f"/g/{year.guardian}/").content.decode()
    assert {"kind", "day"} <= set(re.findall(r'name="(\w+)" value="[^"]+" checked', form))
    assert "required" not in re.search(r"<textarea[^>]*>", form)[0]


def test_a_proposal_of_a_colleague_is_answered_by_name(ward):
    """2-V-1-a.1 職員の業務改善提案は、名前のある人が必ず答える。
    / An idea from the office floor is answered by a person with a name."""
    case, by = proposal(ward), ward.actor("takase")
    case = decide.start_review(case=case, seen=case.revision, by=by)
    said = ideas()[0]
    done = decide.decide(case=case, result=said.result, reason=said.reason, seen=case.revision, by=by)
    assert done.decided_by_name and done.decided_by_name in by.label


def test_the_degree_of_achievement_is_told_with_its_day(year, page):
    """2-V-1-a.4 126の求めのいまの状態を、区の説明・証拠・日程に分けて、その日の日付で示す。
    / How far the 126 asks are met is told in three statuses apart, dated today."""
    told = page("/progress/")
    assert "126" in told and "11月24日" in told
    assert all(words in told for words in ("区の説明", "証拠", "日程"))


def test_the_database_itself_refuses_a_decision_without_a_person(ward):
    """2-V-1-b.4 人のいない決定は、データベースが断る。1年の決定には、すべて人の名前がある。
    / A decision without a person is refused by the database itself; every decision of the year bears a name."""
    decision = Decision.objects.first()
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(decided_by_name="")
    assert not Decision.objects.filter(decided_by_name="").exists()


def test_an_idea_goes_from_the_field_to_an_answer_and_is_counted(ward, indicator):
    """3-I-a.2 現場の提案を受けて答えるしくみがあり、提案の数は自分でたまる。
    / There is a way for improvements from the field, and their number counts itself."""
    indicator("ideas")
    counted = Daily.objects.filter(verb="receive.submitted", procedure=IDEA)
    before = sum(counted.values_list("n", flat=True))
    proposal(ward)
    indicator("ideas")
    assert sum(counted.values_list("n", flat=True)) == before + 1

"""The one they flee from, with every role, and as a guardian: nothing is shown, nothing is counted, nothing changes."""

import re

import pytest

from madoguchi.decide import actions as decide
from madoguchi.decide.errors import NotYours
from madoguchi.decide.models import Case
from madoguchi.protect import actions as vault
from madoguchi.protect.errors import NotPossible
from madoguchi.protect.models import RecordSubject, ShieldAlarm, ShieldedPerson
from madoguchi.receive.models import Notice, SchoolClass
from madoguchi.trail import clock
from tests.canary.school import FATHER, TOLD, told
from tests.canary.test_alike import alike, page_of
from tests.canary.world import REASON

NEVER_WAS = "MD-0000-0000"
COLUMNS = [f"?procedure=jido-teate-nintei&{asked}" for asked in ("sort=column:pay-to", "c.pay-to=account")]
TAILS = ("", "open/", "extension/", "withdraw/", "correction/", "letters/1/")


@pytest.fixture
def him(world):
    return world.browser(world.other_staff)


def board(world, tail: str = "") -> str:
    place = world.children.enrolment.school_class
    return f"/staff/schools/{place.school_id}/{place.pk}/{tail}"


@pytest.mark.parametrize("tail", TAILS)
def test_a_case_of_theirs_is_as_absent_as_one_that_never_was(world, him, tail):
    for number in (world.number, world.double.number, world.children.notice.pk):
        alike(him.get(f"/staff/cases/{number}/{tail}"), him.get(f"/staff/cases/{NEVER_WAS}/{tail}"))


def test_no_question_to_the_queue_lists_or_counts_it(world, him):
    """His office has these two cases and no other: his queue is an empty one, however it is asked."""
    assert set(Case.objects.filter(office="kodomo-seisaku").values_list("number", flat=True)) == {
        world.number,
        world.double.number,
    }
    for query in (
        "",
        "?sort=received",
        "?assignee=none",
        "?tab=received",
        "?procedure=jido-teate-nintei",
        "?proposal=yes",
    ):
        page = him.get(f"/staff/{query}{'&' if query else '?'}office=kodomo-seisaku").content.decode()
        assert world.number not in page and world.double.number not in page
        assert set(re.findall(r"<b>([0-9,]+)</b></a>", page)) == {"0"}
    assert him.get("/staff/first/?office=kodomo-seisaku").url.startswith("/staff/?")
    assert world.number in world.browser("nagai").get("/staff/").content.decode()


def test_he_is_asked_for_no_approval_and_gives_none(world, him):
    assert REASON in world.browser("shiraishi").get("/staff/approvals/").content.decode()
    page = him.get("/staff/approvals/").content.decode()
    assert world.number not in page and "永井" not in page and "森" not in page
    nobody = "00000000-0000-0000-0000-000000000000"
    answers = [him.post(f"/staff/approvals/{one}/", {"answer": "approve"}) for one in (world.consent.pk, nobody)]
    alike(*answers)
    world.consent.refresh_from_db()
    assert world.consent.answer == ""


def test_he_lifts_nothing_with_anybody(world):
    his, person = world.ward.actor(world.other_staff), ShieldedPerson.objects.filter(shield=world.shield).first()
    with pytest.raises(NotPossible):
        vault.ask_lift(person_id=person.pk, reason="もう大丈夫", by=his)
    asked = vault.ask_lift(person_id=person.pk, reason="本人の申出", by=world.ward.actor("tsukuda"))
    with pytest.raises(NotPossible):
        vault.approve(consent_id=asked.pk, by=his)


def test_he_compares_and_settles_nobody(world, him):
    his, record = world.ward.actor(world.other_staff), world.double.record_id
    part = RecordSubject.objects.get(record_id=record, match="ambiguous").part
    assert (
        f"/staff/shields/matching/{record}/"
        in world.browser("tsukuda").get("/staff/shields/matching/").content.decode()
    )
    assert str(record) not in him.get("/staff/shields/matching/").content.decode()
    with pytest.raises(NotPossible):
        vault.ask_unlike(record_id=record, part=part, reason="別の人です", by=his)
    with pytest.raises(NotPossible):
        vault.find_same(record_id=record, part=part, subject_id=ShieldedPerson.objects.first().subject_id, by=his)


def test_he_silences_no_alarm(world, him):
    alarm = ShieldAlarm.objects.create(shield=world.shield, what="proof", day=clock.today(), raised_at=clock.now())
    him.post(f"/staff/shields/alarms/{alarm.pk}/")
    alarm.refresh_from_db()
    assert alarm.seen_at is None


def test_nobody_gives_him_the_case(world):
    with pytest.raises(NotYours):
        decide.assign(
            case=Case.objects.get(number=world.number), to=world.ward.staff["hoshino"], by=world.ward.actor("shiraishi")
        )


@pytest.mark.parametrize("login", ["hoshino", "kubota"])
def test_whoever_tries_numbers_for_another_use_learns_nothing(world, login):
    typed = {"fields": "name", "wanted_for": "voice", "clause": "1", "until": "2030-01-01", "reason": "調べもの"}
    client = world.browser(login)
    theirs, nobodys = (client.post("/staff/uses/ask/", typed | {"numbers": one}) for one in (world.number, NEVER_WAS))
    assert [theirs.status_code, nobodys.status_code] == [422, 422]
    assert page_of(theirs)[1].replace(world.number, NEVER_WAS) == page_of(nobodys)[1]


def test_the_class_is_a_class_without_the_child(world, him):
    """Seats, counts, days, the school's board: as many as without her, whatever is told of her."""
    page = him.get(board(world)).content.decode()
    assert "奏" in page and f'id="seat-{world.children.pupil.pk}"' not in page
    assert re.findall(r'<dd class="num">(\d+)', page) == ["1", "1", "0", "0", "0"]
    assert re.findall(r'<dd class="num">(\d+)', world.browser("kimura").get(board(world)).content.decode())[0] == "2"
    nobody = board(world, "999999/")
    alike(him.get(board(world, f"{world.children.pupil.pk}/")), him.get(nobody))
    alike(*[him.post(one, {"act": "missing"}) for one in (board(world, f"{world.children.pupil.pk}/"), nobody)])


def test_a_notice_about_the_child_changes_nothing_that_he_can_ask_for(world, him):
    school = board(world).rsplit("/", 2)[0] + "/"
    asked = [board(world), board(world, "?view=room"), school]
    tags = {one: him.get(one)["ETag"] for one in asked}
    hers = {one: world.browser("kimura").get(one)["ETag"] for one in asked}
    told(world.ward, world.children.pupil, TOLD[1])
    for one in asked:
        assert him.get(one, headers={"If-None-Match": tags[one]}).status_code == 304
        assert world.browser("kimura").get(one, headers={"If-None-Match": hers[one]}).status_code == 200
    told(world.ward, world.children.classmate, "熱がある")
    assert {him.get(one, headers={"If-None-Match": tags[one]}).status_code for one in asked} == {200}


def test_a_board_that_was_open_when_they_fled_goes_on_no_longer(world):
    """The shield moves the stamp: whoever had the board open gets the new one within seconds."""
    from madoguchi.protect.actions import ShieldRequest
    from madoguchi.protect.identity import Identity

    stamps = dict(SchoolClass.objects.values_list("pk", "stamp"))
    elder = Identity("綾瀬川", "帆波", "アヤセガワ", "ホナミ", "2015-09-09")
    asked = ShieldRequest("dv", (elder,), clock.today(), clock.today(), other=None)
    vault.shield(asked=asked, by=world.ward.actor("tsukuda"))
    place = world.children.enrolment.school_class_id
    assert SchoolClass.objects.get(pk=place).stamp == stamps[place] + 1


def test_the_school_hands_and_telephones_him_nothing_about_the_child(world):
    """The roster has both as guardians. For the child who fled he is none; for the neighbour's he still is one."""
    client, name = world.browser("kimura"), FATHER.given
    hers, classmates = (board(world, f"{one.pk}/") for one in (world.children.pupil, world.children.classmate))
    assert "望海" in client.get(hers).content.decode()
    assert name not in client.get(hers).content.decode() + client.post(hers, {"act": "telephone"}).content.decode()
    assert name in client.get(classmates).content.decode()
    sheets = client.post(board(world, "links/"), {"who": "all"}).content.decode()
    his = next(one for one in sheets.split("<article") if name in one)
    assert "奏" in his and "帆波" not in his


def test_what_he_prints_takes_nobodys_link_away(world, him):
    from madoguchi.protect.queries import with_link

    mother = Notice.objects.get(pk=world.children.notice.pk).sender.subject_id
    before = with_link([mother])
    him.post(board(world, "links/"), {"who": "all"})
    assert with_link([mother]) == before


def test_he_takes_note_of_no_notice_about_the_child(world, him):
    him.post(board(world, "seen/"), {"number": world.children.notice.pk})
    assert Case.objects.get(number=world.children.notice.pk).open


def test_as_a_guardian_he_has_the_neighbours_child_only(world):
    client, base = world.browser(""), f"/g/{world.children.fathers_link}/"
    before = bare(client.get(base)), bare(client.get(f"{base}notices/"))
    told(world.ward, world.children.pupil, TOLD[1])
    assert (bare(client.get(base)), bare(client.get(f"{base}notices/"))) == before
    ticket = re.search(r'name="_ticket" value="([^"]+)"', client.get(base).content.decode())[1]
    typed = {"_ticket": ticket, "kind": "absent", "day": clock.today().isoformat(), "reason": "発熱", "words": ""}
    answers = [client.post(base, typed | {"child": str(child)}) for child in (world.children.pupil.pk, 999_999)]
    assert {one.status_code for one in answers} == {422} and bare(answers[0]) == bare(answers[1])
    for number in (world.children.notice.pk, NEVER_WAS):
        assert client.get(f"{base}notices/{number}/").url == f"{base}notices/"


def test_the_mothers_link_from_before_is_as_lost_as_one_that_never_was(world):
    client = world.browser("")
    for tail in ("", "notices/", f"notices/{world.children.notice.pk}/"):
        alike(client.get(f"/g/{world.children.mothers_link}/{tail}"), client.get(f"/g/{'x' * 32}/{tail}"))


def test_the_shield_took_the_mothers_link_away_and_left_his(world):
    """A roster has no birthday of hers, so to the vault she is another person there: her link is revoked all the same."""
    from madoguchi.protect import links, queries

    holders = [
        queries.holder_of(links.link_hash(one)) for one in (world.children.mothers_link, world.children.fathers_link)
    ]
    assert holders[0] is None and holders[1] is not None


def bare(answer) -> str:
    """Without what is fresh on every page: the ticket, the time."""
    return page_of(answer)[1]

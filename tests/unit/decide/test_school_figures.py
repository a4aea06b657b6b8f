"""The days to come by class, and attendance as school-affairs systems take it."""

import csv
import io
from datetime import date, datetime

import pytest
from django.test import Client

from madoguchi.decide import actions
from madoguchi.decide.queries.boards.days import counts, school_days
from madoguchi.protect.models import ReadingItem
from madoguchi.receive import actions as receive
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from tests.sign_in import signed_in
from tests.unit.decide.schools import actor, address, at_work, open_school, pupil, send, third
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


def test_the_days_to_come_are_counted_by_class(ward, teacher, school):
    send(ward, "p2", days={"from": "2026-11-24", "to": "2026-11-27"})
    send(ward, "p3", sender="g3", kind="late")
    counted = counts([third()], school_days(clock.today(), 5))[third().pk]
    assert [(one.day.day, one.absent, one.late) for one in counted] == [
        (24, 1, 1), (25, 1, 0), (26, 1, 0), (27, 1, 0), (30, 0, 0),
    ]  # fmt: skip
    page = teacher.get(address(school, "days")).content.decode()
    assert "1 / 2 (50%)" in page and "発熱 1" in page


def test_closing_days_and_holidays_are_no_school_days(db):
    assert school_days(date(2026, 11, 20), 3) == [date(2026, 11, 20), date(2026, 11, 24), date(2026, 11, 25)]


def test_the_school_office_counts_without_reasons(ward, office, school):
    send(ward, "p2")
    page = office.get(address(school, "days")).content.decode()
    assert "1 / 2 (50%)" in page and "発熱" not in page


def download(client: Client, school, **changes: str) -> list[dict[str, str]]:
    answer = client.post(
        address(school, "csv"), {"from": "2026-11-24", "to": "2026-11-25", "encoding": "utf-8"} | changes
    )
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig" if changes.get("encoding", "utf-8") == "utf-8" else "cp932")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_csv_speaks_the_words_of_gif_and_the_ids_of_oneroster(ward, teacher, school):
    send(ward, "p2", days={"from": "2026-11-24", "to": "2026-11-25"})
    actions.mark_unreported(pupil=pupil("p3"), school_class=third(), by=actor(ward_teacher(teacher)))
    rows = download(teacher, school)
    wanted = [
        (one["児童生徒sourcedId"], one["出欠日"], one["出欠区分"], one["出欠理由"], one["出席番号"]) for one in rows
    ]
    assert wanted == [
        ("p2", "2026-11-24", "欠席", "発熱", "31"),
        ("p3", "2026-11-24", "欠席", "連絡なし", "32"),
        ("p2", "2026-11-25", "欠席", "発熱", "31"),
    ]
    assert rows[0]["学級sourcedId"] == "c3" and rows[0]["学校コード"] == "B113299990019"
    assert "38.2" not in str(rows)


def ward_teacher(client: Client):
    from madoguchi.people.models import Staff

    return Staff.objects.get(pk=client.session["_auth_user_id"])


def test_a_character_that_the_older_encoding_lacks_is_told_with_its_place(ward, teacher, school):
    send(ward, "p3", sender="g3")
    path = address(school, "csv")
    asked = {"from": "2026-11-24", "to": "2026-11-24", "encoding": "cp932"}
    page = teacher.post(path, asked | {"look": "1"}).content.decode()
    assert "2行目「氏名」: 𠮷" in page
    assert download(teacher, school, encoding="cp932")[0]["氏名"] == "〓田 太郎"


def test_a_cell_never_begins_as_a_formula(ward, teacher, school):
    from madoguchi.receive.actions import edit_reasons

    edit_reasons(school=school, reasons=["=1+1"], by=ward.actor("mori"))
    send(ward, "p2", reason="=1+1")
    assert download(teacher, school)[0]["出欠理由"] == "'=1+1"


def test_a_download_is_a_reading_by_its_own_channel(ward, teacher, school):
    notice = send(ward, "p2")
    download(teacher, school)
    items = ReadingItem.objects.filter(record_id=notice.application.record_id)
    assert [one.reading.channel for one in items] == ["export"]


def test_what_was_erased_when_its_time_was_over_stops_no_download(ward, teacher, school):
    erased, kept = send(ward, "p2"), send(ward, "p3", sender="g3")
    receive.erase_application(application_number=erased.pk, by=SYSTEM)
    assert [one["受付番号"] for one in download(teacher, school)] == [kept.pk]
    with clock.at(MORNING.replace(year=2033)):
        receive.erase_former_roster(by=SYSTEM)
    assert download(teacher, school) == []


def test_whoever_may_not_know_why_downloads_nothing(ward, office, school):
    send(ward, "p2")
    answer = office.post(address(school, "csv"), {"from": "2026-11-24", "to": "2026-11-24", "encoding": "utf-8"})
    assert answer["Content-Type"].startswith("text/html") and "発熱" not in answer.content.decode()


@pytest.mark.parametrize("days", [("x", ""), ("2026-11-25", "2026-11-24"), ("2026-01-01", "2026-12-31")])
def test_days_that_make_no_sense_are_told(teacher, school, days):
    answer = teacher.post(address(school, "csv"), {"from": days[0], "to": days[1], "encoding": "utf-8"})
    assert answer.status_code == 422

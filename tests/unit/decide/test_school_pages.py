"""What a school arranges for itself, and the links that it gives to its guardians."""

import re
from datetime import datetime

import pytest
from django.test import Client

from madoguchi.receive.models import ReasonList, RosterPerson, School
from madoguchi.trail import clock
from tests.sign_in import signed_in
from tests.unit.decide.schools import at_work, open_school, pupil, third
from tests.unit.decide.world import a_ward
from tests.unit.receive.rosters import take_over

MORNING = datetime(2026, 11, 24, 7, 41, tzinfo=clock.TOKYO)


@pytest.fixture
def school(db, settings) -> School:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with clock.at(MORNING):
        a_ward()
        yield open_school()


@pytest.fixture
def office(school) -> Client:
    return signed_in(at_work("jimu", "school-office", school))


def links(school: School) -> str:
    return f"/staff/schools/{school.pk}/{third().pk}/links/"


def sheets(page: str) -> list[str]:
    return page.split('<article class="letter sheet')[1:]


def secrets_on(page: str) -> list[str]:
    return re.findall(r"<code>http://[^/]+(/g/[^<]+)</code>", page)


def test_a_class_is_printed_one_sheet_for_each_guardian(office, school):
    page = office.post(links(school), {"who": "new"}).content.decode()
    assert len(sheets(page)) == 3
    assert all(sheet.count("様") == 1 and sheet.count("data:image/svg") == 1 for sheet in sheets(page))


def test_no_third_person_is_on_anybodys_sheet(office, school):
    first, second, third_sheet = sheets(office.post(links(school), {"who": "new"}).content.decode())
    assert "若葉 はるか" in first and "若葉 悠" not in first and "𠮷田" not in first
    assert "若葉 悠" in second and "はるか" not in second
    assert "𠮷田 恵" in third_sheet and "若葉" not in third_sheet
    assert "090-" not in first + second + third_sheet


def test_the_printed_link_opens_the_page(office, school):
    page = office.post(links(school), {"who": "new"}).content.decode()
    assert [Client().get(secret).status_code for secret in secrets_on(page)] == [200, 200, 200]


def test_printing_again_leaves_those_who_have_a_link(office, school):
    office.post(links(school), {"who": "new"})
    assert sheets(office.post(links(school), {"who": "new"}).content.decode()) == []


def test_all_anew_takes_the_old_ones_back(office, school):
    old = secrets_on(office.post(links(school), {"who": "new"}).content.decode())
    new = secrets_on(office.post(links(school), {"who": "all"}).content.decode())
    assert [Client().get(secret).status_code for secret in (old[0], new[0])] == [404, 200]


def test_one_guardian_gets_a_new_one_and_one_is_revoked(office, school):
    office.post(links(school), {"who": "new"})
    page = office.get(links(school)).content.decode()
    one = re.search(r'name="one" value="(\d+)"', page)[1]
    assert len(sheets(office.post(links(school), {"one": one}).content.decode())) == 1
    office.post(links(school), {"revoke": one})
    assert office.get(links(school)).content.decode().count("リンクなし") == 1


def test_a_page_with_secrets_is_kept_nowhere(office, school):
    answer = office.post(links(school), {"who": "new"})
    assert "no-store" in answer["Cache-Control"]


def settings_page(school: School) -> str:
    return f"/staff/schools/{school.pk}/settings/"


def test_a_school_sets_its_time_its_telephone_and_its_reasons(office, school):
    typed = {"cut_off": "08:10", "telephone": "03-0000-3579", "reasons": "発熱\n\nインフルエンザ\n発熱"}
    assert office.post(settings_page(school), typed).status_code == 303
    now = School.objects.select_related("office").get()
    assert (f"{now.cut_off:%H:%M}", now.office.telephone) == ("08:10", "03-0000-3579")
    assert ReasonList.objects.get().reasons == ["発熱", "インフルエンザ"]


def test_saving_without_a_change_makes_no_new_list(office, school):
    page = office.get(settings_page(school)).content.decode()
    reasons = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.S)[1]
    office.post(settings_page(school), {"cut_off": "08:20", "telephone": "03-0000-3579", "reasons": reasons})
    assert not ReasonList.objects.exists()


WRONG = [
    {"cut_off": "8時"}, {"telephone": "内線3"}, {"reasons": "\n"}, {"reasons": "\n".join(map(str, range(17)))},
    {"reasons": "あ" * 41},
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_and_nothing_is_changed(office, school, wrong):
    typed = {"cut_off": "08:10", "telephone": "03-0000-3579", "reasons": "発熱"} | wrong
    assert office.post(settings_page(school), typed).status_code == 422
    assert f"{School.objects.get().cut_off:%H:%M}" == "08:20"


def pupil_page(school: School) -> str:
    return f"/staff/schools/{school.pk}/{third().pk}/{pupil('p3').pk}/"


GRANDMOTHER = {"act": "guardian", "name.family": "𠮷田", "name.given": "フミ", "telephone": "03-0000-0009"}


def test_a_second_guardian_is_entered_by_the_school_and_gets_a_link_of_their_own(office, school):
    assert office.post(pupil_page(school), GRANDMOTHER).status_code == 303
    assert "𠮷田 フミ" in office.get(pupil_page(school)).content.decode()
    page = office.post(links(school), {"who": "new"}).content.decode()
    mine = next(sheet for sheet in sheets(page) if "𠮷田 フミ" in sheet)
    assert Client().get(secrets_on(mine)[0]).status_code == 200


def test_the_next_roster_leaves_a_guardian_whom_the_school_entered(office, school):
    office.post(pupil_page(school), GRANDMOTHER)
    take_over()
    assert "𠮷田 フミ" in office.get(pupil_page(school)).content.decode()


def test_whoever_is_no_guardian_any_more_opens_nothing(office, school):
    office.post(pupil_page(school), GRANDMOTHER)
    page = office.post(links(school), {"who": "new"}).content.decode()
    secret = secrets_on(next(sheet for sheet in sheets(page) if "𠮷田 フミ" in sheet))[0]
    office.post(pupil_page(school), {"act": "unguard", "guardian": RosterPerson.objects.latest("pk").pk})
    assert "フミ" not in office.get(pupil_page(school)).content.decode()
    assert Client().get(secret).status_code == 404


def test_what_is_wrong_with_a_guardian_is_said_and_what_was_typed_stays(office, school):
    answer = office.post(pupil_page(school), GRANDMOTHER | {"name.given": ""})
    assert answer.status_code == 422 and 'value="𠮷田"' in answer.content.decode()

"""The operator's pages: somebody comes, changes, forgets, leaves, returns."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from madoguchi.people import actions
from madoguchi.people.models import Office, RoleGrant, Staff
from madoguchi.people.queries import grants_of
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM
from madoguchi.trail.models import Event
from tests.unit.people.conftest import is_in, sign_in, verbs

HERE = "/staff/people/"
NEW = {"name": "森 あかね", "title": "主任", "login": "mori", "office": "kodomo", "role": "clerk", "until": ""}
ONCE = re.compile(r"<code>([a-z0-9]{5}(?:-[a-z0-9]{5}){3})</code>")


@pytest.fixture
def offices(db: None) -> None:
    for place, name in (("it", "IT推進課"), ("kodomo", "子ども政策課")):
        Office.objects.create(pk=place, name_ja=name, telephone="03-0000-0000", valid_from=date(2000, 1, 1))


@pytest.fixture
def operator(offices, ben: Staff, app, client: Client) -> Client:
    """Ben, signed in with both factors."""
    actions.grant_role(staff=ben, office="it", role="operator", by=SYSTEM)
    sign_in(client, "ben")
    client.post("/staff/sign-in/second/", {"code": app.code()})
    return client


def page_of(staff: Staff, tail: str = "") -> str:
    return f"{HERE}{staff.pk}/{tail}"


def test_the_list_begins_with_ones_own_office_and_shows_others_on_asking(operator, ai):
    actions.grant_role(staff=ai, office="kodomo", role="clerk", by=SYSTEM)
    first = operator.get(HERE).content.decode()
    assert "弁田 勉" in first and "相田 愛" not in first
    assert "相田 愛" in operator.get(f"{HERE}?office=kodomo").content.decode()
    everybody = operator.get(f"{HERE}?office=all").content.decode()
    assert "相田 愛" in everybody and "弁田 勉" in everybody and "まだです" in everybody
    for strange in ("nowhere", "", "\0"):
        assert operator.get(HERE, {"office": strange}).status_code == 200


def test_an_operator_finds_the_pages_from_ones_own_page(operator):
    assert f'href="{HERE}"' in operator.get("/staff/me/").content.decode()


def test_the_list_takes_the_same_number_of_questions_however_long_it_is(operator, django_assert_max_num_queries):
    for place in range(30):
        one = actions.add_staff(login=f"x{place}", name="名", password="a-long-password", by=SYSTEM)
        actions.grant_role(staff=one, office="it", role="clerk", by=SYSTEM)
    with django_assert_max_num_queries(14):
        operator.get(HERE)


def test_somebody_new_gets_a_password_that_is_shown_once_and_works_once(operator):
    answer = operator.post(f"{HERE}add/", NEW | {"login": "Mori"})
    password = ONCE.search(answer.content.decode())[1]
    assert "no-store" in answer["Cache-Control"]
    mori = Staff.objects.get(login="mori")
    assert [(one.office_id, one.role, one.valid_to) for one in grants_of(mori)] == [("kodomo", "clerk", None)]
    assert password not in operator.get(page_of(mori)).content.decode()
    assert password not in str(list(Event.objects.values()))
    assert sign_in(Client(), "mori", password).url == "/staff/"
    event = Event.objects.get(verb="people.role_granted", about_id=str(mori.pk))
    assert event.actor_label == "弁田 勉"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"login": "もり"}, "ログイン名は、半角の"), ({"login": "BEN"}, "もう使われています"), ({"name": ""}, "氏名を入力"),
        ({"login": ""}, "ログイン名を入力"), ({"office": "nowhere"}, "課を選んで"), ({"role": "king"}, "役割を選んで"),
        ({"until": "2020-01-01"}, "今日かそのあと"), ({"until": "あした"}, "日"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_and_what_was_typed_stays(operator, wrong, words):
    answer = operator.post(f"{HERE}add/", NEW | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page
    assert 'value="主任"' in page
    assert not Staff.objects.filter(name="森 あかね").exists()


def test_a_role_is_given_up_to_a_day_and_ended_at_once(operator, ai):
    operator.post(page_of(ai, "grant/"), {"office": "kodomo", "role": "reviewer", "until": "2099-03-31"})
    grant = grants_of(ai)[0]
    assert (grant.role, grant.valid_to) == ("reviewer", date(2099, 3, 31))
    operator.post(page_of(ai, f"end/{grant.pk}/"))
    assert grants_of(ai) == []
    operator.post(page_of(ai, f"end/{grant.pk}/"))
    assert verbs("people.role_granted", "people.role_ended")[-2:] == ["people.role_granted", "people.role_ended"]


def test_a_role_of_somebody_else_is_not_ended_under_a_wrong_name(operator, ai, ben):
    other = RoleGrant.objects.get(staff=ben)
    operator.post(page_of(ai, f"end/{other.pk}/"))
    assert grants_of(ben)


def test_a_reset_shows_a_password_once_and_ends_every_session(operator, ai):
    theirs = Client()
    sign_in(theirs, "ai")
    answer = operator.post(page_of(ai, "reset/"), {"factors": "1"})
    assert sign_in(Client(), "ai").status_code == 422
    assert sign_in(Client(), "ai", ONCE.search(answer.content.decode())[1]).status_code == 302
    assert theirs.get("/staff/sign-in/factors/").url.startswith("/staff/sign-in/?")
    assert Event.objects.get(verb="people.staff_reset").data == {"factors": True}


def test_who_leaves_is_out_with_all_roles_and_returns_with_none(operator, ai):
    actions.grant_role(staff=ai, office="kodomo", role="clerk", by=SYSTEM)
    operator.post(page_of(ai, "remove/"))
    assert sign_in(Client(), "ai").status_code == 422 and grants_of(ai) == []
    assert "相田 愛" in operator.get(f"{HERE}?office=gone").content.decode()
    assert operator.post(page_of(ai, "reset/")).status_code == 404
    assert operator.post(page_of(ai, "grant/"), {"office": "kodomo", "role": "clerk"}).status_code == 404
    answer = operator.post(page_of(ai, "return/"))
    assert sign_in(Client(), "ai", ONCE.search(answer.content.decode())[1]).status_code == 302
    assert grants_of(ai) == []
    assert operator.post(page_of(ai, "return/")).status_code == 404


@pytest.mark.parametrize("tail", ["grant/", "reset/", "remove/", "end/{}/"])
def test_nobody_does_it_to_themselves(operator, ben, tail):
    grant = RoleGrant.objects.get(staff=ben)
    answer = operator.post(page_of(ben, tail.format(grant.pk)), {"office": "it", "role": "reviewer"})
    assert answer.status_code == 422 and "自分では変えられません" in answer.content.decode()
    assert [(one.office_id, one.role) for one in grants_of(ben)] == [("it", "operator")] and is_in(operator)


def test_ten_minutes_after_signing_in_one_signs_in_again_for_these_pages(operator, ai):
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert operator.get(page_of(ai)).url.startswith("/staff/sign-in/again/?next=%2Fstaff%2Fpeople%2F")
        assert operator.get(HERE).status_code == 200


def test_a_form_that_lay_open_too_long_changes_nothing_and_loses_nothing(operator, ai):
    operator.get(page_of(ai))
    with clock.at(clock.now() + timedelta(minutes=20)):
        assert operator.get(HERE).status_code == 200
    with clock.at(clock.now() + timedelta(minutes=31)):
        answer = operator.post(f"{HERE}add/", NEW)
    assert answer.status_code == 401 and "森 あかね" in answer.content.decode()
    assert not Staff.objects.filter(login="mori").exists()


@pytest.mark.parametrize("role", ["clerk", "reviewer", "manager", "publisher"])
def test_these_pages_are_for_operators_alone(offices, ben, app, client, role):
    actions.grant_role(staff=ben, office="it", role=role, by=SYSTEM)
    sign_in(client, "ben")
    client.post("/staff/sign-in/second/", {"code": app.code()})
    for path in (
        "",
        "add/",
        f"{ben.pk}/",
        f"{ben.pk}/grant/",
        f"{ben.pk}/reset/",
        f"{ben.pk}/remove/",
        f"{ben.pk}/return/",
    ):
        assert client.get(HERE + path).status_code == 403
        assert client.post(HERE + path, NEW).status_code == 403

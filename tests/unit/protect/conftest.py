"""A small procedure, an office with a clerk, and a resident's answers: the vault's whole test world."""

import json
from datetime import date
from uuid import UUID

import pytest

from madoguchi.declare.versions import Closure, Version, canonical_json
from madoguchi.people.actions import grant_role
from madoguchi.people.models import Office, Staff
from madoguchi.people.session import actor_of_staff
from madoguchi.protect import actions, links
from madoguchi.trail import flow
from madoguchi.trail.actor import RESIDENT, SYSTEM, Actor

PURPOSE = "child-allowance"
OFFICE = {
    "id": "kodomo", "name": {"ja": "子ども課"}, "telephone": "03-0000-0000", "valid_from": "2000-01-01",
}  # fmt: skip
FIELDS = [
    {"id": "name", "type": "person-name", "label": {"ja": "氏名"}, "class": "identifier", "subject": "applicant"},
    {"id": "birth", "type": "date", "label": {"ja": "生年月日"}, "class": "quasi", "subject": "applicant"},
    {"id": "home", "type": "address", "label": {"ja": "住所"}, "class": "quasi", "shield": True},
    {"id": "telephone", "type": "telephone", "label": {"ja": "電話"}, "class": "identifier"},
    {"id": "custody", "type": "file", "label": {"ja": "申立書"}, "class": "sensitive"},
]
CHILD = [
    {"id": "name", "type": "person-name", "label": {"ja": "氏名"}, "class": "identifier", "subject": "child"},
    {"id": "birth", "type": "date", "label": {"ja": "生年月日"}, "class": "quasi"},
]
PARTNER = [
    {"id": "partner", "type": "person-name", "label": {"ja": "氏名"}, "class": "identifier", "subject": "partner"},
]  # fmt: skip


def a_version(procedure: str = "jido-teate", *, roles: tuple[str, ...] = ("clerk", "reviewer")) -> Version:
    closure = {
        "procedure": {
            "procedure": procedure,
            "title": {"ja": "児童手当"},
            "owner": "kodomo",
            "purpose": PURPOSE,
            "subjects": {"applicant": {"ja": "請求者"}, "child": {"ja": "児童"}, "partner": {"ja": "配偶者"}},
            "pages": [
                {"id": "applicant", "title": {"ja": "請求者"}, "fields": FIELDS},
                {"id": "partner", "title": {"ja": "配偶者"}, "fields": PARTNER},
                {"id": "children", "repeat": {"max": 9, "title": {"ja": "児童"}}, "fields": CHILD},
            ],
            "case": {"kind": "application", "results": [{"id": "granted", "ja": "認定"}]},
            "record": {"retention": {"years": 5, "after": "closed"}},
        },
        "purpose": {
            "purpose": PURPOSE, "title": {"ja": "児童手当"}, "words": {"ja": "児童手当のため"}, "legal_basis": ["児童手当法"],
            "allows": [{"ja": "審査"}], "roles": list(roles),
        },
        "office": OFFICE,
        "municipality": {"municipality": "midori", "name": {"ja": "みどり区"}, "code": "139998", "telephone": "03"},
    }  # fmt: skip
    return Version.from_json(canonical_json(Closure.model_validate_json(json.dumps(closure))))


def a_name(family: str, given: str, family_kana: str, given_kana: str) -> dict[str, str]:
    return {"family": family, "given": given, "family_kana": family_kana, "given_kana": given_kana}


def some_answers() -> dict[str, object]:
    return {
        "name": a_name("山田", "花子", "ヤマダ", "ハナコ"),
        "birth": "1990-04-05",
        "home": {"postal_code": "1740045", "prefecture": "東京都", "city": "みどり区", "town": "緑町", "number": "1-2"},
        "telephone": "09012345678",
        "children": [
            {"name": a_name("山田", "太郎", "ヤマダ", "タロウ"), "birth": "2020-01-02"},
            {"name": a_name("山田", "桜", "ヤマダ", "サクラ"), "birth": "2022-03-04"},
        ],
    }


@pytest.fixture(autouse=True)
def _nobody_takes_over():
    with flow.nobody_else():
        yield


@pytest.fixture
def version() -> Version:
    return a_version()


@pytest.fixture
def secret() -> str:
    return links.new_secret()


@pytest.fixture
def draft(db, version, secret) -> UUID:
    return actions.seal(answers=some_answers(), version=version, by=RESIDENT, secret=secret)


@pytest.fixture
def filed(draft, version) -> UUID:
    actions.file_record(draft, answers=some_answers(), version=version, by=RESIDENT)
    return draft


@pytest.fixture
def clerk(db) -> Actor:
    return a_clerk("sato")


def a_clerk(login: str, *, office: str = "kodomo", role: str = "clerk") -> Actor:
    """A member of staff with one role in one office."""
    Office.objects.get_or_create(
        id=office, defaults={"name_ja": office, "telephone": "", "valid_from": date(2000, 1, 1)}
    )
    staff = Staff.objects.create(login=login, name="佐藤")  # no password: hashing one takes a tenth of a second
    grant_role(staff=staff, office=office, role=role, by=SYSTEM, valid_from=date(2000, 1, 1))
    return actor_of_staff(staff)

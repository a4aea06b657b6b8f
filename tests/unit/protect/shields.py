"""A mother and two children who fled, for the tests of shields."""

from datetime import date, timedelta
from uuid import UUID

from madoguchi.people.actions import grant_role
from madoguchi.people.models import Staff
from madoguchi.protect import actions
from madoguchi.protect.actions import ShieldRequest
from madoguchi.protect.identity import Identity
from madoguchi.protect.models import Shield
from madoguchi.trail import clock
from madoguchi.trail.actor import RESIDENT, SYSTEM, Actor

from .conftest import a_clerk, a_name, some_answers

MOTHER = Identity.of(a_name("山田", "花子", "ヤマダ", "ハナコ"), "1990-04-05", "09012345678")
TARO = Identity.of(a_name("山田", "太郎", "ヤマダ", "タロウ"), "2020-01-02")
SAKURA = Identity.of(a_name("山田", "桜", "ヤマダ", "サクラ"), "2022-03-04")
FATHER = Identity.of(a_name("山田", "剛", "ヤマダ", "ツヨシ"), "1985-06-07", "0300009999")
HOME = ["home"]


def asked(**changes: object) -> ShieldRequest:
    today = clock.today()
    values = {
        "kind": "dv", "people": (MOTHER, TARO, SAKURA), "starts_on": today, "ends_on": today + timedelta(days=365),
        "other": FATHER,
    }  # fmt: skip
    return ShieldRequest(**values | changes)  # type: ignore[arg-type]


def shielded(**changes: object) -> Shield:
    return actions.shield(asked=asked(**changes), by=SYSTEM)


def a_protector(login: str) -> Actor:
    return a_clerk(login, office="koseki", role="protector")


def also(actor: Actor, office: str, role: str) -> Actor:
    grant_role(staff=Staff.objects.get(pk=actor.id), office=office, role=role, by=SYSTEM, valid_from=date(2000, 1, 1))
    return actor


def file(version, answers=None, *, secret: str = "") -> UUID:
    """Another application arrives."""
    answers = answers or some_answers()
    record = actions.seal(answers=answers, version=version, by=RESIDENT, secret=secret)
    actions.file_record(record, answers=answers, version=version, by=RESIDENT)
    return record

"""A small ward for the tests of this room: the demo's declarations, five of its staff, and one notification."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from madoguchi.decide.models import Case
from madoguchi.declare.loading import Town
from madoguchi.declare.procedure import Case as DeclaredCase
from madoguchi.declare.versions import close
from madoguchi.demo import arriving
from madoguchi.demo.answers import Writer, answers_for
from madoguchi.demo.ward import Ward, load, open_ward
from madoguchi.receive.actions import publish_procedure
from madoguchi.trail import clock
from madoguchi.trail.actor import RESIDENT, Actor

LOGINS = ("mori", "nagai", "shiraishi", "kubota", "takase")
NOON = datetime(2026, 11, 24, 12, tzinfo=clock.TOKYO)


@cache
def town() -> Town:
    return load()


def a_ward() -> Ward:
    ward = open_ward(town(), logins=LOGINS, password="a-password-of-tests")
    version = close(_with_notification(town()), "todoke")
    publish_procedure(version, applies_from=clock.today() - timedelta(days=1), by=ward.actor("kurata"))
    ward.versions["todoke"] = version
    return ward


def _with_notification(town: Town) -> Town:
    """The ward's opinion form as a notification (届出): the ward has none of its own yet."""
    iken = town.procedures["iken"]
    case = DeclaredCase(kind="notification", columns=("topic",))
    todoke = iken.model_copy(update={"procedure": "todoke", "case": case, "statistics": None})
    return Town(town.municipality, town.purposes, {"todoke": todoke}, town.texts, town.tables)


def answers_of(procedure: str = "jido-teate-nintei", **changes: Any) -> dict[str, Any]:
    return answers_for("iken" if procedure == "todoke" else procedure, Writer(today=clock.today()), **changes)


def arrive(ward: Ward, procedure: str = "jido-teate-nintei", *, by: Actor = RESIDENT, **changes: Any) -> Case:
    """An application arrives; its case is open."""
    return case_of(arriving.send(ward, procedure, answers_of(procedure, **changes), by=by))


def case_of(sent: arriving.Sent) -> Case:
    return Case.objects.get(number=sent.number)


def days(n: int) -> timedelta:
    return timedelta(days=n)

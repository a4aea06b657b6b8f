"""The cast of every drill: a mother and a child who fled, the one they fled from, a clerk, a colleague, the desk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any
from uuid import UUID

from django.db import transaction

from madoguchi import protect
from madoguchi.declare.base import Text
from madoguchi.demo import arriving
from madoguchi.demo.answers import Writer, answers_for
from madoguchi.demo.households import Address, Household, Person
from madoguchi.demo.ward import Ward, load
from madoguchi.people.models import Staff
from madoguchi.protect import Channel, Refused
from madoguchi.protect import actions as vault
from madoguchi.protect.actions import ShieldRequest
from madoguchi.protect.identity import Identity
from madoguchi.receive.models import Application
from madoguchi.receive.queries.versions import version_in_force
from madoguchi.trail import clock
from madoguchi.trail.actor import RESIDENT, Actor

CLAIM = "jido-teate-nintei"
PURPOSE = "child-allowance"
MOTHER = Person("汐見", "透子", "シオミ", "トウコ", date(1991, 3, 4), "head")
CHILD = Person("汐見", "灯", "シオミ", "アカリ", date(2018, 6, 7), "child")
FATHER = Person("汐見", "剛志", "シオミ", "ツヨシ", date(1987, 8, 9), "head")
NEW_HOME = Address("0000123", "青葉都", "みどり区", "みなみ野", "7-77-707", "ハイツしおかぜ 707")
OLD_HOME = Address("0000131", "青葉都", "となり市", "駅前", "1-1", "")
SECRET = ("7-77-707", "ハイツしおかぜ", "09000007707")
"""What must come out nowhere."""


@dataclass(frozen=True)
class Step:
    """One thing that was tried, and whether it was stopped (or done, where it should be)."""

    words: Text
    held: bool


@dataclass(frozen=True)
class Drill:
    id: str
    title: Text
    happened: Text  # where and when, and the cause
    rule: Text  # what stops it here
    acts: Callable[["Stage"], Iterator[Step]]


def said(ja: str, en: str) -> Text:
    return Text(ja=ja, en=en)


def play(drill: Drill) -> list[Step]:
    """Play it with real actions and the real gate; nothing of it stays."""
    with transaction.atomic():
        steps = list(drill.acts(Stage()))
        transaction.set_rollback(True)
    return steps


class Stage:
    """The ward as it is, and what the cast can do in it."""

    @cached_property
    def ward(self) -> Ward:
        town = load()
        found = {slug: version_in_force(slug, clock.today()) for slug in town.procedures}
        versions = {slug: version for slug, version in found.items() if version}
        return Ward(town, versions, {one.login: one for one in Staff.objects.filter(active=True)})

    def actor(self, login: str) -> Actor:
        return self.ward.actor(login)

    @property
    def clerk(self) -> Actor:
        return self.actor("mori")

    @property
    def colleague(self) -> Actor:
        return self.actor("nagai")

    @property
    def desk(self) -> Actor:
        return self.actor("tsukuda")

    def claims(self, home: Address = NEW_HOME, head: Person = MOTHER, **changes: Any) -> "Paper":
        """An application of the family arrives."""
        household = Household(0, home, SECRET[2], (head, CHILD))
        answers = answers_for(CLAIM, Writer(household, clock.today(), Random(7)), **changes)
        sent = arriving.send(self.ward, CLAIM, answers, by=RESIDENT)
        record = Application.objects.values_list("record_id", flat=True).get(pk=sent.number)
        return Paper(self, sent, record)

    def asks(self, people: tuple[Person, ...] = (MOTHER, CHILD), **changes: Any) -> Any:
        """The desk enters a request for protection."""
        today = clock.today()
        asked = ShieldRequest(
            "dv", tuple(map(identity, people)), today, today + timedelta(days=365), other=identity(FATHER)
        )
        return vault.shield(asked=replace(asked, **changes), by=self.desk)


@dataclass(frozen=True)
class Paper:
    """One application of the family."""

    stage: Stage
    sent: arriving.Sent
    record: UUID

    def given_to(self, who: Actor) -> "Paper":
        vault.entrust([self.record], to=who.id, by=who)
        return self

    def gives(self, who: Actor, channel: Channel, fields: tuple[str, ...] = protect.ALL, **how: Any) -> str:
        """Everything that comes out of it for somebody, as text; nothing when the gate stays closed."""
        try:
            opened = protect.read([self.record], fields, purpose=PURPOSE, by=who, channel=channel, **how)
        except Refused:
            return ""
        return str(protect.show_all(opened[self.record], channel=channel))

    def leaks(self, who: Actor, *channels: Channel, **how: Any) -> bool:
        """Does any word that must come out nowhere come out?"""
        return any(word in self.gives(who, channel, **how) for channel in channels or tuple(Channel) for word in SECRET)

    def opens_by_link(self) -> str:
        return self.gives(RESIDENT, Channel.RESIDENT_PAGE, secret=self.sent.secret)


def identity(person: Person) -> Identity:
    return Identity.of(person.name(), person.birth.isoformat())

"""The ward as the stories meet it: its published procedures, its staff, its calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings

from madoguchi.declare.loading import Town, load_town
from madoguchi.declare.municipality import ClosingDays
from madoguchi.declare.versions import Version, close
from madoguchi.demo.staff import ACCOUNTS, PASSWORD, PUBLISHER, Account
from madoguchi.people import actions as people
from madoguchi.people.models import Staff
from madoguchi.people.session import actor_of_staff
from madoguchi.receive.actions import publish_procedure
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM, Actor


@dataclass(frozen=True)
class Ward:
    """What the seeding and the tests hold in their hands."""

    town: Town
    versions: dict[str, Version]
    staff: dict[str, Staff]

    @property
    def closing(self) -> Sequence[ClosingDays]:
        return self.town.municipality.closing_days

    def actor(self, login: str) -> Actor:
        return actor_of_staff(self.staff[login])


def load() -> Town:
    """The declarations of the fictional ward."""
    return load_town(settings.MADOGUCHI_TOWN)


def open_ward(town: Town, *, logins: tuple[str, ...] = (), password: str = PASSWORD) -> Ward:
    """Offices, staff with their roles, and the procedures, published by a named person. All through actions."""
    people.sync_offices(town, by=SYSTEM)
    wanted = [each for each in ACCOUNTS if not logins or each.login in {*logins, PUBLISHER}]
    since = clock.today() - timedelta(days=1)
    staff = hire(wanted, since=since, password=password)
    return Ward(town, publish_all(town, by=actor_of_staff(staff[PUBLISHER]), applies_from=since), staff)


def hire(accounts: Iterable[Account], *, since: date, password: str = PASSWORD) -> dict[str, Staff]:
    """Members of staff with their roles, by login."""
    staff = {}
    for account in accounts:
        one = people.add_staff(
            login=account.login, name=account.name, title=account.title, password=password, by=SYSTEM
        )
        for office, role in account.roles:
            people.grant_role(staff=one, office=office, role=role, by=SYSTEM, valid_from=since)
        staff[account.login] = one
    return staff


def publish_all(town: Town, *, by: Actor, applies_from: date) -> dict[str, Version]:
    """Every declared procedure, binding from that day."""
    versions = {slug: close(town, slug) for slug in town.procedures}
    for version in versions.values():
        publish_procedure(version, applies_from=applies_from, by=by)
    return versions

"""Makes the fictional ward: a year of it, through the same actions that a real ward would use. Same seed, same ward."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Protocol

from django.db import transaction

from madoguchi.demo import (
    asked,
    brought,
    committee,
    counted,
    fetched,
    follow_up,
    ledgers,
    marker,
    opened,
    pictured,
    reported,
    surveyed,
    used,
    ward,
)
from madoguchi.demo.answers import Writer, answers_for
from madoguchi.demo.arriving import Sent, fill_in
from madoguchi.demo.canaries import CANARY_FAMILY
from madoguchi.demo.households import Household, households
from madoguchi.demo.morning import Mornings, person
from madoguchi.demo.play import play
from madoguchi.demo.school import Pupil, full_class, guardians_of, pupils_of
from madoguchi.demo.showing import SHOWN
from madoguchi.demo.stories import CLAIM
from madoguchi.demo.ward import Ward
from madoguchi.demo.year import stories_of
from madoguchi.protect.actions import issue_link, register_subject
from madoguchi.receive.models import Application
from madoguchi.receive.queries.schools import places_of
from madoguchi.registers.actions import count_people
from madoguchi.trail import clock
from madoguchi.trail.actor import RESIDENT, SYSTEM

SEED = 20230221
YEAR = 365
DRAFTS = 12


class Progress(Protocol):
    """What shows how far it is: `start` names a part and how much there is of it, `step` counts."""

    def start(self, words: str, total: int) -> None: ...
    def step(self, n: int = 1) -> None: ...


class Silent:
    """Shows nothing."""

    def start(self, words: str, total: int) -> None: ...
    def step(self, n: int = 1) -> None: ...


@dataclass
class Kept:
    """Receipts that came by, the latest of each kind last."""

    receipts: dict[str, list[Sent]] = field(default_factory=dict)

    def keep(self, what: str, sent: Sent) -> None:
        self.receipts.setdefault(what, []).append(sent)

    def shown(self) -> Iterator[marker.Receipt]:
        """For each kind the latest one that still is what it is called."""
        for what, (_, statuses) in SHOWN.items():
            numbers = {sent.number: sent.secret for sent in self.receipts.get(what, ())}
            found = Application.objects.filter(pk__in=numbers, status__in=statuses).order_by("-status_at").first()
            if found:
                yield marker.Receipt(found.procedure, what, found.number, numbers[found.number])


def run(
    progress: Progress | None = None, *, residents: int = 2000, cases: int = 400, seed: int = SEED
) -> marker.Marker:
    """Fill an empty, migrated database. Raises nothing half-done: the marker says `begun` until everything is there."""
    progress = progress or Silent()
    marker.write(marker.Marker("begun", seed))
    now = clock.now()
    with clock.at(now - timedelta(days=YEAR + 10)), transaction.atomic():
        town = ward.open_ward(ward.load())
        ledgers.publish_registers(town)
    with transaction.atomic():
        ledgers.fill_registers(town)
        ledgers.live_with_registers(town)
        committee.keep_minutes(town)
    brought.bring_files(town)
    opened.open_data(town)
    reported.report(town)
    pictured.take_pictures(town)
    people = _settle(town, Random(seed), residents, progress)
    kept = Kept()
    _live(town, people, kept, cases=cases, seed=seed, progress=progress)
    follow_up.give_up_forms(town, people, Random(f"{seed}:given-up"))
    _stop_midway(town, people, Random(seed))
    counted.count_cases(town)
    counted.make_tables(town)
    fetched.fetch(town)
    used.use()
    asked.set_the_order(town)
    follow_up.say_where_we_are(town)
    follow_up.count()
    count_people(by=SYSTEM)
    shown = _show_a_family(pupils_of(people[1:], clock.today()))
    done = marker.Marker("done", seed, _counts(town, people), tuple(kept.shown()), *shown)
    marker.write(done)
    return done


def _settle(opened: Ward, rng: Random, residents: int, progress: Progress) -> list[Household]:
    """Everybody moves in: the residents' list, as an import would bring it."""
    today = clock.today()
    wanted = residents - len(CANARY_FAMILY.members)
    people = [CANARY_FAMILY, *households(rng, opened.town.municipality, residents=wanted, today=today)]
    progress.start("住民を登録しています", sum(len(house.members) for house in people))
    with clock.at(clock.now() - timedelta(days=YEAR + 5)), transaction.atomic():
        for house in people:
            _register(house)
            progress.step(len(house.members))
    return people


def _register(house: Household) -> None:
    for one in house.members:
        telephone = house.telephone if one is house.head else ""
        register_subject(name=one.name(), birth=one.birth.isoformat(), telephone=telephone, by=SYSTEM)


def _live(opened: Ward, people: list[Household], kept: Kept, *, cases: int, seed: int, progress: Progress) -> None:
    """A year passes. The bar counts its days."""
    until = clock.now()
    progress.start("1年分の手続きを進めています", YEAR)
    passed = _Days(until - timedelta(days=YEAR), progress)
    pupils = pupils_of(people[1:], clock.today())
    school = Mornings(opened, pupils, Random(f"{seed}:school")).stories(until) if pupils else ()
    year = stories_of(opened, people, cases=cases, seed=seed, keep=kept.keep)
    play([*year, *school, *asked.stories(opened), *surveyed.stories(opened)], until=until, on_step=passed.reach)
    passed.reach(until)


@dataclass
class _Days:
    """Turns moments into steps of the bar."""

    reached: datetime
    progress: Progress

    def reach(self, moment: datetime) -> None:
        days = (moment - self.reached).days
        if days > 0:
            self.reached += timedelta(days=days)
            self.progress.step(days)


def _stop_midway(opened: Ward, people: list[Household], rng: Random) -> None:
    """Some began a form and have not come back yet."""
    families = [house for house in people[1:] if house.children(clock.today())]
    for house in rng.sample(families, min(DRAFTS, len(families))):
        with clock.at(clock.now() - timedelta(days=rng.randint(0, 9), hours=rng.randint(1, 20))), transaction.atomic():
            answers = answers_for(CLAIM, Writer(house, clock.today(), rng))
            fill_in(opened.versions[CLAIM], answers, by=RESIDENT, pages=rng.randint(1, 5))


def _show_a_family(pupils: list[Pupil]) -> tuple[str, str]:
    """One guardian's secret and the board of their child, for the start page."""
    if not pupils:
        return "", ""
    shown = full_class(pupils)[0]
    secret = issue_link(subject=person(next(iter(guardians_of(shown.household)))).subject_id, by=SYSTEM)
    place = places_of([person(shown.source_id).subject_id], clock.today())[0]
    return secret, f"/staff/schools/{place.school.pk}/{place.school_class.pk}/"


def _counts(opened: Ward, people: list[Household]) -> dict[str, int]:
    return {
        "residents": sum(len(house.members) for house in people),
        "households": len(people),
        "cases": Application.objects.count(),
        "staff": len(opened.staff),
    }

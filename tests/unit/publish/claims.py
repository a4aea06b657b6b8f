"""Claims of the child allowance that arrive in the fictional ward, town by town, each of another family."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random

from madoguchi.decide.models import Case
from madoguchi.demo import arriving
from madoguchi.demo.answers import Writer, answers_for
from madoguchi.demo.households import Address, Household, households
from madoguchi.demo.ward import Ward
from madoguchi.protect import actions as vault
from madoguchi.protect.identity import Identity
from madoguchi.trail import clock
from madoguchi.trail.actor import SYSTEM

TOWNS = {
    "若草町": "0000120", "青葉台": "0000121", "桜ケ丘": "0000122", "川端町": "0000124", "本町": "0000126",
    "東山": "0000128", "駅前": "0000131",
}  # fmt: skip
_NUMBERS = count()


def families(ward: Ward, seed: int = 1) -> Iterator[Household]:
    """Families with children, no two of one name and birth."""
    today = date(2026, 4, 1)
    for house in households(Random(seed), ward.town.municipality, residents=3000, today=today):
        if house.children(today, under=19):
            yield house


def arrive(ward: Ward, houses: Iterator[Household], town: str, day: date, **changes: object) -> Case:
    """The next family claims on that day."""
    house = replace(next(houses), home=Address(TOWNS[town], "青葉都", "みどり区", town, "1-2-3", ""))
    with clock.at(datetime.combine(day, time(10), clock.TOKYO)):
        answers = answers_for("jido-teate-nintei", Writer(house, day, Random(next(_NUMBERS))), **changes)
        sent = arriving.send(ward, "jido-teate-nintei", answers)
    return Case.objects.get(number=sent.number)


def arrive_all(ward: Ward, many: Mapping[str, int], day: date, *, houses: Iterator[Household]) -> list[Case]:
    return [arrive(ward, houses, town, day) for town, n in many.items() for _ in range(n)]


def shield_head(house: Household) -> None:
    """Whoever claims for this family is shielded from now on."""
    today, who = clock.today(), Identity.of(house.head.name(), house.head.birth.isoformat())
    asked = vault.ShieldRequest(kind="dv", people=(who,), starts_on=today, ends_on=today + timedelta(days=365))
    vault.shield(asked=asked, by=SYSTEM)

"""Who lives in the fictional ward: households with believable ages, names and addresses. Same seed, same people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Literal

from madoguchi.declare.municipality import Municipality
from madoguchi.demo import names

Place = Literal["head", "spouse", "child", "parent"]

KINDS = {
    "young-single": 24,
    "old-single": 15,
    "couple": 14,
    "old-couple": 15,
    "parents": 24,
    "one-parent": 5,
    "three-generations": 3,
}
"""Of a hundred households, roughly as in a ward of a large city; two people live in one on the average."""


@dataclass(frozen=True, slots=True)
class Address:
    postal_code: str
    prefecture: str
    city: str
    town: str
    number: str
    building: str

    def answer(self) -> dict[str, str]:
        """As an `address` field stores it."""
        return {key: getattr(self, key) for key in self.__slots__}


@dataclass(frozen=True, slots=True)
class Person:
    family: str
    given: str
    family_kana: str
    given_kana: str
    birth: date
    place: Place

    def name(self) -> dict[str, str]:
        """As a `person-name` field stores it."""
        return {key: getattr(self, key) for key in ("family", "given", "family_kana", "given_kana")}

    def age(self, today: date) -> int:
        return today.year - self.birth.year - ((today.month, today.day) < (self.birth.month, self.birth.day))


@dataclass(frozen=True, slots=True)
class Household:
    number: int
    home: Address
    telephone: str  # national digits, fictional: 0000 in the middle
    members: tuple[Person, ...]

    @property
    def head(self) -> Person:
        return self.members[0]

    @property
    def spouse(self) -> Person | None:
        return next((one for one in self.members if one.place == "spouse"), None)

    def children(self, today: date, *, under: int = 18) -> tuple[Person, ...]:
        """The children born by that day and below an age, the oldest first."""
        born = (one for one in self.members if one.place == "child" and one.birth <= today)
        found = (one for one in born if one.age(today) < under)
        return tuple(sorted(found, key=lambda one: one.birth))


def households(rng: Random, ward: Municipality, *, residents: int, today: date) -> Iterator[Household]:
    """Households until about so many residents live in the ward."""
    living = 0
    for number in count(1):
        if living >= residents:
            return
        home = Household(number, _address(rng, ward), f"0900000{number:04d}", tuple(_members(rng, today)))
        living += len(home.members)
        yield home


def _address(rng: Random, ward: Municipality) -> Address:
    town = rng.choice(ward.towns)
    number = f"{rng.randint(1, 5)}-{rng.randint(1, 30)}-{rng.randint(1, 20)}"
    house = rng.choice(("コーポ", "メゾン", "ハイツ", "グリーンハイム", "パーク")) + rng.choice(
        ("若草", "みどり", "青葉", "けやき")
    )
    building = f"{house} {rng.randint(1, 9)}{rng.randint(1, 12):02d}" if rng.random() < 0.6 else ""
    prefecture = ward.prefecture.ja if ward.prefecture else ""
    return Address(town.postal_code, prefecture, ward.name.ja, town.ja, number, building)


def _members(rng: Random, today: date) -> Iterator[Person]:
    kind = rng.choices(tuple(KINDS), tuple(KINDS.values()))[0]
    yield from (_abroad(rng, today) if rng.random() < 0.05 else _family(rng, kind, today))


def _abroad(rng: Random, today: date) -> Iterator[Person]:
    sex = rng.choice("fm")
    name = names.foreign(rng, sex=sex)
    yield Person(name.family, name.given, name.family_kana, name.given_kana, _born(rng, today, 21, 58), "head")


def _family(rng: Random, kind: str, today: date) -> Iterator[Person]:
    low, high = {"young-single": (19, 60), "old-single": (59, 97), "old-couple": (58, 88)}.get(kind, (27, 56))
    house, head = names.surname(rng), _born(rng, today, low, high)
    sex = rng.choices("mf", (4, 1) if kind in {"couple", "old-couple", "parents"} else (1, 1))[0]
    yield _relative(rng, house, sex=sex, birth=head, place="head")
    if kind not in {"young-single", "old-single", "one-parent"}:
        yield _relative(rng, house, sex="fm"[sex == "f"], birth=_shift(rng, head, -6, 5), place="spouse")
    if kind in {"parents", "one-parent", "three-generations"}:
        yield from _children(rng, house, head, today)
    if kind == "three-generations":
        yield _relative(rng, house, sex=rng.choice("fm"), birth=_shift(rng, head, -36, -24), place="parent")


def _children(rng: Random, house: names.Surname, parent: date, today: date) -> Iterator[Person]:
    """Born from the parent's 24th year on, two to four years apart, no two of one name. Who is not born yet is not there."""
    birth = _shift(rng, parent, 24, max(25, min(36, (today - parent).days // 365)))
    taken: set[str] = set()
    for _ in range(rng.choices((1, 2, 3, 4), (43, 42, 12, 3))[0]):
        child = _relative(rng, house, sex=rng.choice("fm"), birth=birth, place="child")
        if birth < today and child.given not in taken:
            yield child
        taken.add(child.given)
        birth = _shift(rng, birth, 2, 4)


def _relative(rng: Random, house: names.Surname, *, sex: str, birth: date, place: Place) -> Person:
    name, kana = names.given(rng, sex=sex, born=birth.year)
    return Person(house.name, name, house.kana, kana, birth, place)


def _born(rng: Random, today: date, youngest: int, oldest: int) -> date:
    return today - timedelta(days=rng.randint(youngest * 365 + 30, oldest * 365))


def _shift(rng: Random, day: date, least: int, most: int) -> date:
    return day + timedelta(days=rng.randint(least * 365, most * 365))

"""The people of the ward: believable, repeatable, and with the letters that break programs."""

from datetime import date
from random import Random

from madoguchi.demo.canaries import CANARY_FAMILY, CANARY_WORDS
from madoguchi.demo.households import Household, households
from madoguchi.demo.ward import load

TODAY = date(2026, 11, 24)
WARD = load().municipality


def people(seed: int = 7, residents: int = 2000) -> list[Household]:
    return list(households(Random(seed), WARD, residents=residents, today=TODAY))


def test_the_same_seed_gives_the_same_people() -> None:
    assert people(7, 200) == people(7, 200)
    assert people(7, 200) != people(8, 200)


def test_two_people_live_in_a_household_on_the_average() -> None:
    homes = people()
    assert 1.8 <= sum(len(home.members) for home in homes) / len(homes) <= 2.4


def test_there_are_babies_and_people_over_ninety() -> None:
    ages = [one.age(TODAY) for home in people() for one in home.members]
    assert min(ages) == 0
    assert max(ages) >= 90
    assert 0.08 <= sum(age < 15 for age in ages) / len(ages) <= 0.2


def test_parents_are_older_than_their_children_and_siblings_have_different_names() -> None:
    for home in people():
        children = [one for one in home.members if one.place == "child"]
        assert all((child.birth - home.head.birth).days > 20 * 365 for child in children)
        assert len({child.given for child in children}) == len(children)
        assert all(child.birth <= TODAY for child in children)


def test_names_hold_letters_outside_the_plane_variation_selectors_and_latin() -> None:
    written = "".join(one.family + one.given for home in people() for one in home.members)
    assert "𠮷" in written or "𣘺" in written  # outside the basic plane
    assert "\U000e0100" in written or "\U000e0101" in written  # a variation selector
    assert "髙" in written or "﨑" in written
    assert "MARIA" in written or "O'CONNOR" in written or "MÜLLER" in written


def test_addresses_are_in_the_towns_of_the_ward() -> None:
    towns = {town.postal_code: town.ja for town in WARD.towns}
    assert all(towns[home.home.postal_code] == home.home.town for home in people())


def test_the_words_of_the_canaries_are_nobody_elses() -> None:
    text = repr(people()) + repr(WARD)
    assert [word for word in CANARY_WORDS if word in text] == []
    family = repr(CANARY_FAMILY)
    assert [word for word in CANARY_WORDS if word not in family and "-0000-" not in word] == []

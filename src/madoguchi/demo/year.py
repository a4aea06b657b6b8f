"""Who does what in the ward's past year: the cast of stories."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from random import Random
from typing import TypeVar

from madoguchi.demo import small_stories, stories, words
from madoguchi.demo.arriving import Sent
from madoguchi.demo.canaries import CANARY_FAMILY
from madoguchi.demo.households import Household
from madoguchi.demo.play import Story
from madoguchi.demo.stories import Telling
from madoguchi.demo.ward import Ward
from madoguchi.trail import clock

T = TypeVar("T")
Keep = Callable[[str, Sent], None]
OPINIONS, IDEAS, CHANGES, FORGOTTEN = 0.25, 0.05, 0.08, 0.015
"""Shares of all cases; the rest are claims of the child allowance."""
NEW_HOMES = {"本町": 4, "駅前": 4, "若草町": 2}
"""Claims in each full month from the towns that grow, besides those. Only in a ward of its full size: in a small one no
month of a town has enough claims for a table anyway."""
FULL = 400


def stories_of(ward: Ward, people: list[Household], *, cases: int, seed: int, keep: Keep) -> list[Story]:
    """One story per case, in no order; some are there whatever the dice say, so that every state can be seen. Each has dice of its own, so that one more story leaves the others as they are."""

    def tell(kind: str, n: int, house: Household, day: date) -> Telling:
        return Telling(ward, day, Random(f"{seed}:{kind}:{n}"), house, keep)

    rng = Random(f"{seed}:year")
    opinions, ideas, changes, late = (round(cases * share) for share in (OPINIONS, IDEAS, CHANGES, FORGOTTEN))
    families = _families(people, rng)
    claims = list(islice(families, cases - opinions - ideas - changes - late - 1))
    told = [_claim(tell("claim", n, house, day), rng) for n, (house, day) in enumerate(claims)]
    told += [stories.granted(tell("new-home", n, *home)) for n, home in enumerate(_new_homes(people, seed, cases))]
    for kind, plot, many, days in (
        ("late", stories.forgotten, late, (38, 52)),
        ("extended", stories.extended, 2, (29, 33)),
        ("unanswered", stories.unanswered, 2, (7, 20)),
    ):
        told += [plot(tell(kind, n, *_family_on(families, _ago(rng, *days)))) for n in range(many)]
    told += [stories.sheltered(tell("sheltered", 0, CANARY_FAMILY, _ago(rng, 8, 14)))]
    told += [
        small_stories.changes(tell("change", n, house, _some_day(rng))) for n, (house, _) in enumerate(claims[:changes])
    ]
    told += [
        _opinion(tell("opinion", n, rng.choice(people[1:]), _some_day(rng)), said)
        for n, said in _taken(words.opinions(), opinions)
    ]
    told += [
        small_stories.ideas(tell("idea", n, people[1], _some_day(rng)), said)
        for n, said in _taken(words.ideas(), ideas)
    ]
    return told


def _claim(told: Telling, rng: Random) -> Story:
    """Who does not answer does so lately; earlier ones have been settled by now."""
    plots, weights = zip(*stories.PLOTS, strict=True)
    plot = rng.choices(plots, weights)[0]
    lately = _ago(rng, 7, 24)
    if plot is stories.unanswered and told.household.children(lately, under=19):
        told.day = lately
    return plot(told)


def _opinion(told: Telling, said: words.Opinion) -> Story:
    return small_stories.taken_back(told, said) if told.rng.random() < 0.04 else small_stories.opinions(told, said)


def _families(people: list[Household], rng: Random) -> Iterator[tuple[Household, date]]:
    """Families and the day on which they claim: soon after a birth, or whenever they moved in. Some come again."""
    homes = [house for house in people[1:] if house.children(clock.today(), under=19)]
    rng.shuffle(homes)
    for house in cycle(homes):
        day = _claims_on(house, rng)
        if house.children(day, under=19):
            yield house, day


def _new_homes(people: list[Household], seed: int, cases: int) -> Iterator[tuple[Household, date]]:
    """Families of the towns that grow, each in another month of the eleven before the last, and the day of their claim."""
    rng = Random(f"{seed}:new-homes")
    for town, many in NEW_HOMES.items() if cases >= FULL else ():
        homes = [house for house in people[1:] if house.home.town == town and house.children(clock.today(), under=19)]
        days = [_ago(rng, 30 * month, 30 * month + 29) for month in range(1, 12) for _ in range(many)]
        settled = ((house, day) for house, day in zip(cycle(homes), days, strict=False))
        yield from ((house, day) for house, day in settled if house.children(day, under=19))


def _family_on(families: Iterator[tuple[Household, date]], day: date) -> tuple[Household, date]:
    """The next family that had a child on that day, and the day."""
    return next((house, day) for house, _ in families if house.children(day, under=19))


def _claims_on(house: Household, rng: Random) -> date:
    youngest = house.children(clock.today(), under=19)[-1].birth
    if youngest > clock.today() - timedelta(days=340):
        return min(youngest + timedelta(days=rng.randint(3, 14)), clock.today())
    return _some_day(rng)


def _some_day(rng: Random) -> date:
    """Two of five within the last four weeks, so that the queue is never empty."""
    return _ago(rng, 0, 28) if rng.random() < 0.4 else _ago(rng, 29, 360)


def _ago(rng: Random, least: int, most: int) -> date:
    return clock.today() - timedelta(days=rng.randint(least, most))


def _taken(many: tuple[T, ...], n: int) -> Iterator[tuple[int, T]]:
    """So many of them, in turn."""
    return enumerate(islice(cycle(many), n))

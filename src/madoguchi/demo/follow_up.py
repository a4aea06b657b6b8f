"""The ward follows up the recommendations: heads of offices say where they are, some gave up a form, and it is counted."""

from datetime import timedelta
from random import Random

from django.db import transaction

from madoguchi.demo.answers import Writer, answers_for
from madoguchi.demo.arriving import fill_in
from madoguchi.demo.households import Household
from madoguchi.demo.said import SAID
from madoguchi.demo.stories import CLAIM
from madoguchi.demo.ward import Ward
from madoguchi.learn import actions
from madoguchi.receive.actions import expire_drafts
from madoguchi.trail import clock
from madoguchi.trail.actor import RESIDENT, SYSTEM

GIVEN_UP = 40
LIKELY = (8, 6, 3, 2, 1)
"""How many pages they had filled in before they gave up: most stop early."""


def say_where_we_are(opened: Ward) -> None:
    """Every recommendation is entered, and the heads of offices have said something about some of the asks."""
    report = next(iter(opened.town.recommendations.values()), None)
    if report is None:
        return
    with clock.at(clock.now() - timedelta(days=365)):
        actions.enter(report, by=SYSTEM)
    now = clock.now()
    for ask, login, office, says, days, due, words in sorted(SAID, key=lambda said: -said[4]):
        with clock.at(now - timedelta(days=days)):
            day = None if due is None else clock.today() + timedelta(days=due)
            by = opened.actor(login)
            actions.state(report=report, ask=ask, says=says, words=words, due=day, office=office, by=by)


def give_up_forms(opened: Ward, people: list[Household], rng: Random) -> None:
    """Some began a claim and never came back: after 14 days nothing is left of it but on which page they stopped."""
    families = [house for house in people[1:] if house.children(clock.today())]
    now = clock.now()
    ago = sorted((rng.randint(16, 200) for _ in range(min(GIVEN_UP, len(families)))), reverse=True)
    for days, house in zip(ago, rng.sample(families, len(ago)), strict=True):
        begun = now - timedelta(days=days)
        pages = rng.choices(range(1, len(LIKELY) + 1), LIKELY)[0]
        with clock.at(begun), transaction.atomic():
            answers = answers_for(CLAIM, Writer(house, clock.today(), rng))
            fill_in(opened.versions[CLAIM], answers, by=RESIDENT, pages=pages)
        with clock.at(begun + timedelta(days=15)):
            expire_drafts(by=SYSTEM)


def count() -> None:
    """The first readings; from here on the ticker asks for them."""
    actions.take_readings(by=SYSTEM)

"""A survey of the fictional ward: answered in a minute, and counted as the case columns that they are."""

from collections.abc import Generator
from datetime import datetime, timedelta
from random import Random

from madoguchi.decide import actions as decide
from madoguchi.decide.models import Case
from madoguchi.demo import arriving, moments
from madoguchi.demo.play import Story
from madoguchi.demo.ward import Ward
from madoguchi.trail import clock

SURVEY, ANSWERS = "koho-anketo", 60
CHANNELS, CHANNEL_WEIGHTS = ("paper", "site", "social", "board", "none"), (30, 26, 22, 12, 10)
CLEAR, CLEAR_WEIGHTS = ("clear", "mostly", "unclear"), (30, 36, 34)
OPEN_FOR = 45
"""Days that the survey has been open."""


def stories(ward: Ward) -> list[Story]:
    return [_answered(ward, Random(f"survey:{n}")) for n in range(ANSWERS)]


def _answered(ward: Ward, rng: Random) -> Generator[datetime, None, None]:
    yield moments.any_time(rng, clock.today() - timedelta(days=rng.randint(6, OPEN_FOR)))
    answers = {"channel": rng.choices(CHANNELS, CHANNEL_WEIGHTS)[0], "clear": rng.choices(CLEAR, CLEAR_WEIGHTS)[0]}
    number = arriving.send(ward, SURVEY, answers).number
    yield moments.days_later(rng, clock.now(), (1, 3), ward.closing)
    case = Case.objects.get(number=number)
    decide.acknowledge(case=case, seen=case.revision, by=ward.actor("onodera"))

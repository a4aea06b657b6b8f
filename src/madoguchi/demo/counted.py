"""What the ward counts from its cases: asked for by a clerk, counted by the worker, let out by another person."""

from datetime import date, timedelta

from madoguchi.demo.opened import at, build
from madoguchi.demo.ward import Ward
from madoguchi.publish import actions
from madoguchi.publish.errors import NothingNew
from madoguchi.trail import clock

ASKED = (
    ("jido-teate-machibetsu", "nagai", "mori"),
    ("kettei-nissu", "sakuma", "muto"),
    ("online-riyo", "sakuma", "muto"),
)
"""Each dataset, who has it counted, and who lets it out."""
AGO = (110, 4)
"""Days ago, twice: the second release tells of the first one's periods what the first one told."""
VISITORS = ("kesseki", "tokita", "hanaoka")
"""What the last month is left of, for a visitor to have it counted and to let it out."""

TABLES = (("shien-seido", "mizuno", "kurata"), ("teikyo-saki-ichiran", "mizuno", "kurata"))
"""What is public already, made into data on the fifth day before."""


def make_tables(ward: Ward) -> None:
    for slug, asks, lets_out in TABLES:
        with clock.at(at(5, 9)):
            made = actions.propose_table(slug=slug, by=ward.actor(asks))
            build(made)
            actions.release(release=made, by=ward.actor(lets_out))


def count_cases(ward: Ward) -> None:
    for slug, asks, lets_out in ASKED:
        for days in AGO:
            _count(ward, slug, asks, lets_out, days)
    _count(ward, *VISITORS, days=_before_the_last_month(clock.today()))


def _before_the_last_month(today: date) -> int:
    """How many days ago the month that may be counted now was not to be counted yet: it waits for three days."""
    second = (today - timedelta(days=3)).replace(day=2)
    return (today - second).days


def _count(ward: Ward, slug: str, asks: str, lets_out: str, days: int) -> None:
    with clock.at(at(days, 9)):
        try:
            made = actions.propose_count(slug=slug, by=ward.actor(asks))
        except NothingNew:
            return  # so early in the ward's year nothing was over
        build(made)
    with clock.at(at(days, 13)):
        actions.release(release=made, by=ward.actor(lets_out))

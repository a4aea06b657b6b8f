"""What the ward counts from its cases: asked for by a clerk, counted by the worker, let out by another person."""

from madoguchi.demo.opened import at, build
from madoguchi.demo.ward import Ward
from madoguchi.publish import actions
from madoguchi.publish.errors import NothingNew
from madoguchi.trail import clock

ASKED = (
    ("kesseki", "tokita", "hanaoka"),
    ("jido-teate-machibetsu", "nagai", "mori"),
    ("kettei-nissu", "sakuma", "muto"),
    ("online-riyo", "sakuma", "muto"),
)
"""Each dataset, who has it counted, and who lets it out."""
AGO = (110, 4)
"""Days ago, twice: the second release tells of the first one's periods what the first one told."""


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


def _count(ward: Ward, slug: str, asks: str, lets_out: str, days: int) -> None:
    with clock.at(at(days, 9)):
        try:
            made = actions.propose_count(slug=slug, by=ward.actor(asks))
        except NothingNew:
            return  # so early in the ward's year nothing was over
        build(made)
    with clock.at(at(days, 13)):
        actions.release(release=made, by=ward.actor(lets_out))

"""Who may say what the administration does about an ask."""

from madoguchi.people.models import Office, Staff
from madoguchi.people.queries import offices_of, open_offices, roles_of
from madoguchi.trail.actor import Actor

SPEAKERS = ("manager",)
"""Whoever heads an office speaks for it."""


def speaks_for(office: str, who: Actor | Staff) -> bool:
    return bool(roles_of(who, office) & set(SPEAKERS))


def own_offices(who: Actor | Staff) -> list[Office]:
    """The open offices that this person speaks for."""
    mine = offices_of(who, roles=SPEAKERS)
    return [office for office in open_offices() if office.pk in mine]

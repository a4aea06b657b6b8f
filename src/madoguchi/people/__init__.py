"""Offices, staff, roles, sign-in."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

    from madoguchi.trail.actor import Actor


def actor_of(request: "HttpRequest") -> "Actor":
    """Who acts: the signed-in member of staff, or the resident."""
    from madoguchi.people.session import actor_of

    return actor_of(request)

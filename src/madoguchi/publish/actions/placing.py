"""A keeper sets the order of points aside for one thing: never without a reason, and under their name."""

from django.db import transaction

from madoguchi.publish.actions.reusing import line
from madoguchi.publish.errors import NotYours, Unfit
from madoguchi.publish.models import Placing
from madoguchi.publish.queries.access import may_work
from madoguchi.publish.queries.priorities import Candidate
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def set_aside(*, candidate: Candidate, place: str, reason: str, by: Actor) -> Placing:
    """Put it first or last whatever its points, or back where they put it. Raises NotYours, Unfit (`place`, `reason`)."""
    if not may_work(candidate.office, by):
        raise NotYours(candidate.office)
    if place not in Placing.Place.values:
        raise Unfit("place")
    said = Placing.objects.create(
        candidate=candidate.key, place=place, reason=line(reason, "reason", 400), at=clock.now(), by_label=by.label
    )
    record("publish.order_set_aside", by=by, about=("candidate", candidate.key), place=place or "points")
    return said

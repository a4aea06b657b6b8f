"""Staff of the ward open a case and look at it for some minutes before they do something about it."""

from datetime import timedelta
from random import Random

from madoguchi.decide.models import Case
from madoguchi.decide.queries.reading import open_case_page
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor

MINUTES = (1, 2, 3, 3, 4, 5, 6, 8, 9)
"""How long they look, in no order: made up, like everybody here."""


def look_at(case: Case, *, by: Actor) -> None:
    """The case's page was opened some minutes ago, though not before it arrived."""
    ago = timedelta(minutes=Random(clock.now().isoformat()).choice(MINUTES))
    with clock.at(max(case.received_at, clock.now() - ago)):
        open_case_page(case, by=by)

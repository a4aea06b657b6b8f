"""Of the forms that were begun and not sent: on which page they were left. Told in tens, small numbers not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Sum

from madoguchi.declare.base import Text
from madoguchi.declare.procedure import Page, Procedure
from madoguchi.learn.cells import WHOLE, hidden, told
from madoguchi.learn.models import Daily
from madoguchi.trail import clock

LEFT = "receive.draft_expired"
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Stop:
    """One page. `left` None: too few to tell, or the others would tell them."""

    title: Text | None  # None: a page that this form no longer has
    left: int | None
    share: float  # of the most that were left on one page: how long its bar is, of 100


@dataclass(frozen=True)
class Stops:
    """The pages in the order of the form. `total` None: too few to tell."""

    total: int | None
    pages: tuple[Stop, ...]


def stops_of(procedure: Procedure) -> Stops:
    """Of the last year: the forms that were given up, by page.

    The days pass under it, so that it is told in tens like every number that is still under way.
    """
    rows = Daily.objects.filter(verb=LEFT, procedure=procedure.procedure, day__gt=clock.today() - YEAR)
    left = dict(rows.values_list("part").annotate(total=Sum("n")))
    return told_stops(procedure.pages, left)


def told_stops(pages: Sequence[Page], left: dict[str, int]) -> Stops:
    """By page id how many were left there; what is told of it, hidden also against subtraction from the total."""
    titles = {page.id: title_of(page) for page in pages}
    older = sum(n for part, n in left.items() if part not in titles)
    counts = {page.id: left.get(page.id, 0) for page in pages if not page.exit} | ({"~": older} if older else {})
    total = sum(counts.values())
    gone = hidden({scope: (n, 0) for scope, n in counts.items()} | {WHOLE: (total, 0)})
    shown = {scope: None if scope in gone else told(n, final=False) for scope, n in counts.items()}
    most = max((n for n in shown.values() if n), default=1)
    stops = tuple(Stop(titles.get(scope), n, 100 * (n or 0) / most) for scope, n in shown.items())
    return Stops(None if WHOLE in gone else told(total, final=False), stops)


def title_of(page: Page) -> Text | None:
    """Of a page, or of the rows that it gathers."""
    return page.title or (page.repeat.title if page.repeat else None)

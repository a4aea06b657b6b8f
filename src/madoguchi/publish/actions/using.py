"""Uses that were counted in memory are written down, all in one transaction."""

from collections.abc import Mapping
from datetime import date

from django.db import connection, transaction

from madoguchi.trail.actor import Actor

_ADD = (
    "INSERT INTO publish_uses (dataset, day, form, n) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (dataset, day, form) DO UPDATE SET n = publish_uses.n + excluded.n"
)
Use = tuple[str, date, str]
"""Dataset, day and form."""


@transaction.atomic
def add_uses(*, uses: Mapping[Use, int], by: Actor) -> None:
    """Add to what the days have. No event: it is no act of anybody's, and the trail would say when somebody read."""
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, [(*use, n) for use, n in sorted(uses.items())])

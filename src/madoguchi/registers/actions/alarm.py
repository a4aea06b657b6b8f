from django.db import transaction

from madoguchi.registers.models import Row
from madoguchi.registers.queries.hidden import hidden_in
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


def alarm_overdue(*, by: Actor) -> int:
    """One event for each row whose day of review has passed, once per day of review. Returns how many.

    A row in which somebody is shielded is not there, for this either; its alarm comes when the protection has ended.
    """
    overdue = Row.objects.filter(ended=False, review_on__lt=clock.today()).order_by("pk")
    due = [row for row in overdue.only("pk", "book_id", "number", "review_on", "alarmed_for") if _is_news(row)]
    hidden = hidden_in({row.book_id for row in due})
    due = [row for row in due if row.pk not in hidden]
    for row in due:
        with transaction.atomic():
            Row.objects.filter(pk=row.pk).update(alarmed_for=row.review_on)
            told = {"register": row.book_id, "due": row.review_on.isoformat() if row.review_on else ""}
            record("registers.review_overdue", by=by, about=("register-row", row.name), **told)
    return len(due)


def _is_news(row: Row) -> bool:
    return row.alarmed_for != row.review_on

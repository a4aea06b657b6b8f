"""A draft is changed by whoever saw its latest turn. Both are the first statement of a transaction."""

from django.db import connection

from madoguchi.receive.errors import Overtaken
from madoguchi.receive.models import Draft
from madoguchi.trail import clock


def keep(draft: Draft) -> None:
    """Store what was saved, and take the next turn. Overtaken when another request took it since we looked."""
    seen = draft.turn
    draft.wait_longer(clock.now())
    kept = {name: getattr(draft, name) for name in ("seen", "language", "turn", "saved_at", "expires_at")}
    if not Draft.objects.filter(pk=draft.pk, turn=seen).update(**kept):
        raise Overtaken


def take(draft: Draft) -> None:
    """The draft becomes what it was meant to be, and is no more. Overtaken when it changed since we looked, or is gone.

    In plain SQL: this is on the path of every submission, and the ORM's delete costs ten times the statement.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM receive_draft WHERE id = %s AND turn = %s", [draft.pk, draft.turn])
        if not cursor.rowcount:
            raise Overtaken

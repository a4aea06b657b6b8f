"""Who has a case: the one member of staff for whom a shielded person is there at all."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from madoguchi.protect.models import Record
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


def entrust(record_ids: Iterable[UUID], *, to: str, by: Actor) -> None:
    """These records are in the hands of a member of staff (`to`: their id), or of nobody (""). Called by who assigns cases."""
    ids = list(record_ids)
    with transaction.atomic(savepoint=False):
        for record_id in ids:
            if Record.objects.filter(pk=record_id).exclude(entrusted_to=to).update(entrusted_to=to):
                record("protect.entrusted", by=by, about=("record", record_id), to=to or "nobody")

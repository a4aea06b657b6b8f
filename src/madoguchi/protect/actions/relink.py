"""Another secret for a draft: nothing that could open it lies with us, so whoever goes on without the old one gets a new one."""

from uuid import UUID

from django.db import transaction

from madoguchi.protect import links, policy
from madoguchi.protect.actions.reading import write_reading
from madoguchi.protect.actions.seal import NotADraft, draft
from madoguchi.protect.channel import Channel
from madoguchi.protect.models import Record
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


def relink(record_id: UUID, *, secret: str, by: Actor) -> None:
    """From here on `secret` opens the draft, and the one before opens nothing. Called by who knows whose draft it is.

    Who asks for it is about to read what lies in it, without having held the address: that is written down as a reading.
    """
    with transaction.atomic(savepoint=False):
        row, stored = draft(record_id), links.link_hash(secret)
        if not Record.objects.filter(pk=record_id, state=Record.State.DRAFT).update(link_hash=stored):
            raise NotADraft(record_id)
        record("protect.relinked", by=by, about=("record", record_id), purpose=row.purpose)
        write_reading(policy.Request(by, row.purpose, Channel.COUNTER_PAGE, "self", stored), ["*"], [record_id])

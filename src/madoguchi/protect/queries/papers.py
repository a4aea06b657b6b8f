"""Who opened a paper of a record: the access log, read for one path."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from madoguchi.protect.models import ReadingItem


class Opening(NamedTuple):
    """Somebody opened a paper: which record it is of, when, who, by which channel."""

    record_id: UUID
    at: datetime
    who: str
    channel: str


def who_opened(record_ids: Iterable[UUID], path: str) -> list[Opening]:
    """Who opened the papers of this path of these records, oldest first."""
    items = ReadingItem.objects.filter(record_id__in=list(record_ids), reading__fields=[path])
    rows = items.order_by("reading__at", "pk")
    return [
        Opening(*row)
        for row in rows.values_list("record_id", "reading__at", "reading__actor_label", "reading__channel")
    ]

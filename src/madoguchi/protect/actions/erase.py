"""Erasure destroys the data key: what it closed is gone, in every copy that does not hold the key."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from madoguchi.protect.actions.attach import remove_files
from madoguchi.protect.models import (
    Attachment,
    Guardianship,
    OtherParty,
    PersonalLink,
    Record,
    RecordKey,
    RecordSubject,
    ShieldedPerson,
    Subject,
)
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


def erase(record_id: UUID, *, reason: str, by: Actor) -> None:
    """Erase a record, the words about it and its files. `reason` is a code (`retention`, `draft-expired` …).

    The row stays as an empty shell that says when. People whom no other record knows are forgotten, with their links and whose guardians they were; those of the
    residents' list and of a shield stay. Erasing twice is erasing once.
    """
    with transaction.atomic():
        rows = Record.objects.exclude(state=Record.State.ERASED)
        ids = [
            *rows.filter(pk=record_id).values_list("pk", flat=True),
            *rows.filter(of=record_id).values_list("pk", flat=True),
        ]
        if record_id not in ids:
            return
        RecordKey.objects.filter(pk__in=ids).delete()
        Record.objects.filter(pk__in=ids).update(
            state=Record.State.ERASED, ciphertext=b"", link_hash="", erased_at=clock.now()
        )
        remove_files(Attachment.objects.filter(record_id__in=ids))
        _forget_people(ids)
        record("protect.erased", by=by, about=("record", record_id), reason=reason, records=len(ids))


def _forget_people(record_ids: Iterable[UUID]) -> None:
    links = RecordSubject.objects.filter(record_id__in=record_ids)
    people = set(links.values_list("subject_id", flat=True))
    links.delete()
    still_known = set(RecordSubject.objects.filter(subject_id__in=people).values_list("subject_id", flat=True))
    still_known |= set(ShieldedPerson.objects.filter(subject_id__in=people).values_list("subject_id", flat=True))
    still_known |= set(OtherParty.objects.filter(subject_id__in=people).values_list("subject_id", flat=True))
    gone = Subject.objects.filter(pk__in=people - still_known, source="case")
    ids = list(gone.values_list("pk", flat=True))
    RecordKey.objects.filter(pk__in=ids).delete()
    Guardianship.objects.filter(Q(guardian__in=ids) | Q(child__in=ids)).delete()
    PersonalLink.objects.filter(subject__in=ids).delete()
    gone.delete()

from datetime import timedelta

from django.db import transaction

from madoguchi.protect import actions as vault
from madoguchi.publish.errors import NotYours
from madoguchi.publish.models import Check, Upload
from madoguchi.publish.queries.access import may_work
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

KEPT = timedelta(days=180)
"""How long the content of an upload is kept. Counts, choices and history stay."""


def erase_old(*, by: Actor) -> int:
    """Erase what was brought long enough ago: the original, and what was found in it. Returns how many uploads."""
    old = Upload.objects.filter(at__lt=clock.now() - KEPT, original_id__isnull=False).order_by("pk")
    for upload in old:
        _erase(upload, "kept-long-enough", by)
    return len(old)


def erase(*, upload: Upload, by: Actor) -> None:
    """Erase it now: it should never have been brought. The history says so. Raises NotYours."""
    if not may_work(upload.file.office, by):
        raise NotYours(upload.file.office)
    _erase(upload, "wanted", by)


@transaction.atomic
def _erase(upload: Upload, reason: str, by: Actor) -> None:
    found = upload.checks.filter(found_id__isnull=False).values_list("found_id", flat=True)
    for ident in [upload.original_id, *found]:
        if ident:
            vault.drop_loose(ident, reason=reason, by=by)
    upload.checks.update(found_id=None)
    upload.checks.filter(state__in=Check.OPEN).update(state=Check.State.STOPPED, ended_at=clock.now())
    upload.original_id, upload.erased_at = None, clock.now()
    upload.save(update_fields=["original_id", "erased_at"])
    record("publish.erased", by=by, about=("upload", str(upload)), reason=reason)

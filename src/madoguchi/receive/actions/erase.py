from django.db import transaction

from madoguchi.protect import actions as vault
from madoguchi.receive.models import Application
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def erase_application(*, application_number: str, by: Actor) -> bool:
    """Its time of keeping is over: what was written in it, earlier answers, letters and files are gone for good.

    The number, the dates and the decision stay. False when it was erased before.
    """
    found = Application.objects.select_for_update().get(pk=application_number)
    if found.erased_at is not None:
        return False
    for record_id in (found.record_id, *found.earlier.values_list("record_id", flat=True)):
        vault.erase(record_id, reason="retention", by=by)
    found.erased_at = clock.now()
    found.save(update_fields=["erased_at"])
    record("receive.erased", by=by, about=("application", found.number), procedure=found.procedure)
    return True

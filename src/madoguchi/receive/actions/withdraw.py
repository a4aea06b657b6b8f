from django.db import transaction

from madoguchi.receive.errors import NotPossible
from madoguchi.receive.models import Application, Status, StatusLine
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor


@transaction.atomic
def withdraw(*, application: Application, by: Actor) -> Application:
    """Take back what was applied for (取下げ), as long as it is not decided. Twice is once."""
    found = Application.objects.select_for_update().get(pk=application.pk)
    if found.status == Status.WITHDRAWN:
        return found
    if not found.is_open:
        raise NotPossible("すでに決定しているため、取り下げられません。担当にご相談ください。")
    found.status, found.status_at, found.due_on = Status.WITHDRAWN, clock.now(), None
    found.save(update_fields=["status", "status_at", "due_on"])
    StatusLine.objects.create(application=found, status=found.status, at=found.status_at)
    record("receive.withdrawn", by=by, about=("application", found.number))
    return found

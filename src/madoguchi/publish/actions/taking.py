from django.db import transaction

from madoguchi.publish.errors import NotLookedAt, NotNow, NotYours
from madoguchi.publish.models import Check
from madoguchi.publish.queries.access import may_see, may_work
from madoguchi.publish.queries.choices import said
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

CLEAN = ("clean", "converted", "rest")
"""What goes on to be published: not before somebody looked at every cell in which a person may be."""


@transaction.atomic
def take(*, check: Check, what: str, by: Actor) -> None:
    """A file is handed out to a person. Raises NotYours, NotNow (erased, or not checked), NotLookedAt."""
    office = check.upload.file.office
    if not (may_work(office, by) if what == "original" else may_see(office, by)):
        raise NotYours(office)
    if check.upload.original_id is None or (what != "original" and check.state != Check.State.DONE):
        raise NotNow(check.pk)
    if what in CLEAN and said(check).unseen:
        raise NotLookedAt(check.pk)
    record("publish.taken", by=by, about=("check", check.pk), what=what)

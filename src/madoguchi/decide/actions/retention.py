"""Erase what was kept for the declared time (保存期間), each case by the version it was born under."""

from datetime import datetime, time

from django.db.models import QuerySet

from madoguchi.decide.models import Case
from madoguchi.receive.actions import erase_application
from madoguchi.receive.queries.versions import version as open_version
from madoguchi.trail import clock
from madoguchi.trail.actor import Actor

AT_ONCE = 500


def erase_kept_long_enough(*, by: Actor) -> int:
    """Each application in a transaction of its own; returns how many. What is still open is never erased."""
    numbers = [
        number
        for version_hash in _kept().values_list("version_hash", flat=True).distinct()
        for number in _over(version_hash)
    ]
    return sum(erase_application(application_number=number, by=by) for number in numbers[:AT_ONCE])


def _kept() -> QuerySet[Case]:
    return Case.objects.filter(open=False, closed_at__isnull=False, application__erased_at=None)


def _over(version_hash: str) -> list[str]:
    retention = open_version(version_hash).procedure.record.retention
    begins = "closed_at" if retention.after == "closed" else "received_at"
    first = datetime.combine(retention.first_kept(clock.today()), time.min, clock.TOKYO)
    over = _kept().filter(version_hash=version_hash, **{f"{begins}__lt": first})
    return list(over.order_by("pk").values_list("number", flat=True)[:AT_ONCE])

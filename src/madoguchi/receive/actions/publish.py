from datetime import date

from django.db import transaction

from madoguchi.declare.versions import Version
from madoguchi.receive.models import ProcedureVersion
from madoguchi.registers.actions import enter_file
from madoguchi.trail import clock
from madoguchi.trail.actions import record
from madoguchi.trail.actor import Actor

# A new version's replay over past applications (renamed fields, lost answers) belongs here, before the row is written.


@transaction.atomic
def publish_procedure(version: Version, *, applies_from: date, by: Actor) -> ProcedureVersion:
    """Make a version binding from a day on. Publishing the same content twice changes nothing; a machine may not.
    What it changes in the file register (個人情報ファイル簿) is entered with it.

    Raises PermissionError when nobody stands behind it by name.
    """
    if by.kind != "staff":
        raise PermissionError("a procedure is published by a named person")
    row, is_new = ProcedureVersion.objects.get_or_create(
        hash=version.hash,
        defaults={
            "procedure": version.procedure.procedure,
            "canonical": version.canonical,
            "published_by": f"{by.kind}:{by.id}",
            "published_by_label": by.label,
            "published_at": clock.now(),
            "applies_from": applies_from,
        },
    )
    if is_new:
        about = ("procedure-version", row.hash.removeprefix("sha256:"))  # 64 signs: the column of the trail
        enter_file(version, source="procedure", applies_from=applies_from, by=by)
        record("receive.published", by=by, about=about, procedure=row.procedure, applies_from=applies_from.isoformat())
    return row

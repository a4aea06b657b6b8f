from typing import ClassVar

from django.conf import settings
from django.db import models


class Unreported(models.Model):
    """At roll call a pupil was not there and nobody had told why: until somebody knows, the boards show it first."""

    pupil = models.ForeignKey("receive.RosterPerson", on_delete=models.PROTECT, related_name="+")
    school_class = models.ForeignKey("receive.SchoolClass", on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    cleared_at = models.DateTimeField(null=True)  # came after all; a notice that arrives clears it by itself

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="decide_unreported_once", fields=["pupil", "day"])]
        indexes: ClassVar = [models.Index(fields=["school_class", "day"], name="decide_unreported_class")]

    def __str__(self) -> str:
        return f"{self.pupil_id} {self.day}"

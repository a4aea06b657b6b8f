from datetime import datetime, timedelta

from django.conf import settings
from django.db import models

from madoguchi.receive.owner import Owner

DAYS = 14
"""How long a draft waits after its last saving."""


class Draft(models.Model):
    """An application on its way. What was typed lies sealed in the vault; this row knows only where.

    Whoever has the secret of the address has the draft: only the keyed hash of the secret is kept.
    """

    secret_hash = models.CharField(max_length=64, unique=True)
    version = models.ForeignKey("receive.ProcedureVersion", on_delete=models.PROTECT, related_name="+", db_index=False)
    record_id = models.UUIDField(unique=True)
    language = models.CharField(max_length=8, default="ja")
    seen = models.JSONField(default=list)  # steps that were saved once: "applicant", "children.0", "children"
    turn = models.PositiveIntegerField(default=0)  # one more with each change: who changes it says which one was seen
    begun_at = models.DateTimeField(null=True)  # when its first page was handed out
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    corrects = models.ForeignKey("receive.Application", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(secret_hash=""), name="receive_draft_has_secret")]

    def __str__(self) -> str:
        return f"draft {self.pk}"

    @property
    def owner(self) -> Owner:
        return Owner(self.staff_id, self.taken_by_id)

    def is_over(self, moment: datetime) -> bool:
        return moment >= self.expires_at

    def wait_longer(self, moment: datetime) -> None:
        self.turn += 1
        self.saved_at, self.expires_at = moment, moment + timedelta(days=DAYS)

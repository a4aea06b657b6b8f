"""Words that belong to a case. What a person wrote is sealed in the vault; here is only where, when and by whom."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from madoguchi.decide.models.case import Case


class Correction(models.Model):
    """A request for correction (補正). The clock stands still from `asked_at` until it is answered or given up."""

    class End(models.TextChoices):
        ANSWERED = "answered", "届いた"
        RESUMED = "resumed", "待たずに審査へ"
        WITHDRAWN = "withdrawn", "取り下げ"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateField()
    fields = models.JSONField(default=list)  # declared paths that were marked
    words_id = models.UUIDField()
    ended = models.CharField(max_length=10, choices=End.choices, blank=True, default="")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="decide_one_open_correction", fields=["case"], condition=Q(ended=""))
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.ended or 'open'}"


class Extension(models.Model):
    """A notice that the standard period will be missed, with the reason and the new date."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="extensions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_before = models.DateField()
    due_after = models.DateField()
    words_id = models.UUIDField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="decide_extension_is_later", condition=Q(due_after__gt=F("due_before")))
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.due_after}"


class Note(models.Model):
    """An internal note of the office, sealed."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words_id = models.UUIDField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d}"

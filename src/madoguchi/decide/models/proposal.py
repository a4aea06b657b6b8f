from typing import ClassVar

from django.db import models

from madoguchi.decide.models.case import Case


class Proposal(models.Model):
    """What a decision table said, with the table's hash and row, so that it can be explained in ten years. It decides nothing."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proposals")
    table = models.CharField(max_length=120)
    table_hash = models.CharField(max_length=71)
    row = models.PositiveIntegerField()  # the line of the file
    result = models.SlugField(max_length=48, db_index=False)
    reasons = models.JSONField(default=list)  # declared sentences of the table
    record_id = models.UUIDField()  # which answers it looked at: a correction brings new ones
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(name="decide_proposal_once_per_answers", fields=["case", "record_id", "table_hash"])
        ]
        indexes: ClassVar = [models.Index(fields=["table_hash", "row"], name="decide_proposal_row")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.result}"

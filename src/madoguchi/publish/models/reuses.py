"""What people made of a dataset, as they agreed to show it."""

from django.db import models

from madoguchi.publish.models.datasets import Dataset


class Reuse(models.Model):
    """One use that a member of staff published. Who told it is nowhere in it: only the case knows."""

    case_number = models.CharField(max_length=12, unique=True)
    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="reuses")
    title = models.CharField(max_length=80)
    address = models.URLField(max_length=200, blank=True, default="")
    words = models.CharField(max_length=400)
    published_at = models.DateTimeField()
    published_by_label = models.CharField(max_length=120)
    taken_back_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True, default="")

    def __str__(self) -> str:
        return self.title

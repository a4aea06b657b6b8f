"""Items of an app (reports, points of a trail): each answered for by a person before it goes out."""

from typing import ClassVar

from django.db import models

from madoguchi.publish.models.datasets import Dataset
from madoguchi.publish.models.judged import Judged


class ItemFile(models.Model):
    """A file of items as it was brought; of its content only what is declared was kept, item by item."""

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="item_files")
    name = models.CharField(max_length=200)
    new = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    left_out = models.JSONField(default=list)  # columns that are not declared: nothing of them was kept
    at = models.DateTimeField()
    by_label = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Item(Judged):
    """One item. What it says lies sealed in the vault; brought again and changed, it waits to be looked at anew."""

    key = models.CharField(max_length=64)
    content_id = models.UUIDField(null=True)  # None some days after it was refused
    marks = models.PositiveSmallIntegerField(default=0)  # places that may be about a person
    answers = models.JSONField(default=dict)  # by question: yes, no

    class Meta(Judged.Meta):
        constraints: ClassVar = [
            *Judged.Meta.constraints,
            models.UniqueConstraint(fields=["dataset", "key"], name="publish_item_once"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def stamp(self) -> str:
        """What a person had before them: another content, or another answer, has another."""
        return f"{self.digest[:16]}-{self.judged_at.timestamp() if self.judged_at else 0:.6f}"

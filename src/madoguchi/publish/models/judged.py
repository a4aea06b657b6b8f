"""What a person looks at before it is published, each for itself: photographs, and the items of an app."""

from typing import ClassVar

from django.db import models

from madoguchi.publish.models.datasets import Dataset


class Judged(models.Model):
    """One thing of a dataset, sealed in the vault until a person said that it may go out. `lat` and `lon` are coarse."""

    class State(models.TextChoices):
        WAITING = "waiting", "確認待ち"
        ACCEPTED = "accepted", "公開してよい"
        REFUSED = "refused", "公開しない"

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="%(class)ss", db_index=False)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    digest = models.CharField(max_length=64)  # of what would be published
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    brought_at = models.DateTimeField()
    brought_by_label = models.CharField(max_length=120)
    judged_at = models.DateTimeField(null=True)
    judged_by_label = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="waiting") | ~models.Q(judged_by_label=""),
                name="publish_%(class)s_judged_by_person",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["dataset", "state", "id"], name="publish_%(class)s_state")]

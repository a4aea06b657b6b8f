"""Photographs before they are published: each looked at by a person, each with a checklist of its own."""

from typing import ClassVar

from django.db import models

from madoguchi.publish.models.datasets import Dataset


class Photo(models.Model):
    """One picture, made anew without its notes, sealed in the vault. `lat` and `lon` are what the notes said, coarsely."""

    class State(models.TextChoices):
        WAITING = "waiting", "確認待ち"
        ACCEPTED = "accepted", "公開してよい"
        REFUSED = "refused", "公開しない"

    CHECKS = ("persons", "rights", "location", "licence")

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="photos", db_index=False)
    name = models.CharField(max_length=200)  # of the file as it was brought
    title = models.CharField(max_length=120)
    taken_on = models.DateField(null=True)
    place = models.CharField(max_length=120, blank=True, default="")
    licence = models.CharField(max_length=12, choices=Dataset.Licence, default=Dataset.Licence.CC_BY)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    kind = models.CharField(max_length=4)  # jpg, png
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # of the picture made anew
    picture_id = models.UUIDField(null=True)  # None once it was refused
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=400, blank=True, default="")  # of a refusal
    brought_at = models.DateTimeField()
    brought_by_label = models.CharField(max_length=120)
    judged_at = models.DateTimeField(null=True)
    judged_by_label = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dataset", "digest"], name="publish_photo_once"),
            models.CheckConstraint(
                condition=models.Q(state="waiting") | ~models.Q(judged_by_label=""),
                name="publish_photo_judged_by_person",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["dataset", "state", "id"], name="publish_photo_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def file(self) -> str:
        """Its name in a release: by what it holds, so that two are never one."""
        return f"photo-{self.digest[:24]}.{self.kind}"

"""A person put something first or last in the order of work, against the points: with a reason and a name."""

from typing import ClassVar

from django.db import models

from madoguchi.trail.append_only import Once


class Placing(Once):
    """The last word about a candidate counts; "" takes it back. Nothing said is ever erased."""

    class Place(models.TextChoices):
        FIRST = "first", "いちばん先に"
        LAST = "last", "あとで"
        NONE = "", "点のとおり"

    candidate = models.CharField(max_length=100)  # request:3, standard:aed, dataset:events
    place = models.CharField(max_length=5, choices=Place, blank=True)
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()
    by_label = models.CharField(max_length=120)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["candidate", "id"], name="publish_placing_last")]

    def __str__(self) -> str:
        return f"{self.candidate} {self.place}"

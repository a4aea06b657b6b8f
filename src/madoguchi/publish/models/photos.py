"""Photographs before they are published: each looked at by a person, each with a checklist of its own."""

from typing import ClassVar

from django.db import models

from madoguchi.publish.models.datasets import Dataset
from madoguchi.publish.models.judged import Judged
from madoguchi.trail.actor import Actor


class Photo(Judged):
    """One picture, made anew without its notes. `lat` and `lon` are what the notes said; `digest` is of what was made."""

    CHECKS = ("persons", "rights", "location", "licence")

    name = models.CharField(max_length=200)  # of the file as it was brought
    title = models.CharField(max_length=120)
    taken_on = models.DateField(null=True)
    place = models.CharField(max_length=120, blank=True, default="")
    licence = models.CharField(max_length=12, choices=Dataset.Licence, default=Dataset.Licence.CC_BY)
    kind = models.CharField(max_length=4)  # jpg, png
    size = models.PositiveIntegerField()
    picture_id = models.UUIDField(null=True)  # None once it was refused
    small_id = models.UUIDField(null=True)  # a small look at it, for lists
    reason = models.CharField(max_length=400, blank=True, default="")  # of a refusal

    class Meta(Judged.Meta):
        constraints: ClassVar = [
            *Judged.Meta.constraints,
            models.UniqueConstraint(fields=["dataset", "digest"], name="publish_photo_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def file(self) -> str:
        """Its name in a release: by what it holds, so that two are never one."""
        return f"photo-{self.digest[:24]}.{self.kind}"

    @property
    def small_file(self) -> str:
        """The name of its small look in a release."""
        return small_of(self.file)


def small_of(file: str) -> str:
    return f"small-{file.removeprefix('photo-').partition('.')[0]}.jpg"


class PhotoBatch(models.Model):
    """Pictures that were sent together: the worker makes them anew, one after the other. Stopped, it can go on."""

    class State(models.TextChoices):
        WAITING = "waiting", "待ち"
        RUNNING = "running", "作り直し中"
        STOPPED = "stopped", "とめました"
        DONE = "done", "済み"

    OPEN = (State.WAITING, State.RUNNING)

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="batches")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    taken_on = models.DateField(null=True)  # this and what follows: of all of them, as it was written
    place = models.CharField(max_length=120, blank=True, default="")
    licence = models.CharField(max_length=12, choices=Dataset.Licence, default=Dataset.Licence.CC_BY)
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # sent, a picture in hand, stopped, gone on: the rest is not kept long after it
    ended_at = models.DateTimeField(null=True)
    by_kind = models.CharField(max_length=8)
    by_id = models.CharField(max_length=64)
    by_label = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.dataset_id} {self.state}"

    @property
    def by(self) -> Actor:
        return Actor(self.by_kind, self.by_id, self.by_label)  # type: ignore[arg-type]  # as it was given


class SentPhoto(models.Model):
    """One file as it was sent, sealed until it was made anew; then only its name and what became of it are kept."""

    class Outcome(models.TextChoices):
        WAITING = "", "まだ"
        KEPT = "kept", "入れた"
        KNOWN = "known", "もうある"
        BROKEN = "broken", "壊れている"
        LARGE = "large", "画素が多すぎる"
        UNMADE = "unmade", "作り直せない"  # twice the child died over it, for whatever reason
        DROPPED = "dropped", "捨てた"

    batch = models.ForeignKey(PhotoBatch, models.PROTECT, related_name="sent")
    name = models.CharField(max_length=200)
    original_id = models.UUIDField(null=True)  # None once it was made anew, or dropped
    tried = models.BooleanField(default=False)  # once without an answer: the others first, then once more
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, default="")

    def __str__(self) -> str:
        return self.name

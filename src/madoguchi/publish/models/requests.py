"""Data that people asked for, as a member of staff wrote it down for everybody; and how often somebody wanted it too."""

from typing import ClassVar

from django.db import models

from madoguchi.publish.models.datasets import Dataset
from madoguchi.trail.append_only import Once


class Wanted(models.Model):
    """One request that is public. Who asked, and in what words, only the case knows."""

    class State(models.TextChoices):
        ASKED = "asked", "検討中"
        PLANNED = "planned", "準備中"
        DONE = "done", "公開しました"
        DECLINED = "declined", "公開しません"

    OPEN = (State.ASKED, State.PLANNED)

    case_number = models.CharField(max_length=12, unique=True)
    office = models.CharField(max_length=48)  # who answers for it
    title = models.CharField(max_length=80)
    words = models.CharField(max_length=400)
    category = models.CharField(max_length=40, blank=True, default="")
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    answer = models.CharField(max_length=400, blank=True, default="")
    dataset = models.ForeignKey(Dataset, models.PROTECT, null=True, related_name="wanted")  # that answers it
    effort = models.PositiveSmallIntegerField(null=True)  # 1 to 5, as the keeper says; None: nobody has said
    published_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    changed_by_label = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.title


class Vote(Once):
    """Somebody pressed "I want this too" on a page that was handed out once. The hour and nothing else is kept."""

    wanted = models.ForeignKey(Wanted, models.PROTECT, related_name="votes", db_index=False)
    token = models.CharField(max_length=32, unique=True)  # of the page that was shown: a second press is the first
    hour = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["wanted", "hour"], name="publish_vote_hour")]

    def __str__(self) -> str:
        return f"{self.wanted_id} {self.hour:%Y-%m-%d %H}"

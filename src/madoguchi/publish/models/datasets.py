"""What is published: datasets and their releases. The rows themselves lie in files (`publish.release`)."""

from typing import Any

from django.db import models

from madoguchi.publish.models.uploads import Check

RESERVED = frozenset({"files", "live", "priorities", "requests", "reuses"})
"""What comes after `/data/` and is no dataset: a dataset of that name would be hidden behind the page."""


class Dataset(models.Model):
    """A table that an office publishes again and again under one address."""

    class Frequency(models.TextChoices):
        DAILY = "daily", "毎日"
        WEEKLY = "weekly", "毎週"
        MONTHLY = "monthly", "毎月"
        QUARTERLY = "quarterly", "四半期ごと"
        YEARLY = "yearly", "毎年"
        IRREGULAR = "irregular", "不定期"

    class Licence(models.TextChoices):
        CC_BY = "cc-by-4.0", "CC BY 4.0"
        CC_ZERO = "cc0-1.0", "CC0 1.0"
        PDL = "pdl-1.0", "公共データ利用規約 1.0"

    class Source(models.TextChoices):
        FILE = "file", "ファイル"
        CASES = "cases", "申請・届出を数えたもの"
        REGISTER = "register", "台帳"
        CATALOGUE = "catalogue", "手続の案内"
        PHOTOS = "photos", "写真"
        FOLDER = "folder", "フォルダー"
        ITEMS = "items", "1件ずつ確かめたもの"

    slug = models.SlugField(max_length=80, unique=True)
    source = models.CharField(max_length=10, choices=Source, default=Source.FILE)
    office = models.CharField(max_length=48)
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=120, blank=True, default="")
    description = models.TextField(blank=True, default="")
    category = models.CharField(max_length=40, blank=True, default="")
    keywords = models.JSONField(default=list)
    standard = models.CharField(max_length=80, blank=True, default="")
    licence = models.CharField(max_length=12, choices=Licence, default=Licence.CC_BY)
    frequency = models.CharField(max_length=10, choices=Frequency, default=Frequency.IRREGULAR)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.slug


ONE_BY_ONE = (Dataset.Source.PHOTOS, Dataset.Source.ITEMS)
"""A person looks at each thing by itself: no file that somebody brings becomes a release of these."""


class Release(models.Model):
    """One state of a dataset, named by the hash of its CSV. Released by a person; retracted, never erased silently."""

    class State(models.TextChoices):
        WAITING = "waiting", "作成待ち"
        PENDING = "pending", "公開待ち"
        RELEASED = "released", "公開"
        RETRACTED = "retracted", "取り下げ"
        FAILED = "failed", "作成できません"

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="releases", db_index=False)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    check_of = models.ForeignKey(Check, models.PROTECT, null=True, related_name="+")  # None: no file was brought
    standing = models.ForeignKey(
        "FolderSource", models.PROTECT, null=True, related_name="+", db_index=False
    )  # under it
    source_id = models.UUIDField(null=True)  # the clean table in the vault; None once it is built
    hash = models.CharField(max_length=64, blank=True, default="", db_index=True)
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)  # 0 while nobody knows
    difference = models.JSONField(null=True)  # from the release before; None for the first
    checklist = models.JSONField(null=True)  # of items: how many were passed, held back and left, by question too
    trouble = models.JSONField(null=True)  # why it could not be built: ja, en
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=120)  # kind:id of the actor
    proposed_by_label = models.CharField(max_length=120)
    announced_for = models.DateField(null=True)  # the public was told that it comes on this day, and what changes
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=120, blank=True, default="")
    released_by_label = models.CharField(max_length=120, blank=True, default="")
    retracted_at = models.DateTimeField(null=True)
    retracted_by_label = models.CharField(max_length=120, blank=True, default="")
    reason = models.CharField(max_length=400, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="publish_release_number"),
            models.CheckConstraint(
                condition=~models.Q(state__in=("released", "retracted")) | ~models.Q(released_by=""),
                name="publish_release_has_a_person",
            ),
        ]
        indexes = [models.Index(fields=["dataset", "state", "-number"], name="publish_release_latest")]

    def __str__(self) -> str:
        return f"{self.dataset_id}/{self.number}"

    @property
    def told(self) -> dict[str, Any]:
        """What changed since the release before; empty for the first."""
        return self.difference or {}

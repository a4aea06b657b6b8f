"""What the registers keep: published versions, rows with everything they ever said, and the file register with its changes.

Personal data is in none of these tables: whatever may lead to a person lies in the vault, and a row knows only where.
"""

from typing import Any

from django.db import models

from madoguchi.trail.append_only import Once


class RegisterVersion(Once):
    """One closed declaration of a register, published by a named person."""

    hash = models.CharField(max_length=71, primary_key=True)
    register = models.SlugField(max_length=48, db_index=False)
    canonical = models.BinaryField()
    published_by = models.CharField(max_length=120)  # kind:id of the actor
    published_by_label = models.CharField(max_length=200)
    published_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.register} {self.hash[7:14]}"


class Book(models.Model):
    """A register as it now is: the version in force, and the last number given to a row."""

    slug = models.SlugField(max_length=48, primary_key=True)
    version = models.ForeignKey(RegisterVersion, on_delete=models.PROTECT, related_name="+")
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.slug


class Row(models.Model):
    """A row as it now is: what lists, searches and alarms need. What it said before stands in `RowVersion`."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=0)
    version = models.ForeignKey(RegisterVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    plain = models.JSONField(default=dict)  # the fields of class plain, by id
    record_id = models.UUIDField(null=True, unique=True)  # the other fields, in the vault
    words = models.TextField(blank=True, default="")  # folded, to be searched
    public_words = models.TextField(blank=True, default="")  # the same of what is published
    is_public = models.BooleanField(default=False)
    ended = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    review_on = models.DateField(null=True)
    alarmed_for = models.DateField(null=True)  # the review day for which the alarm has been given

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "number"], name="registers_row_number")]
        indexes = [
            models.Index(fields=["book", "ended", "number"], name="registers_row_list"),
            models.Index(fields=["ended", "review_on"], name="registers_row_review"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """How the trail calls it: a register's slug and a number, nothing of what it says."""
        return f"{self.book_id}/{self.number}"


class RowVersion(Once):
    """What a row said from one change to the next: appended, superseded, never edited."""

    class Kind(models.TextChoices):
        ADDED = "added", "登録"
        CHANGED = "changed", "変更"
        REVIEWED = "reviewed", "点検"
        ENDED = "ended", "終了"

    row = models.ForeignKey(Row, on_delete=models.PROTECT, related_name="versions", db_index=False)
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    version = models.ForeignKey(RegisterVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    plain = models.JSONField(default=dict)
    record_id = models.UUIDField(null=True)
    changed = models.JSONField(default=list)  # ids of the fields that say something else now
    why = models.CharField(max_length=300, blank=True, default="")
    why_id = models.UUIDField(null=True)  # where the row names a person: the reason, in the vault
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=8)
    by_id = models.CharField(max_length=64)
    by_label = models.CharField(max_length=120)

    class Meta:
        ordering = ["revision"]
        constraints = [models.UniqueConstraint(fields=["row", "revision"], name="registers_row_revision")]

    def __str__(self) -> str:
        return f"{self.row_id} {self.revision}"


class FileEntry(Once):
    """What the file register (個人情報ファイル簿) says of one file from a day on, and what changed with it."""

    class Source(models.TextChoices):
        PROCEDURE = "procedure", "手続き"
        REGISTER = "register", "台帳"

    source = models.CharField(max_length=9, choices=Source)
    slug = models.SlugField(max_length=48, db_index=False)
    version_hash = models.CharField(max_length=71)
    applies_from = models.DateField()
    items: Any = models.JSONField()  # item code -> [{ja, ja-easy, en}]; {} when the file is kept no more
    listed = models.CharField(max_length=9)  # threshold | always
    audience = models.CharField(max_length=9)
    changes = models.JSONField(default=list)  # [{item, before, after}]; empty for the first
    at = models.DateTimeField()
    by_label = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["slug", "applies_from", "id"], name="registers_file_in_force")]

    def __str__(self) -> str:
        return f"{self.slug} {self.applies_from}"


class FileCount(models.Model):
    """How many people a file holds, as counted last. Counted from the vault's links; nothing was opened for it."""

    slug = models.SlugField(max_length=48, primary_key=True)
    people = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.slug} {self.people}"

"""What offices bring to be published: their files, every upload of them, what each check counted, what people decided.

No cell of a file is in any of these tables: a file and what was found in it lie sealed in the vault, and a row knows
only where, and how often which rule was broken.
"""

from typing import Any

from django.db import models

from madoguchi.trail.actor import Actor
from madoguchi.trail.append_only import Once


class DataFile(models.Model):
    """A file that an office makes again and again, known by its name."""

    office = models.CharField(max_length=48, db_index=False)
    name = models.CharField(max_length=120)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "name"], name="publish_file_name")]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """One bringing of a file: the original, never overwritten. Its content is erased after a time, its counts stay."""

    file = models.ForeignKey(DataFile, models.PROTECT, related_name="uploads", db_index=False)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=130)  # as it was brought, ending included
    original_id = models.UUIDField(null=True)  # in the vault; None once erased
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the original
    is_first = models.BooleanField()  # as the office made it, not a correction of what it brought just before
    at = models.DateTimeField(db_index=True)
    by_kind = models.CharField(max_length=8)
    by_id = models.CharField(max_length=64)
    by_label = models.CharField(max_length=120)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="publish_upload_number")]

    def __str__(self) -> str:
        return f"{self.file_id}/{self.number}"


class Check(models.Model):
    """One check of an upload against one standard. What was found lies in the vault."""

    class State(models.TextChoices):
        WAITING = "waiting", "待ち"
        RUNNING = "running", "点検中"
        DONE = "done", "済み"
        STOPPED = "stopped", "とめました"
        FAILED = "failed", "読めません"

    OPEN = (State.WAITING, State.RUNNING)

    class Stage(models.TextChoices):
        OPENING = "opening", "開く"
        READING = "reading", "読む"
        CHECKING = "checking", "確かめる"
        WRITING = "writing", "まとめる"

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="checks")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.OPENING)
    rows_done = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(default=0)  # 0 while nobody knows
    wanted = models.CharField(max_length=80, blank=True, default="")  # a standard that a person chose; "-": none
    sheet = models.PositiveSmallIntegerField(
        null=True
    )  # of a workbook, by its place from 0; None: the first that holds something
    standard = models.CharField(max_length=80, blank=True, default="")  # against which it was checked
    trouble = models.JSONField(null=True)  # why it could not be read: code, line, ja, en, mend_ja, mend_en, sheets
    rows = models.PositiveIntegerField(default=0)
    columns = models.PositiveIntegerField(default=0)
    groups = models.JSONField(default=list)  # what was found, by rule and way of mending: codes and counts
    candidates = models.JSONField(default=list)  # [standard, share of the columns in hundredths]
    read_as = models.JSONField(default=dict)  # form, encoding, sheet's place …
    found_id = models.UUIDField(null=True)  # in the vault
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    by_label = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["upload", "-id"], name="publish_check_latest")]

    def __str__(self) -> str:
        return f"{self.upload_id} {self.state}"

    @property
    def cells(self) -> int:
        return self.rows * self.columns

    @property
    def errors(self) -> int:
        """What is against the rules of the standard; what the look for people found is another matter."""
        found = [group for group in self.groups if not group["rule"].startswith("personal:")]
        return sum(group["count"] for group in found if group["weight"] == "error")


class Choice(Once):
    """A person's word about what was found: one finding, or all of one rule and way of mending. The last word counts."""

    class Verb(models.TextChoices):
        ACCEPT = "accept", "採り入れる"
        UNDO = "undo", "取り消す"
        SEEN = "seen", "見た"

    of = models.ForeignKey(Check, models.PROTECT, related_name="choices")
    verb = models.CharField(max_length=6, choices=Verb)
    group = models.PositiveIntegerField()  # its place in Check.groups
    finding = models.PositiveIntegerField(null=True)  # None: the whole group
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=8)
    by_id = models.CharField(max_length=64)
    by_label = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.verb} {self.of_id}"

    @property
    def by(self) -> Actor:
        return Actor(self.by_kind, self.by_id, self.by_label)  # type: ignore[arg-type]  # as it was given


class HeadingMatch(Once):
    """A person of an office said which column of a standard a heading means; "" takes that back. The last word counts,
    for every file of the office. The heading itself is not here: a table read wrongly may have a person in it."""

    office = models.CharField(max_length=48)
    standard = models.CharField(max_length=80)
    heading = models.CharField(max_length=64)  # a keyed token (`queries.headings`)
    column = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    by_kind = models.CharField(max_length=8)
    by_id = models.CharField(max_length=64)
    by_label = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["office", "id"], name="publish_heading_office")]

    def __str__(self) -> str:
        return f"{self.office} {self.standard} {self.column}"


class FirstCount(Once):
    """How often one rule was broken in a file as its office made it. Stays when the file itself is erased."""

    office = models.CharField(max_length=48)
    upload = models.ForeignKey(Upload, models.PROTECT, related_name="+")
    day = models.DateField()
    cells = models.PositiveBigIntegerField()
    rule = models.CharField(max_length=80)  # "" tells the cells of a file in which nothing was found
    weight = models.CharField(max_length=8)
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["day", "office"], name="publish_first_day")]

    def __str__(self) -> str:
        return f"{self.office} {self.rule} {self.count}"


def named(by: Actor) -> dict[str, Any]:
    """The columns that say who."""
    return {"by_kind": by.kind, "by_id": by.id, "by_label": by.label}

"""Files that another system writes into the folder of sources: who stands for them, and what the last looks saw."""

from django.db import models

from madoguchi.publish.models.datasets import Dataset
from madoguchi.publish.models.uploads import Check
from madoguchi.trail.actor import Actor


class FolderSource(models.Model):
    """One person registered it, another approved once that whatever passes the checks goes out. Each look is written
    over the one before; what was fetched and released stands on the trail."""

    class Trouble(models.TextChoices):
        FOLDER = "folder", "フォルダーがない"
        MISSING = "missing", "ファイルがない"
        LINK = "link", "リンクか、ふつうのファイルではない"
        DENIED = "denied", "読む権限がない"
        LARGE = "large", "大きすぎる"
        EMPTY = "empty", "行がない"
        UNREADABLE = "unreadable", "表として読めない"
        ERRORS = "errors", "誤りがある"
        PERSONAL = "personal", "個人情報かもしれないセル"
        RELEASE = "release", "版を作れない"
        STANDARD = "standard", "標準がない"
        APPROVAL = "approval", "承認が効かない"

    dataset = models.OneToOneField(Dataset, models.PROTECT, related_name="folder_source")
    file = models.CharField(max_length=120)  # as declared when it was registered: the approval is about this one
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=120)  # kind:id of the actor
    registered_by_label = models.CharField(max_length=120)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=120, blank=True, default="")
    approved_by_label = models.CharField(max_length=120, blank=True, default="")
    looked_at = models.DateTimeField(null=True)
    mark = models.CharField(max_length=64, blank=True, default="")  # size and time of the file at the last look
    read_mark = models.CharField(max_length=64, blank=True, default="")  # the same of what was last read whole
    read_at = models.DateTimeField(null=True)  # when the file was written that was last read whole
    digest = models.CharField(max_length=64, blank=True, default="")  # SHA-256 of it
    data_at = models.DateTimeField(null=True)  # when the file was written whose content is out
    latest_check = models.ForeignKey(Check, models.PROTECT, null=True, related_name="+")
    trouble = models.CharField(max_length=10, choices=Trouble, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_at__isnull=True) | ~models.Q(approved_by=models.F("registered_by")),
                name="publish_source_four_eyes",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_at__isnull=True) | ~models.Q(approved_by=""),
                name="publish_source_has_a_person",
            ),
        ]

    def __str__(self) -> str:
        return self.file

    @property
    def registrant(self) -> Actor:
        return _actor(self.registered_by, self.registered_by_label)

    @property
    def approver(self) -> Actor:
        return _actor(self.approved_by, self.approved_by_label)


def _actor(who: str, label: str) -> Actor:
    kind, _, ident = who.partition(":")
    return Actor(kind, ident, label)  # type: ignore[arg-type]  # as it was given

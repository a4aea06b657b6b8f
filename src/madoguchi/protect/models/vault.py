"""Records, their keys, the people in them, their files, and who read what."""

import uuid
from typing import Any

from django.db import models

from madoguchi.trail.append_only import AppendOnlyManager, refuse

TOKEN = 32


class RecordKey(models.Model):
    """The data key of one record or subject, wrapped by a master key. A table of its own, so that a backup can keep
    keys apart from data: without its row here, what it closed is gone for good."""

    owner = models.UUIDField(primary_key=True)  # id of the Record, Subject or LooseFile
    key_id = models.CharField(max_length=32)
    algorithm = models.CharField(max_length=16, default="AES-256-GCM")
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.owner} {self.key_id}"


class Record(models.Model):
    """Answers as one sealed blob, from the first page on. The plain columns are declared codes."""

    class State(models.TextChoices):
        DRAFT = "draft", "下書き"
        FILED = "filed", "受理"
        ERASED = "erased", "消去"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    of = models.ForeignKey("self", models.PROTECT, null=True, related_name="words")  # words about that record
    state = models.CharField(max_length=8, choices=State)
    ciphertext = models.BinaryField()
    version_hash = models.CharField(max_length=80)
    procedure = models.CharField(max_length=48)
    office = models.CharField(max_length=48)
    purpose = models.CharField(max_length=48)
    roles = models.CharField(max_length=200)  # who may read for this purpose, as the version says
    link_hash = models.CharField(max_length=64, blank=True, default="")  # the applicant's own link
    within_office = models.BooleanField(default=False)  # words that the applicant's link does not open
    # What the declaration withholds when somebody in the record is shielded; "*": all, where nobody can tell.
    withheld = models.TextField(default="*", blank=True)
    shielded_for = models.CharField(max_length=10, default="entrusted")  # who meets a shielded person at all
    entrusted_to = models.CharField(max_length=64, blank=True, default="")  # the member of staff who has the case
    created_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="filed") | models.Q(filed_at__isnull=False), name="protect_record_filed_when"
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.id}"


class Subject(models.Model):
    """A person as the town knows them: a sealed identity. Grows from cases or comes from the residents' list."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ciphertext = models.BinaryField()
    source = models.CharField(max_length=8)  # case | import
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class SubjectToken(models.Model):
    """One identity under which a subject is found: keyed tokens side by side. Another telephone is another row."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="tokens")
    person = models.CharField(max_length=TOKEN, blank=True, default="")  # full kana and birth together
    name = models.CharField(max_length=TOKEN, blank=True, default="")
    surname = models.CharField(max_length=TOKEN, blank=True, default="")
    kana = models.CharField(max_length=TOKEN, blank=True, default="")
    birth = models.CharField(max_length=TOKEN, blank=True, default="")
    telephone = models.CharField(max_length=TOKEN, blank=True, default="")

    class Meta:
        # Whole, not partial: see trail.models.Handover.
        indexes = [
            models.Index(fields=[kind], name=f"protect_token_{kind}")
            for kind in ("person", "surname", "kana", "birth", "telephone")
        ]

    def __str__(self) -> str:
        return str(self.subject_id)


class RecordSubject(models.Model):
    """Whose data a part of a record is: applicant, children[0] …"""

    class Match(models.TextChoices):
        NEW = "new", "新規"
        SAME = "same", "一致"
        AMBIGUOUS = "ambiguous", "要確認"  # several people it could be: counts as shielded until somebody has looked
        INCOMPLETE = "incomplete", "照合不可"  # too little to tell

    record = models.ForeignKey(Record, models.CASCADE, related_name="subjects")
    part = models.CharField(max_length=64)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="records")
    match = models.CharField(max_length=10, choices=Match)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "part"], name="protect_one_subject_per_part")]

    def __str__(self) -> str:
        return f"{self.record_id} {self.part}"

    @property
    def counts_as_shielded(self) -> bool:
        """Nobody can say yet that this is not a shielded person."""
        return self.match not in (self.Match.NEW, self.Match.SAME, self.Match.INCOMPLETE)


class Guardianship(models.Model):
    """Who is a guardian (保護者) of which child, from a day to a day. Ended, never deleted."""

    guardian = models.ForeignKey(Subject, models.PROTECT, related_name="children")
    child = models.ForeignKey(Subject, models.PROTECT, related_name="guardians")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the last day

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["guardian", "child"],
                condition=models.Q(valid_to__isnull=True),
                name="protect_guardian_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.guardian_id} {self.child_id}"


class PersonalLink(models.Model):
    """An address that opens one person's own page. Only the keyed hash of its secret; revoked, never deleted."""

    subject = models.ForeignKey(Subject, models.PROTECT, related_name="links")
    link_hash = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.subject_id} {self.issued_at}"


class Attachment(models.Model):
    """A file of a record: on disk under a random name, sealed in chunks; its name is sealed here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    record = models.ForeignKey(Record, models.PROTECT, related_name="attachments")
    path = models.CharField(max_length=120)  # of the field
    file = models.CharField(max_length=80, unique=True)  # ab/ab12…
    sealed_name = models.BinaryField()
    content_type = models.CharField(max_length=80)
    size = models.BigIntegerField()  # of the content, in bytes
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class LooseFile(models.Model):
    """A file that belongs to no record and has no subject that anybody knows: a table before it was looked at. It lies
    where attachments lie, sealed under a key of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    file = models.CharField(max_length=80, unique=True)  # ab/ab12…
    size = models.BigIntegerField()  # of the content, in bytes
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Reading(models.Model):
    """One opening of personal data: who, for which purpose, by which channel, which fields. Never which values."""

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=8)
    actor_id = models.CharField(max_length=64)
    actor_label = models.CharField(max_length=120)
    purpose = models.CharField(max_length=48)
    channel = models.CharField(max_length=16)
    relation = models.CharField(max_length=16)
    fields = models.JSONField()  # paths, or ["*"]
    withheld = models.JSONField(null=True)  # paths that were not shown, since somebody in the record is shielded
    consent_id = models.UUIDField(null=True)  # of two people, for a withheld field or a use for another purpose

    objects = AppendOnlyManager()

    class Meta:
        indexes = [models.Index(fields=["actor_id", "at"], name="protect_reading_actor")]

    def __str__(self) -> str:
        return f"{self.actor_kind}:{self.actor_id} {self.channel}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            refuse(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        refuse(self)


class ReadingItem(models.Model):
    """One record that a reading opened. No foreign key to it: the log outlives the record."""

    reading = models.ForeignKey(Reading, models.PROTECT, related_name="items")
    record_id = models.UUIDField(db_index=True)

    objects = AppendOnlyManager()

    def __str__(self) -> str:
        return f"{self.reading_id} {self.record_id}"

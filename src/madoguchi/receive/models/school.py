"""A school's roster (名簿): classes, pupils, guardians. Names lie sealed in the vault; here are ids, days and numbers."""

from datetime import date, time

from django.db import models

CUT_OFF = time(8, 20)
BY_HAND = "hand:"
"""How the id of a person begins who stands in no file."""


class School(models.Model):
    """A school is an office of the municipality, with what only a school has."""

    office = models.OneToOneField("people.Office", on_delete=models.PROTECT, primary_key=True, related_name="school")
    source_id = models.CharField(max_length=128, unique=True)  # sourcedId of OneRoster
    code = models.CharField(max_length=32, blank=True, default="")  # 学校コード
    cut_off = models.TimeField(default=CUT_OFF)  # a notice for today that comes later is marked

    def __str__(self) -> str:
        return self.office_id


class SchoolClass(models.Model):
    """A class (学級) of one school year. `stamp` goes up with everything that its board shows."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="classes")
    source_id = models.CharField(max_length=128, unique=True)
    title = models.CharField(max_length=60)
    grade = models.CharField(max_length=16, blank=True, default="")
    valid_from = models.DateField()
    valid_to = models.DateField()
    stamp = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["grade", "title", "pk"]

    def __str__(self) -> str:
        return self.title

    def is_open(self, on: date) -> bool:
        return self.valid_from <= on <= self.valid_to


class RosterPerson(models.Model):
    """A pupil or a guardian of the roster. `record_id` is their sealed entry, `subject_id` who they are to the vault."""

    class Kind(models.TextChoices):
        PUPIL = "pupil", "児童生徒"
        GUARDIAN = "guardian", "保護者"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    source_id = models.CharField(max_length=128, unique=True)
    record_id = models.UUIDField(unique=True)
    subject_id = models.UUIDField(db_index=True)
    digest = models.CharField(max_length=64)  # keyed: says "the same as before", tells nothing
    valid_to = models.DateField(null=True)  # the last day on the roster
    erased_at = models.DateTimeField(
        null=True
    )  # the time of keeping is over: name, entries and id of the files are gone

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def by_hand(self) -> bool:
        """Entered by the school, not by a roster: no roster ends it."""
        return self.source_id.startswith(BY_HAND)


class FormerEntry(models.Model):
    """An entry of the roster that a newer one took the place of; kept until its time is over."""

    person = models.ForeignKey(RosterPerson, on_delete=models.PROTECT, related_name="former_entries")
    record_id = models.UUIDField(unique=True)
    valid_to = models.DateField()  # the last day on which it was the entry

    def __str__(self) -> str:
        return f"{self.person_id} {self.valid_to}"


class Enrolment(models.Model):
    """A pupil is in a class from a day to a day. Ended, never deleted: last year's class stays as it was."""

    pupil = models.ForeignKey(RosterPerson, on_delete=models.PROTECT, related_name="enrolments")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="enrolments")
    source_id = models.CharField(max_length=128, unique=True)
    number = models.PositiveSmallIntegerField(null=True)  # 出席番号
    valid_from = models.DateField()
    valid_to = models.DateField()

    class Meta:
        ordering = ["number", "pk"]
        indexes = [models.Index(fields=["school_class", "valid_from", "valid_to"], name="receive_enrolment_class")]

    def __str__(self) -> str:
        return f"{self.pupil_id} {self.school_class_id}"


class ReasonList(models.Model):
    """A school's own list of reasons. Each change is a new list; a notice keeps the one that it was sent under."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="reason_lists")
    reasons = models.JSONField()  # the words, in order
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.school_id} {self.pk}"

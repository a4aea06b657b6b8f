from django.conf import settings
from django.db import models

from madoguchi.receive import numbers


class Via(models.TextChoices):
    """How it came in."""

    ONLINE = "online", "オンライン"
    COUNTER = "counter", "窓口"
    PHONE = "phone", "電話"
    API = "api", "API"
    IMPORT = "import", "取り込み"


class Presence(models.TextChoices):
    """For whom a member of staff wrote it at the counter."""

    SELF = "self", "本人が窓口で"
    PROXY = "proxy", "代理の人が窓口で"
    PAPER = "paper", "記入された紙から"


class Status(models.TextChoices):
    """What the applicant is told. The stage above decides; it pushes the word down by `actions.set_status`."""

    RECEIVED = "received", "受付"
    CORRECTION = "correction", "補正のお願い"
    CORRECTED = "corrected", "補正の受付"
    IN_REVIEW = "in-review", "審査中"
    EXTENDED = "extended", "期間の延長"
    DECIDED = "decided", "決定"
    CLOSED = "closed", "完了"
    WITHDRAWN = "withdrawn", "取下げ"


OPEN = (Status.RECEIVED, Status.CORRECTION, Status.CORRECTED, Status.IN_REVIEW, Status.EXTENDED)
"""While it has one of these, the applicant may withdraw."""
REVOKED = "revoked:"
"""Before what stands in place of a secret's hash once a shield has revoked the link."""


class Application(models.Model):
    """What arrived (到達). Arrival is arrival: from the moment this row is on the disk, the number on the screen holds."""

    number = models.CharField(max_length=12, primary_key=True, validators=[numbers.validate])
    procedure = models.SlugField(max_length=48)
    version = models.ForeignKey("receive.ProcedureVersion", on_delete=models.PROTECT, related_name="+", db_index=False)
    record_id = models.UUIDField(unique=True)  # the answers in force; earlier ones stay in EarlierRecord
    office = models.SlugField(max_length=48, db_index=False)
    secret_hash = models.CharField(max_length=64, unique=True)
    idempotency_key = models.CharField(max_length=64, unique=True)  # keyed hash
    content_digest = models.CharField(max_length=64)  # keyed: says "the same again", tells nothing about the content
    received_at = models.DateTimeField()
    via = models.CharField(max_length=8, choices=Via.choices)
    language = models.CharField(max_length=8, default="ja")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )  # who wrote it for the applicant at the counter
    presence = models.CharField(max_length=8, choices=Presence.choices, blank=True, default="")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RECEIVED)
    status_at = models.DateTimeField()
    due_on = models.DateField(null=True)  # by when the applicant hears; stands still while a correction is awaited
    erased_at = models.DateTimeField(null=True)  # the time of keeping is over: nothing of what was written is left

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(via__in=Via.values), name="receive_application_via"),
            models.CheckConstraint(condition=models.Q(status__in=Status.values), name="receive_application_status"),
            models.CheckConstraint(
                condition=models.Q(taken_by=None, presence="")
                | models.Q(taken_by__isnull=False, presence__in=Presence.values, via="counter"),
                name="receive_application_taken",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_revoked(self) -> bool:
        """A shield has revoked its link: nobody outside the office learns any more that it is there."""
        return self.secret_hash.startswith(REVOKED)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN


class StatusLine(models.Model):
    """One step of the timeline. The first, the arrival, is the application itself."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="lines")
    status = models.CharField(max_length=12, choices=Status.choices)
    text_code = models.SlugField(max_length=48, blank=True, default="")
    at = models.DateTimeField()
    due_on = models.DateField(null=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.status}"


class EarlierRecord(models.Model):
    """Answers that a correction superseded. They stay as they were sent."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="earlier")
    record_id = models.UUIDField(unique=True)
    replaced_at = models.DateTimeField()

    class Meta:
        ordering = ["replaced_at", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.record_id}"

"""A notice to the school (欠席・遅刻・早退の連絡): what of it the boards must find quickly. Reason and words lie sealed."""

from django.db import models


class Notice(models.Model):
    """One application of the kind: one child, one kind, some days. Corrected by a new one, taken back, never changed."""

    class Kind(models.TextChoices):
        ABSENT = "absent", "欠席"
        LATE = "late", "遅刻"
        EARLY = "early", "早退"

    application = models.OneToOneField(
        "receive.Application", on_delete=models.PROTECT, primary_key=True, related_name="notice"
    )
    pupil = models.ForeignKey("receive.RosterPerson", on_delete=models.PROTECT, related_name="notices")
    # None: the school took it down, on the telephone.
    sender = models.ForeignKey("receive.RosterPerson", null=True, on_delete=models.PROTECT, related_name="sent")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    first_day = models.DateField()
    last_day = models.DateField()
    after_cut_off = models.BooleanField(default=False)
    # None: the list that the procedure's version declares.
    reasons = models.ForeignKey("receive.ReasonList", null=True, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    ended_at = models.DateTimeField(null=True)  # taken back, or replaced by a corrected one

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(last_day__gte=models.F("first_day")), name="receive_notice_days"),
            models.CheckConstraint(
                condition=models.Q(kind__in=("absent", "late", "early")), name="receive_notice_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["pupil", "last_day", "first_day"], name="receive_notice_pupil_days")]

    def __str__(self) -> str:
        return self.application_id

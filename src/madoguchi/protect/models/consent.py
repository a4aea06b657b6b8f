import uuid

from django.db import models
from django.db.models import F, Q


class Consent(models.Model):
    """What one person asks for and another one answers (二人の承認). The database refuses that both are the same.

    The reason is sealed under a key of its own; everything else is ids and declared codes.
    """

    class What(models.TextChoices):
        OPEN = "open", "伏せた項目を開く"  # one record, some fields, one channel, once, for some minutes
        LIFT = "lift", "支援措置を外す"  # one person of one shield
        UNLIKE = "unlike", "別の人と確かめる"  # a part of a record that looks like a shielded person
        USE = "use", "目的外利用"  # 69条2項: records of one purpose used for another, until a day

    class Answer(models.TextChoices):
        NONE = "", "答えを待っています"
        APPROVED = "approved", "認めました"
        REFUSED = "refused", "認めませんでした"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    what = models.CharField(max_length=8, choices=What)
    office = models.CharField(max_length=48, blank=True, default="")  # whose records; "": the shield's desk
    records = models.JSONField(default=list)  # ids, as text
    person = models.ForeignKey("protect.ShieldedPerson", models.PROTECT, null=True, related_name="+")
    part = models.CharField(max_length=64, blank=True, default="")
    fields = models.JSONField(default=list)
    channel = models.CharField(max_length=16, blank=True, default="")
    held_for = models.CharField(max_length=48, blank=True, default="")  # the purpose under which the records are held
    wanted_for = models.CharField(max_length=48, blank=True, default="")  # the purpose they are used for
    clause = models.PositiveSmallIntegerField(null=True)  # 69条2項の号
    ends_on = models.DateField(null=True)
    seen = models.CharField(max_length=64, blank=True, default="")  # the state that was asked about, as a digest
    ciphertext = models.BinaryField()  # the reason
    asked_by = models.CharField(max_length=64)
    asked_label = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True, default="")
    answered_by = models.CharField(max_length=64, blank=True, default="")
    answered_label = models.CharField(max_length=120, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="protect_consent_takes_two",
                condition=Q(answer="", answered_by="") | (~Q(answered_by="") & ~Q(answered_by=F("asked_by"))),
            ),
            models.CheckConstraint(
                name="protect_consent_is_known", condition=Q(what__in=("open", "lift", "unlike", "use"))
            ),
            models.CheckConstraint(
                name="protect_use_says_why",
                condition=~Q(what="use") | Q(clause__in=(1, 2, 3, 4), ends_on__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["answer", "what"], name="protect_consent_waiting")]

    def __str__(self) -> str:
        return f"{self.what} {self.id}"

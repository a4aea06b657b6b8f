"""Shields (支援措置). A person under one is withheld from every way out until two people have lifted it."""

import uuid

from django.db import models
from django.db.models import F, Q

from madoguchi.protect.models.vault import TOKEN


class Shield(models.Model):
    """One request for protection (申出), of this municipality or of another one. In force from the row on."""

    class Kind(models.TextChoices):
        DV = "dv", "配偶者からの暴力"
        STALKING = "stalking", "ストーカー行為"
        CHILD_ABUSE = "child-abuse", "児童虐待"
        SIMILAR = "similar", "これらに準ずる行為"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    kind = models.CharField(max_length=12, choices=Kind)
    origin = models.CharField(max_length=6, blank=True, default="")  # code of the other municipality; "": our own
    reference = models.CharField(max_length=64, blank=True, default="")  # its number for the request
    starts_on = models.DateField()
    ends_on = models.DateField()
    ciphertext = models.BinaryField()  # previous addresses, words about the other party
    arrived_at = models.DateTimeField()
    triaged_at = models.DateTimeField(null=True)  # a person has looked at a request from elsewhere
    proven_at = models.DateTimeField(null=True)  # when an attempt to get something out was last refused everywhere
    closed_at = models.DateTimeField(null=True)  # the request is dealt with; the shield goes on

    class Meta:
        constraints = [
            models.CheckConstraint(name="protect_shield_ends_after", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="protect_shield_closed_when_proven", condition=Q(closed_at=None) | ~Q(proven_at=None)
            ),
            models.UniqueConstraint(
                name="protect_shield_once", fields=["origin", "reference"], condition=~Q(reference="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class ShieldedPerson(models.Model):
    """One person under a shield. Only a lifting by two people ends it: a date, a missing or a broken row does not."""

    shield = models.ForeignKey(Shield, models.PROTECT, related_name="people")
    subject = models.ForeignKey("protect.Subject", models.PROTECT, related_name="shields")
    asked = models.BooleanField(default=False)  # the one who asked; else of the same household
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lift = models.ForeignKey("protect.Consent", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="protect_shielded_once", fields=["shield", "subject"]),
            models.CheckConstraint(
                name="protect_lifted_by_two",
                condition=Q(lifted_at=None, lift=None) | Q(lifted_at__isnull=False, lift__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shield_id} {self.subject_id}"


class OtherParty(models.Model):
    """Whom the person flees from, as far as the town knows them: a subject, or a member of its own staff."""

    shield = models.ForeignKey(Shield, models.PROTECT, related_name="others")
    subject = models.ForeignKey("protect.Subject", models.PROTECT, null=True, related_name="+")
    staff = models.CharField(max_length=64, blank=True, default="", db_index=True)

    def __str__(self) -> str:
        return f"{self.shield_id} other"


class ShieldMark(models.Model):
    """A look-up token of a shielded person: whoever bears it too counts as shielded until somebody has looked."""

    token = models.CharField(max_length=TOKEN, db_index=True)
    person = models.ForeignKey(ShieldedPerson, models.CASCADE, related_name="marks")

    def __str__(self) -> str:
        return f"{self.person_id}"


class ShieldAlarm(models.Model):
    """Something about a shield that a person must look at. Once per shield, reason and day it is about."""

    class What(models.TextChoices):
        RENEWAL = "renewal", "更新の時期です"
        OVER = "over", "期間が過ぎました(守りは続いています)"
        TRIAGE = "triage", "ほかの自治体の通知をまだ確かめていません"
        PROOF = "proof", "出口の点検がすんでいません"

    shield = models.ForeignKey(Shield, models.PROTECT, related_name="alarms")
    what = models.CharField(max_length=8, choices=What)
    day = models.DateField()
    raised_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    seen_by = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(name="protect_alarm_once", fields=["shield", "what", "day"])]

    def __str__(self) -> str:
        return f"{self.shield_id} {self.what}"

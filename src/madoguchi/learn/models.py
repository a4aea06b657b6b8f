"""Two compact tables from which every indicator is computed, the dated readings, and what was said about each ask."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from madoguchi.trail.append_only import Once


class Daily(models.Model):
    """How often something happened on one day: the trail, rolled up. `part`: a page of a form, the result of a decision.

    `taken`: of what residents sent, how long they took, as one of the codes of `receive/pace.py`: a histogram.
    """

    verb = models.CharField(max_length=64)
    part = models.CharField(max_length=64, blank=True, default="")
    procedure = models.CharField(max_length=48, blank=True, default="")
    version = models.CharField(max_length=71, blank=True, default="")
    office = models.CharField(max_length=48, blank=True, default="")
    channel = models.CharField(max_length=8, blank=True, default="")
    taken = models.CharField(max_length=12, blank=True, default="")
    day = models.DateField()
    n = models.PositiveBigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="learn_daily_once",
                fields=["verb", "day", "procedure", "office", "channel", "part", "version", "taken"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.day} {self.n}"


class CaseLine(models.Model):
    """One row per case, as far as indicators need it. Nothing of what was written in it."""

    number = models.CharField(max_length=12, primary_key=True)
    procedure = models.CharField(max_length=48)
    version = models.CharField(max_length=71)
    office = models.CharField(max_length=48)
    via = models.CharField(max_length=8)
    received_on = models.DateField()
    decided_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    days_decided = models.IntegerField(null=True)  # from arrival to decision
    days_closed = models.IntegerField(null=True)
    corrected = models.BooleanField()
    extended = models.BooleanField()
    withdrawn = models.BooleanField()
    has_standard = models.BooleanField()
    in_time = models.BooleanField()
    proposed = models.BooleanField()
    overridden = models.BooleanField()
    named = models.BooleanField()
    minutes = models.IntegerField(null=True)  # of staff with the case, all together; None: nobody was

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["received_on", "procedure"], name="learn_case_received"),
            models.Index(fields=["decided_on", "procedure"], name="learn_case_decided"),
            models.Index(fields=["closed_on", "procedure"], name="learn_case_closed"),
        ]

    def __str__(self) -> str:
        return self.number


class Cursor(models.Model):
    """How far the trail has been rolled up. `missing`: ids below that were not there: ids commit out of order.

    `counted_by`: the way of counting that made the two tables; by another one everything is counted anew.
    """

    name = models.CharField(max_length=16, primary_key=True)
    upto = models.PositiveBigIntegerField(default=0)
    missing = models.JSONField(default=list)
    at = models.DateTimeField(null=True)
    counted_by = models.CharField(max_length=40, default="")

    def __str__(self) -> str:
        return f"{self.name} {self.upto}"


class Reading(models.Model):
    """One number of one indicator: for a period, the whole or one part, by the definition that has this hash.

    `final`: the period is over and the number stands. `hidden`: it would tell a small number of people.
    """

    indicator = models.CharField(max_length=48)
    definition = models.CharField(max_length=64)
    scope = models.CharField(max_length=48, blank=True, default="")
    begins = models.DateField()
    value = models.BigIntegerField(null=True)  # None: there was nothing to count, or it is hidden
    hidden = models.BooleanField(default=False)
    final = models.BooleanField(default=False)
    computed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="learn_reading_once", fields=["indicator", "definition", "begins", "scope"]),
            models.CheckConstraint(
                name="learn_hidden_has_no_value", condition=models.Q(hidden=False) | models.Q(value__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.scope} {self.begins}"


class EnteredAsk(Once):
    """An ask as it was entered: its words are never altered after this."""

    report = models.CharField(max_length=48)
    ask = models.CharField(max_length=48)
    ja = models.TextField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="learn_ask_entered_once", fields=["report", "ask"])]

    def __str__(self) -> str:
        return f"{self.report} {self.ask}"


class Statement(Once):
    """What the administration says about one ask, with who and when. The latest holds; the earlier ones stay."""

    class Says(models.TextChoices):
        DONE = "done", "済んだ"
        DOING = "doing", "進めている"
        CONSIDERING = "considering", "検討している"
        CONSIDERED = "considered", "検討して、結果を出した"
        DECLINED = "declined", "行わないことにした"

    report = models.CharField(max_length=48)
    ask = models.CharField(max_length=48)
    says = models.CharField(max_length=12, choices=Says.choices)
    words = models.TextField(max_length=1000)
    due = models.DateField(null=True)  # the day that the office set itself
    office = models.SlugField(max_length=48, db_index=False)
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=100)  # as it was that day
    title = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="learn_statement_says",
                condition=models.Q(says__in=["done", "doing", "considering", "considered", "declined"]),
            ),
            models.CheckConstraint(name="learn_statement_has_a_name", condition=~models.Q(name="")),
        ]
        indexes: ClassVar = [models.Index(fields=["report", "ask", "id"], name="learn_statement_of")]

    def __str__(self) -> str:
        return f"{self.ask} {self.says}"

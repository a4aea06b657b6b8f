from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from madoguchi.decide import states
from madoguchi.decide.due import NEVER, Clock, clock_of
from madoguchi.trail import clock

STATES = [(state, state) for state in states.STATES]


class Case(models.Model):
    """One application on its way through the office. Nothing here is personal: the answers lie sealed in the record.

    `open` repeats the state, so that one index serves the queue of all open cases by due date.
    """

    application = models.OneToOneField("receive.Application", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=12, unique=True)
    record_id = models.UUIDField(unique=True)
    procedure = models.SlugField(max_length=48, db_index=False)
    version_hash = models.CharField(max_length=71)
    office = models.SlugField(max_length=48, db_index=False)
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in states.KINDS])
    state = models.CharField(max_length=12, choices=STATES, default="received")
    open = models.BooleanField(default=True)
    via = models.CharField(max_length=8)
    received_at = models.DateTimeField()
    received_on = models.DateField()
    due_on = models.DateField(default=NEVER)
    paused_on = models.DateField(null=True)  # since when the clock stands still
    stopped_days = models.PositiveIntegerField(default=0)  # of the declared unit, all stops together
    extended = models.BooleanField(default=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    applicant_staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    proposal = models.SlugField(max_length=48, blank=True, default="", db_index=False)  # the proposed result, or ""
    proposed_at = models.DateTimeField(null=True)  # when the tables were asked; None: not yet
    result = models.SlugField(max_length=48, blank=True, default="", db_index=False)
    decided_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    revision = models.PositiveIntegerField(default=1)  # who acts says which one they saw

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="decide_case_state_known", condition=Q(state__in=states.STATES)),
            models.CheckConstraint(name="decide_case_kind_known", condition=Q(kind__in=states.KINDS)),
            models.CheckConstraint(
                name="decide_case_open_says_the_state",
                condition=Q(open=True, state__in=states.OPEN)
                | Q(open=False, state__in=("decided", "closed", "withdrawn")),
            ),
            models.CheckConstraint(
                name="decide_case_paused_while_correction",
                condition=Q(state="correction", paused_on__isnull=False)
                | (~Q(state="correction") & Q(paused_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="decide_case_result_when_decided",
                condition=Q(kind="application", state__in=("decided", "closed"), decided_on__isnull=False)
                & ~Q(result="")
                | Q(state__in=(*states.OPEN, "withdrawn"), result="", decided_on__isnull=True)
                | Q(kind="notification", state__in=("received", "closed", "withdrawn"), result=""),
            ),
        ]
        # One for each question of the queue: what it asks for, then the order, then the id. An office comes first in
        # all but one, so that counting a tab never looks at a row.
        indexes: ClassVar = [
            models.Index(fields=["office", "open", "due_on", "id"], name="decide_due"),
            models.Index(fields=["office", "state", "due_on", "id"], name="decide_state_due"),
            models.Index(fields=["office", "extended", "open", "due_on", "id"], name="decide_extended_due"),
            models.Index(fields=["office", "open", "received_on", "id"], name="decide_received"),
            models.Index(fields=["office", "procedure", "open", "due_on", "id"], name="decide_one_due"),
            models.Index(fields=["office", "procedure", "state", "due_on", "id"], name="decide_one_state_due"),
            models.Index(
                fields=["office", "procedure", "open", "proposal", "due_on", "id"], name="decide_one_proposal"
            ),
            models.Index(fields=["office", "procedure", "open", "received_on", "id"], name="decide_one_received"),
            models.Index(fields=["assigned_to", "open", "due_on", "id"], name="decide_assigned_due"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def clock(self) -> Clock:
        return clock_of(received_on=self.received_on, due_on=self.due_on, paused_on=self.paused_on, today=clock.today())

    @property
    def possible(self) -> frozenset[str]:
        """The verbs that this state allows."""
        return states.possible(self.kind, self.state)  # type: ignore[arg-type]


class CaseColumn(models.Model):
    """A declared column of the queue: the plain choice that the applicant made. Repeats state and due date to sort by."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="columns", db_index=False)
    procedure = models.SlugField(max_length=48, db_index=False)
    name = models.CharField(max_length=100)
    value = models.SlugField(max_length=80, blank=True, default="", db_index=False)  # as long as a dataset's address
    open = models.BooleanField(default=True)
    due_on = models.DateField(default=NEVER)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(name="decide_column_once", fields=["case", "name"])]
        indexes: ClassVar = [
            models.Index(fields=["procedure", "name", "open", "value", "due_on", "case"], name="decide_column_due")
        ]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"

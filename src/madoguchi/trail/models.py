"""What happened, who takes it over, and which recurring work was asked for. Nothing here ever holds personal data."""

import hashlib
import json
from datetime import UTC
from typing import Any, NoReturn

from django.db import models

from madoguchi.trail.actor import Actor
from madoguchi.trail.append_only import AppendOnlyManager, refuse
from madoguchi.trail.lanes import SINGLE


class Event(models.Model):
    """One thing that happened. Written once, never changed; the database refuses UPDATE and DELETE as well.

    `digest` is the entry's own SHA-256 over its canonical form. It does not chain: ids commit out of order, so the
    sealer (to come) folds whatever has no seal yet into a Merkle chain and notes it in tables of its own, keyed by
    this row's id and digest. Nothing needs to be added to this table for it.
    """

    verb = models.CharField(max_length=64)  # receive.submitted
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=8)
    actor_id = models.CharField(max_length=64)
    actor_label = models.CharField(max_length=120)
    about_kind = models.CharField(max_length=32)
    about_id = models.CharField(max_length=64)
    purpose = models.CharField(max_length=48, blank=True, default="")
    data = models.JSONField(default=dict)  # ids and declared codes only
    digest = models.CharField(max_length=64)

    objects = AppendOnlyManager()

    class Meta:
        indexes = [models.Index(fields=["about_kind", "about_id", "id"], name="trail_event_about")]

    def __str__(self) -> str:
        return f"{self.verb} {self.about_kind}:{self.about_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            refuse(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        refuse(self)

    @property
    def actor(self) -> Actor:
        return Actor(self.actor_kind, self.actor_id, self.actor_label)  # type: ignore[arg-type]

    @property
    def about(self) -> tuple[str, str]:
        return (self.about_kind, self.about_id)

    def canonical(self) -> bytes:
        """The entry as bytes that never vary: a JSON array in a fixed order, keys sorted, UTC with microseconds."""
        return json.dumps(
            [
                1,
                self.verb,
                self.at.astimezone(UTC).isoformat(timespec="microseconds"),
                [self.actor_kind, self.actor_id, self.actor_label],
                [self.about_kind, self.about_id],
                self.purpose,
                self.data,
            ],
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        ).encode()

    def own_digest(self) -> str:
        """SHA-256 of the canonical form, in hexadecimal."""
        return hashlib.sha256(self.canonical()).hexdigest()


class Handover(models.Model):
    """One later taking-over: the queue itself. A row is waiting, running under a lease, done, or dead."""

    class State(models.TextChoices):
        WAITING = "waiting", "待ち"
        RUNNING = "running", "処理中"
        DONE = "done", "済み"
        DEAD = "dead", "止まっています"

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="handovers")
    taker = models.CharField(max_length=160)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lane = models.PositiveSmallIntegerField(default=SINGLE)  # the smaller goes first: trail/lanes.py
    not_before = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    lease = models.CharField(max_length=32, blank=True, default="")  # who holds it: a fresh random word per claim
    error = models.CharField(max_length=120, blank=True, default="")  # the error's class, never its words
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "taker"], name="trail_handover_once")]
        # Whole, not partial: SQLite uses a partial index only where it can prove the condition, and a parameter proves nothing.
        indexes = [models.Index(fields=["state", "lane", "not_before", "id"], name="trail_handover_turn")]

    def __str__(self) -> str:
        return f"{self.taker} {self.state}"


class Tick(models.Model):
    """A recurring piece of work fell due: once per name and moment, whoever asked first."""

    name = models.CharField(max_length=64)
    due = models.DateTimeField()
    event = models.ForeignKey(Event, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "due"], name="trail_tick_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.due.isoformat()}"
